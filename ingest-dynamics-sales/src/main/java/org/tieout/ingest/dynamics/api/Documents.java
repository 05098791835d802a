package org.tieout.ingest.dynamics.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tieout.ingest.dynamics.record.DocumentTable;
import org.tieout.ingest.dynamics.record.MasterReader;
import org.tieout.ingest.dynamics.record.Rows;

/// Reads documents whole, several at once: their lines, then their headers, which must have the row version
/// that they had before (memo, section 8.4). Two calls for up to [#AT_ONCE] documents whose row versions
/// are known, three where they are not. Thread-safe.
public final class Documents {

    /// How many documents are read at once; what names them all stays far below the longest address
    /// (section 2).
    public static final int AT_ONCE = 20;

    private static final int ROUNDS = 3;
    private static final String PREFER =
            "odata.maxpagesize=5000,odata.include-annotations=\"" + MasterReader.LOOKUP_TABLE + "\"";

    private final Dataverse api;

    /// A document with its lines as they were at one time.
    public record Whole(JsonNode header, List<JsonNode> lines) {

        public Whole {
            lines = List.copyOf(lines);
        }
    }

    /// What came of reading some.
    ///
    /// @param whole those that stood still
    /// @param moving those that were changed again and again meanwhile, with their latest etags
    public record Chunk(List<Whole> whole, Map<String, String> moving) {

        public Chunk {
            whole = List.copyOf(whole);
            moving = Map.copyOf(moving);
        }
    }

    public Documents(Dataverse api) {
        this.api = api;
    }

    /// Reads these; those that are gone are left out.
    ///
    /// @param wanted the etag of each as it was listed, by its id; empty where none was
    public Fetched<Chunk> read(DocumentTable table, Map<String, String> wanted) {
        Map<String, String> open = new LinkedHashMap<>(wanted);
        List<String> unlisted = wanted.entrySet().stream()
                .filter(document -> document.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!unlisted.isEmpty()) {
            Fetched<List<JsonNode>> versions = all("readVersions", table.versions(unlisted));
            if (versions instanceof Fetched.Failed<List<JsonNode>>(var answer)) {
                return new Fetched.Failed<>(answer);
            }
            open.keySet().removeAll(unlisted);
            got(versions).forEach(row -> open.put(Rows.id(row, table.key()), Rows.etag(row)));
        }
        return settled(table, open);
    }

    private Fetched<Chunk> settled(DocumentTable table, Map<String, String> versions) {
        Map<String, String> open = versions;
        List<Whole> whole = new ArrayList<>();
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            Fetched<List<JsonNode>> lines = all("readLines", table.lines(open.keySet()));
            if (lines instanceof Fetched.Failed<List<JsonNode>>(var answer)) {
                return new Fetched.Failed<>(answer);
            }
            Fetched<List<JsonNode>> headers = all("readHeaders", table.headers(open.keySet()));
            if (headers instanceof Fetched.Failed<List<JsonNode>>(var answer)) {
                return new Fetched.Failed<>(answer);
            }
            Chunk chunk = paired(table, open, got(headers), got(lines));
            whole.addAll(chunk.whole());
            open = chunk.moving();
        }
        return new Fetched.Got<>(new Chunk(whole, open));
    }

    private static Chunk paired(
            DocumentTable table, Map<String, String> open, Collection<JsonNode> headers, Collection<JsonNode> lines) {
        Map<String, List<JsonNode>> byParent =
                lines.stream().collect(Collectors.groupingBy(row -> Rows.id(row, table.parent())));
        List<Whole> whole = new ArrayList<>();
        Map<String, String> moving = new HashMap<>();
        for (JsonNode header : headers) {
            String id = Rows.id(header, table.key());
            String etag = Rows.etag(header);
            if (etag.equals(open.get(id))) {
                whole.add(new Whole(header, byParent.getOrDefault(id, List.of())));
            } else {
                moving.put(id, etag);
            }
        }
        return new Chunk(whole, moving);
    }

    private static List<JsonNode> got(Fetched<List<JsonNode>> fetched) {
        return switch (fetched) {
            case Fetched.Got<List<JsonNode>>(var rows) -> rows;
            case Fetched.Failed<List<JsonNode>> _ -> List.of();
        };
    }

    /// All rows of a query, page by page.
    Fetched<List<JsonNode>> all(String operation, String path) {
        List<JsonNode> rows = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            switch (api.get(operation, next.get(), PREFER, Page::read)) {
                case Fetched.Got<Page>(var page) -> {
                    rows.addAll(page.rows());
                    next = page.next();
                }
                case Fetched.Failed<Page>(var answer) -> {
                    return new Fetched.Failed<>(answer);
                }
            }
        }
        return new Fetched.Got<>(rows);
    }

    private record Page(List<JsonNode> rows, Optional<String> next) {

        static Page read(JsonNode json) {
            if (!json.path("value").isArray()) {
                throw new IllegalArgumentException("it has no value");
            }
            List<JsonNode> rows = new ArrayList<>();
            json.path("value").forEach(rows::add);
            return new Page(
                    rows,
                    Optional.of(json.path("@odata.nextLink").asText(""))
                            .filter(link -> !link.isEmpty())
                            .map(Dataverse::below));
        }
    }
}
