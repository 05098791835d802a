package org.tieout.simulator.qbo.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.stream.Collectors;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.refusal.Refusals;

/// Reads a client's JSON by the declarations and by nothing else: unknown properties and wrong types are 2010
/// in the
/// words
/// of the vendor's binder, lengths 2050, dates 2060, and so on. What remains are the writable properties; a
/// null stays
/// a
/// null, because it clears. Stateless.
public final class Binder {
    private static final int MAX_DIGITS = 15;
    private static final int MAX_RATE_DECIMALS = 10;
    private static final Shape.Struct REFERENCE = Structs.of(
            "ReferenceType", Property.text("value", 50), Property.text("name", 500), Property.text("type", 50));

    private Binder() {}

    /// Binds an entity.
    ///
    /// @throws org.tieout.simulator.qbo.refusal.Refusal as the vendor's binder would
    public static ObjectNode bind(Shape.Struct struct, JsonNode body) {
        return struct(struct, body, "");
    }

    /// Refuses with 2020 where a required property is absent or null, at any depth.
    public static void checkRequired(Shape.Struct struct, JsonNode bound) {
        checkRequired(struct, bound, "");
    }

    private static void checkRequired(Shape.Struct struct, JsonNode bound, String path) {
        for (Property property : struct.properties()) {
            JsonNode value = bound.path(property.name());
            if (value.isMissingNode() || value.isNull()) {
                if (property.required()) {
                    throw Refusals.required(path + property.name());
                }
                continue;
            }
            descend(property.shape(), value, path + property.name() + ".");
        }
    }

    private static void descend(Shape shape, JsonNode value, String path) {
        if (shape instanceof Shape.Struct inner) {
            checkRequired(inner, value, path);
        } else if (shape instanceof Shape.Many(Shape.Struct inner)) {
            value.forEach(element -> checkRequired(inner, element, path));
        }
    }

