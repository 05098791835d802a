package org.tieout.ingest.dynamics.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.runtime.http.Answer;

/// The names of units of measure, which products refer to by id only. Read whole when a product names one
/// that is not known yet: there are few. Not thread-safe.
public final class Units {

    private final Documents reader;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> absent = new HashSet<>();

    public Units(Documents reader) {
        this.reader = reader;
    }

    /// Makes sure that these are known, as far as they exist.
    ///
    /// @return why not, or nothing
    public Optional<Answer> learn(Collection<String> ids) {
        if (ids.stream().allMatch(id -> names.containsKey(id) || absent.contains(id))) {
            return Optional.empty();
        }
        return switch (reader.all("readUnits", "uoms?$select=name")) {
            case Fetched.Got<List<JsonNode>>(var rows) -> {
                rows.forEach(row ->
                        names.put(row.path("uomid").asText(), row.path("name").asText()));
                ids.stream().filter(id -> !names.containsKey(id)).forEach(absent::add);
                yield Optional.empty();
            }
            case Fetched.Failed<List<JsonNode>>(var answer) -> Optional.of(answer);
        };
    }

    /// A unit's name.
    public Optional<String> name(String id) {
        return Optional.ofNullable(names.get(id));
    }
}
