package org.tieout.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/// What vendors' APIs speak, with exact decimals: no amount passes through a binary floating-point type. Stateless.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /// An empty object.
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Decimals in plain digits, as they are.
    public static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /// The tree, or nothing where the text is no JSON: an HTML page, XML of a gateway, half an answer.
    public static Optional<JsonNode> read(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null || !tree.isObject() ? Optional.empty() : Optional.of(tree);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// A property's text; absent, null and empty are the same.
    public static Optional<String> text(JsonNode node, String property) {
        String text = node.path(property).asText("");
        return text.isEmpty() || node.path(property).isNull() ? Optional.empty() : Optional.of(text);
    }

    /// A property's number, exact; 0 where it is absent.
    public static BigDecimal number(JsonNode node, String property) {
        JsonNode value = node.path(property);
        return value.isNumber()
                ? value.decimalValue()
                : new BigDecimal(value.asText("0").isEmpty() ? "0" : value.asText("0"));
    }
}