    private static ObjectNode struct(Shape.Struct struct, JsonNode value, String name) {
        if (!value.isObject()) {
            throw mismatch(struct.className(), value);
        }
        ObjectNode bound = Json.object();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Property property = struct.property(field.getKey())
                    .orElseThrow(() -> Refusals.unsupportedProperty(unrecognized(struct, field.getKey())));
            bind(bound, property, field.getValue(), name.isEmpty() ? property.name() : name + "." + property.name());
        }
        return bound;
    }

    private static void bind(ObjectNode bound, Property property, JsonNode value, String name) {
        if (property.shape() instanceof Shape.Ignored) {
            return;
        }
        if (value.isNull()) {
            bound.putNull(property.name());
        } else {
            bound.set(property.name(), bind(property.shape(), value, name));
        }
    }

    private static JsonNode bind(Shape shape, JsonNode value, String name) {
        return switch (shape) {
            case Shape.Text(var max) -> text(value, max, name);
            case Shape.Email(var max) -> email(text(value, max, name));
            case Shape.Amount() -> amount(value, name);
            case Shape.Decimal() -> number(value, name);
            case Shape.Flag() -> flag(value);
            case Shape.Day() -> day(value, name);
            case Shape.OneOf oneOf -> oneOf(oneOf, value);
            case Shape.Reference(var target) -> reference(value, name, target.isPresent());
            case Shape.Struct struct -> struct(struct, value, name);
            case Shape.Many(var element) -> many(element, value, name);
            case Shape.Ignored() -> value;
        };
    }

    private static JsonNode text(JsonNode value, int max, String name) {
        if (!value.isValueNode()) {
            throw mismatch("java.lang.String", value);
        }
        String text = value.asText();
        if (text.length() > max) {
            throw Refusals.length(name, max, text.length());
        }
        return Json.tree(text);
    }

    private static JsonNode email(JsonNode text) {
        String address = text.asText();
        int at = address.indexOf('@');
        if (at < 1 || address.indexOf('.', at) < 0) {
            throw Refusals.invalidEmail(address);
        }
        return text;
    }

    private static JsonNode amount(JsonNode value, String name) {
        BigDecimal number = decimal(value);
        if (digits(number) > MAX_DIGITS || number.stripTrailingZeros().scale() > 2) {
            throw Refusals.invalidAmount(name, number.toPlainString());
        }
        return Json.tree(number);
    }

    private static JsonNode number(JsonNode value, String name) {
        BigDecimal number = decimal(value);
        if (digits(number) > MAX_DIGITS || number.stripTrailingZeros().scale() > MAX_RATE_DECIMALS) {
            throw Refusals.invalidNumber(name, number.toPlainString());
        }
        return Json.tree(number);
    }

    private static int digits(BigDecimal number) {
        return number.stripTrailingZeros().precision();
    }

    private static BigDecimal decimal(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (!value.isTextual()) {
            throw mismatch("java.math.BigDecimal", value);
        }
        try {
            return new BigDecimal(value.asText());
        } catch (NumberFormatException notNumeric) {
            throw Refusals.unsupportedProperty("Can not construct instance of java.math.BigDecimal from String value '"
                    + value.asText() + "': not a valid representation");
        }
    }

    private static JsonNode flag(JsonNode value) {
        String text = value.asText();
        if (!value.isValueNode() || !(text.equals("true") || text.equals("false"))) {
            throw mismatch("java.lang.Boolean", value);
        }
        return Json.tree(Boolean.valueOf(text));
    }

    private static JsonNode day(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw mismatch("java.util.Date", value);
        }
        LocalDate day;
        try {
            day = LocalDate.parse(value.asText());
        } catch (DateTimeParseException notADate) {
            throw Refusals.invalidDate(name, value.asText());
        }
        if (day.getYear() < 1900 || day.getYear() > 2199) {
            throw Refusals.dateOutOfRange(name, value.asText());
        }
        return value;
    }

    private static JsonNode oneOf(Shape.OneOf oneOf, JsonNode value) {
        if (!value.isTextual() || !oneOf.words().contains(value.asText())) {
            throw Refusals.unsupportedProperty("Can not construct instance of enumeration from String value '"
                    + value.asText() + "': value not one of declared Enum instance names: " + oneOf.words());
        }
        return value;
    }

    private static JsonNode reference(JsonNode value, String name, boolean numeric) {
        ObjectNode bound = struct(REFERENCE, value, name);
        String id = bound.path("value").asText("");
        if (id.isEmpty()) {
            throw Refusals.required(name + ".value");
        }
        if (numeric && !id.chars().allMatch(Character::isDigit)) {
            throw Refusals.invalidId(name, id);
        }
        return bound;
    }

    private static JsonNode many(Shape element, JsonNode value, String name) {
        if (!value.isArray()) {
            throw mismatch("java.util.ArrayList", value);
        }
        ArrayNode bound = Json.array();
        value.forEach(each -> bound.add(bind(element, each, name)));
        return bound;
    }

    private static RuntimeException mismatch(String className, JsonNode value) {
        return Refusals.unsupportedProperty(
                "Can not deserialize instance of " + className + " out of " + token(value) + " token");
    }

    private static String token(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "START_OBJECT";
            case ARRAY -> "START_ARRAY";
            case STRING, BINARY -> "VALUE_STRING";
            case NUMBER -> "VALUE_NUMBER";
            case BOOLEAN -> value.asBoolean() ? "VALUE_TRUE" : "VALUE_FALSE";
            case NULL, MISSING -> "VALUE_NULL";
        };
    }

    private static String unrecognized(Shape.Struct struct, String field) {
        String known = struct.properties().stream()
                .map(property -> "\"" + property.name() + "\"")
                .collect(Collectors.joining(", "));
        return "Unrecognized field \"" + field + "\" (class " + struct.className() + "), not marked as ignorable ("
                + struct.properties().size() + " known properties: " + known + "])";
    }
}
