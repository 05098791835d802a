package org.tieout.simulator.dataverse.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.state.Entity;

/// Reads and writes the values of rows. Stateless.
public final class Rows {
    private Rows() {}

    /// What a lookup points at.
    public static Optional<Reference> lookup(JsonNode data, String column) {
        return Optional.ofNullable(data.get(column))
                .filter(JsonNode::isTextual)
                .map(node -> Reference.read(node.asText()));
    }

    /// The id a lookup points at.
    public static Optional<UUID> id(Entity row, String column) {
        return lookup(row.data(), column).map(Reference::id);
    }

    /// A number; zero where there is none.
    public static BigDecimal amount(JsonNode data, String column) {
        JsonNode value = data.path(column);
        return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
    }

    /// Whether a number is there.
    public static boolean has(JsonNode data, String column) {
        return data.hasNonNull(column);
    }

    /// Writes a number.
    public static void put(ObjectNode data, String column, BigDecimal value) {
        data.set(column, DecimalNode.valueOf(value));
    }

    /// Copies columns that are set.
    public static void copy(JsonNode from, ObjectNode to, Iterable<String> columns) {
        for (String column : columns) {
            JsonNode value = from.get(column);
            if (value != null && !value.isNull()) {
                to.set(column, value);
            }
        }
    }

    /// The number of a choice.
    public static int choice(JsonNode data, String column) {
        return data.path(column).asInt(-1);
    }
}
