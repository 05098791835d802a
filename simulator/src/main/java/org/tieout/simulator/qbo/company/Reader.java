package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.query.Columns;
import org.tieout.simulator.qbo.query.Comparison;
import org.tieout.simulator.qbo.query.Query;
import org.tieout.simulator.qbo.query.Query.Condition;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;
import org.tieout.simulator.qbo.schema.EntityType.Family;

/// Reads, queries and changes since. Not thread-safe: the company guards it.
final class Reader {
    private static final Duration CHANGES_KEPT = Duration.ofDays(30);
    private static final int CHANGES_LIMIT = 1000;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX").withZone(Books.PACIFIC);

    private final Books books;
    private final RuleBook rules;

    Reader(Books books, RuleBook rules) {
        this.books = books;
        this.rules = rules;
    }

    /// As the API writes it: stored properties, computed ones, version.
    ObjectNode render(Stored stored) {
        ObjectNode out = stored.data().deepCopy();
        rules.of(stored.key().type()).render(out, stored);
        out.put("domain", "QBO").put("sparse", false);
        out.put("Id", stored.key().id()).put("SyncToken", String.valueOf(stored.syncToken()));
        out.set("MetaData", metaData(stored));
        return out;
    }

    private static ObjectNode metaData(Stored stored) {
        return Json.object()
                .put("CreateTime", TIMESTAMP.format(stored.created()))
                .put("LastUpdatedTime", TIMESTAMP.format(stored.updated()));
    }

    ObjectNode read(EntityType type, String id) {
        return books.store
                .get(new DocumentKey(type, id))
                .filter(stored -> !stored.deleted())
                .map(this::render)
                .orElseThrow(() -> Refusals.notFound(type.apiName() + " " + id + " does not exist"));
    }

    /// The `QueryResponse`.
    ObjectNode query(Query query) {
        Stream<Stored> rows = books.store.all(query.entity()).stream()
                .filter(stored -> !stored.deleted())
                .filter(stored -> visible(query, stored))
                .filter(stored -> query.where().stream().allMatch(condition -> holds(stored, condition)));
        if (query.count()) {
            return Json.object().put("totalCount", rows.count());
        }
        List<Stored> page = sorted(query, rows)
                .skip(query.startPosition() - 1L)
                .limit(query.maxResults())
                .toList();
        if (page.stream().anyMatch(stored -> books.unreadable.contains(stored.key()))) {
            throw Refusals.queryProcessing();
        }
        ObjectNode response = Json.object();
        if (!page.isEmpty()) {
            ArrayNode array = response.putArray(query.entity().apiName());
            page.forEach(stored -> array.add(render(stored)));
            response.put("startPosition", query.startPosition()).put("maxResults", page.size());
        }
        return response;
    }

    /// Name lists show active rows unless the query says otherwise.
    private static boolean visible(Query query, Stored stored) {
        boolean asked = query.where().stream()
                .anyMatch(condition -> condition.property().equals("Active"));
        return asked || query.entity().family() != Family.NAME_LIST || stored.active();
    }

    private Stream<Stored> sorted(Query query, Stream<Stored> rows) {
        if (query.order().isEmpty()) {
            return rows;
        }
        String property = query.order().get().property();
        Comparator<Stored> ascending = Comparator.comparing(
                stored -> column(stored, property), Comparison.ordering(Columns.kind(query.entity(), property)));
        return rows.sorted(query.order().get().descending() ? ascending.reversed() : ascending);
    }

    private boolean holds(Stored stored, Condition condition) {
        String value = column(stored, condition.property());
        return !value.isEmpty()
                && Comparison.holds(Columns.kind(stored.key().type(), condition.property()), value, condition);
    }

    /// A column's value; empty where the object has none.
    private String column(Stored stored, String property) {
        return switch (property) {
            case "Id" -> stored.key().id();
            case "MetaData.CreateTime" -> TIMESTAMP.format(stored.created());
            case "MetaData.LastUpdatedTime" -> TIMESTAMP.format(stored.updated());
            case "Active" -> String.valueOf(stored.active());
            case "Balance", "CurrentBalance" -> render(stored).path(property).asText("");
            case "PrimaryEmailAddr" ->
                stored.data().path(property).path("Address").asText("");
            default -> plain(stored.data().path(property));
        };
    }

    private static String plain(JsonNode value) {
        return value.isObject() ? value.path("value").asText("") : value.asText("");
    }

    /// The `QueryResponse` entry of one entity in a CDC answer.
    ObjectNode changes(EntityType type, Instant since) {
        if (since.isBefore(books.now().minus(CHANGES_KEPT))) {
            throw Refusals.business("changedSince is more than 30 days ago");
        }
        if (type == EntityType.TAX_CODE) {
            throw Refusals.featureNotSupported("Changes of TaxCode are not tracked");
        }
        Instant from = since.truncatedTo(ChronoUnit.SECONDS);
        List<Stored> changed = books.store.all(type).stream()
                .filter(stored -> !stored.updated().isBefore(from))
                .limit(CHANGES_LIMIT)
                .toList();
        ObjectNode response = Json.object();
        if (!changed.isEmpty()) {
            ArrayNode array = response.putArray(type.apiName());
            changed.forEach(stored -> array.add(stored.deleted() ? tombstone(stored) : render(stored)));
            response.put("startPosition", 1).put("maxResults", changed.size());
        }
        return response;
    }

    private static ObjectNode tombstone(Stored stored) {
        ObjectNode node = Json.object()
                .put("domain", "QBO")
                .put("status", "Deleted")
                .put("Id", stored.key().id());
        node.set("MetaData", Json.object().put("LastUpdatedTime", TIMESTAMP.format(stored.updated())));
        return node;
    }
}
