package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Reads bound objects, whose types the binder has already checked.
final class Fields {
    private Fields() {}

    static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }

    static BigDecimal amount(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
    }

    static Optional<String> ref(JsonNode node, String name) {
        return text(node.path(name), "value");
    }

    static LocalDate date(JsonNode node) {
        return LocalDate.parse(node.path("TxnDate").asText());
    }

    static boolean flag(JsonNode node, String name) {
        return node.path(name).asBoolean();
    }

    /// Lines in order; the elements are the stored ones, not copies.
    static List<ObjectNode> lines(JsonNode node) {
        return StreamSupport.stream(node.path("Line").spliterator(), false)
                .map(ObjectNode.class::cast)
                .toList();
    }

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
