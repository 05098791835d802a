package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.state.Entity;

/// Small translations between stored records and what the ledger speaks of. Stateless.
final class References {
    private References() {}

    /// The id in a text, unless it is blank.
    static Optional<UUID> guid(String text) {
        return text.isEmpty() || text.equals(Property.BLANK_GUID)
                ? Optional.empty()
                : Optional.of(UUID.fromString(text));
    }

    /// The dimension values a record carries, by dimension code.
    static Map<String, String> dimensions(Entity entity) {
        return dimensions(entity.data());
    }

    static Map<String, String> dimensions(ObjectNode data) {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : data.path("dimensions").properties()) {
            values.put(field.getKey(), field.getValue().asText());
        }
        return values;
    }

    /// Puts dimension values into a record's data.
    static void dimensions(ObjectNode data, Map<String, String> values) {
        ObjectNode node = data.putObject("dimensions");
        new TreeMap<>(values).forEach(node::put);
    }
}
