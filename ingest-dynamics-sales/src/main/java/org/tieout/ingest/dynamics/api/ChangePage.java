package org.tieout.ingest.dynamics.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.ingest.dynamics.record.Rows;

/// A page of change tracking (memo, section 6).
///
/// @param rows rows that were created or changed, in their latest state
/// @param deleted ids of those that were deleted
/// @param next where the next page is, below the root; empty on the last one
/// @param delta where the changes after this page's will be, below the root; on the last page
public record ChangePage(List<JsonNode> rows, List<String> deleted, Optional<String> next, Optional<String> delta) {

    public ChangePage {
        rows = List.copyOf(rows);
        deleted = List.copyOf(deleted);
    }

    /// Reads one.
    ///
    /// @throws IllegalArgumentException if it does not say how to go on
    static ChangePage read(JsonNode page) {
        List<JsonNode> rows = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        if (!page.path("value").isArray()) {
            throw new IllegalArgumentException("it has no value");
        }
        for (JsonNode row : page.path("value")) {
            if (row.path("@odata.context").asText().endsWith("/$deletedEntity")) {
                deleted.add(Rows.id(row, "id"));
            } else {
                rows.add(row);
            }
        }
        Optional<String> next = link(page, "@odata.nextLink");
        Optional<String> delta = link(page, "@odata.deltaLink");
        if (next.isEmpty() && delta.isEmpty()) {
            throw new IllegalArgumentException("it has neither a next page nor a delta link");
        }
        return new ChangePage(rows, deleted, next, delta);
    }

    private static Optional<String> link(JsonNode page, String name) {
        return Optional.of(page.path(name).asText(""))
                .filter(link -> !link.isEmpty())
                .map(Dataverse::below);
    }
}
