package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.function.Function;
import org.tieout.simulator.odata.Guid;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.odata.Tokens.Token;
import org.tieout.simulator.odata.Value;

/// One side of a comparison in a filter.
sealed interface Operand {
    /// A property's value.
    record Of(Property property) implements Operand {}

    /// What was written, read as the kind of the property it is compared with.
    record Literal(Value value) implements Operand {}

    /// `tolower`, `toupper`, `trim` of a property.
    record Call(String function, Property property) implements Operand {}

    /// The operand's value for one record.
    default Value of(Function<Property, JsonNode> record) {
        return switch (this) {
            case Of(var property) -> stored(property, record.apply(property));
            case Literal(var value) -> value;
            case Call(var function, var property) -> {
                String text = record.apply(property).asText();
                yield new Value.Text(
                        switch (function) {
                            case "tolower" -> text.toLowerCase(Locale.ROOT);
                            case "toupper" -> text.toUpperCase(Locale.ROOT);
                            default -> text.strip();
                        });
            }
        };
    }

    /// A value as it is compared and sorted.
    static Value stored(Property property, JsonNode value) {
        return switch (property.kind()) {
            case TEXT, CODE, GUID, DATE, ENUM -> new Value.Text(value.asText());
            case DECIMAL, INT -> new Value.Amount(value.decimalValue());
            case TIMESTAMP -> new Value.Moment(Instant.parse(value.asText()));
            case BOOL -> new Value.Flag(value.asBoolean());
        };
    }

    /// Reads a literal as the property's kind.
    static Literal literal(Property property, Token token) {
        if (token.is("null")) {
            return new Literal(stored(property, property.blank()));
        }
        boolean text = switch (property.kind()) {
            case TEXT, CODE, ENUM -> true;
            case GUID, DATE, TIMESTAMP, DECIMAL, INT, BOOL -> false;
        };
        if (text != token.quoted()) {
            throw incompatible(property, token);
        }
        return new Literal(
                switch (property.kind()) {
                    case TEXT, ENUM -> new Value.Text(token.text());
                    case CODE -> new Value.Text(Values.code(token.text()));
                    case GUID ->
                        new Value.Text(Guid.of(token.text())
                                .orElseThrow(() -> incompatible(property, token))
                                .toString());
                    case DATE -> new Value.Text(Values.date(token.text()));
                    case TIMESTAMP -> moment(property, token);
                    case DECIMAL, INT -> number(property, token);
                    case BOOL -> flag(property, token);
                });
    }

    private static Value moment(Property property, Token token) {
        try {
            return new Value.Moment(OffsetDateTime.parse(token.text()).toInstant());
        } catch (DateTimeException notInstant) {
            throw incompatible(property, token);
        }
    }

    private static Value number(Property property, Token token) {
        try {
            return new Value.Amount(new BigDecimal(token.text()));
        } catch (NumberFormatException notNumber) {
            throw incompatible(property, token);
        }
    }

    private static Value flag(Property property, Token token) {
        if (!token.is("true") && !token.is("false")) {
            throw incompatible(property, token);
        }
        return new Value.Flag(token.is("true"));
    }

    private static Refusal incompatible(Property property, Token token) {
        return Refusals.badRequest("A binary operator with incompatible types was detected: '" + property.name()
                + "' cannot be compared with '" + token.text() + "'.");
    }
}
