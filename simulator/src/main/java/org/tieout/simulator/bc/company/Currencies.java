package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// The local currency is stored blank and shown as its code (section 8.4). Stateless.
final class Currencies {
    private Currencies() {}

    /// How a stored currency code is shown.
    static JsonNode shown(JsonNode stored) {
        return stored.asText().isEmpty() ? TextNode.valueOf(Books.LOCAL_CURRENCY) : stored;
    }
}
