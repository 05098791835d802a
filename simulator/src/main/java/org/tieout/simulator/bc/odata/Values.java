package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.tieout.simulator.odata.Guid;
import org.tieout.simulator.odata.Refusal;

/// Converts the values of a payload to what their properties hold. Stateless.
final class Values {
    private Values() {}

    /// The value as it is stored; a null becomes the blank value.
    static JsonNode bind(Property property, JsonNode value) {
        if (value.isNull()) {
            return property.blank();
        }
        return switch (property.kind()) {
            case TEXT -> fitting(property, text(property, value));
            case CODE -> fitting(property, code(text(property, value)));
            case GUID -> {
                String text = text(property, value);
                yield TextNode.valueOf(
                        Guid.of(text).orElseThrow(() -> Refusals.notGuid(text)).toString());
            }
            case DATE -> TextNode.valueOf(date(text(property, value)));
            case TIMESTAMP -> TextNode.valueOf(instant(text(property, value)));
            case DECIMAL -> {
                if (!value.isNumber()) {
                    throw notOf(property, value, "Decimal");
                }
                yield DecimalNode.valueOf(value.decimalValue());
            }
            case INT -> {
                if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                    throw notOf(property, value, "Integer");
                }
                yield IntNode.valueOf(value.intValue());
            }
            case BOOL -> {
                if (!value.isBoolean()) {
                    throw notOf(property, value, "Boolean");
                }
                yield value;
            }
            case ENUM -> TextNode.valueOf(member(property, text(property, value)));
        };
    }

    /// What AL makes of a Code.
    static String code(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    static String date(String text) {
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException notDate) {
            throw Refusals.badRequest("Unable to convert value to Date. Value: " + text);
        }
    }

    static String instant(String text) {
        try {
            return EntitySet.timestamp(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notInstant) {
            throw Refusals.badRequest("Unable to convert value to DateTime. Value: " + text);
        }
    }

    static String member(Property property, String text) {
        if (!property.members().contains(text)) {
            throw Refusals.badRequest(
                    "The value '" + text + "' is no member of the enumeration of '" + property.name() + "'.");
        }
        return text;
    }

    private static JsonNode fitting(Property property, String text) {
        if (property.length() > 0 && text.length() > property.length()) {
            throw Refusals.tooLong(text.length(), property.length(), text);
        }
        return TextNode.valueOf(text);
    }

    private static String text(Property property, JsonNode value) {
        if (!value.isTextual()) {
            throw notOf(property, value, "String");
        }
        return value.asText();
    }

    private static Refusal notOf(Property property, JsonNode value, String type) {
        return Refusals.badRequest("Cannot convert the literal '" + value.asText() + "' of '" + property.name()
                + "' to the expected type 'Edm." + type + "'.");
    }
}
