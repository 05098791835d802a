package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.odata.Guid;
import org.tieout.simulator.odata.Refusal;

/// Converts the values of a body to what their columns hold. Stateless.
final class Values {
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    private Values() {}

    /// The value as it is stored; a null clears the column.
    static JsonNode bind(TableType type, Column column, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        return switch (column.kind()) {
            case TEXT -> fitting(type, column, text(type, column, value));
            case KEY, GUID ->
                TextNode.valueOf(Guid.of(text(type, column, value))
                        .orElseThrow(() -> notOf(type, column, value, "Guid"))
                        .toString());
            case INT -> IntNode.valueOf(whole(type, column, value));
            case BIGINT -> LongNode.valueOf(value.asLong());
            case DECIMAL, MONEY -> number(type, column, value);
            case BOOL -> {
                if (!value.isBoolean()) {
                    throw notOf(type, column, value, "Boolean");
                }
                yield value;
            }
            case DATE -> TextNode.valueOf(date(type, column, value));
            case TIMESTAMP -> TextNode.valueOf(instant(type, column, value));
            case CHOICE -> {
                int choice = whole(type, column, value);
                if (!column.choices().containsKey(choice)) {
                    throw Refusals.range(type.name(), column.name(), String.valueOf(choice));
                }
                yield IntNode.valueOf(choice);
            }
            case LOOKUP -> throw new IllegalStateException("lookups are bound by their navigation");
        };
    }

    private static int whole(TableType type, Column column, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw notOf(type, column, value, "Int32");
        }
        return value.intValue();
    }

    private static JsonNode number(TableType type, Column column, JsonNode value) {
        if (!value.isNumber()) {
            throw notOf(type, column, value, "Decimal");
        }
        BigDecimal number = value.decimalValue();
        boolean negative = column.is(Column.Mark.NOT_NEGATIVE) && number.signum() < 0;
        if (negative || number.abs().compareTo(LARGEST) > 0) {
            throw Refusals.range(type.name(), column.name(), number.toPlainString());
        }
        return DecimalNode.valueOf(number);
    }

    private static String date(TableType type, Column column, JsonNode value) {
        try {
            return LocalDate.parse(text(type, column, value)).toString();
        } catch (DateTimeException notDate) {
            throw notOf(type, column, value, "Date");
        }
    }

    private static String instant(TableType type, Column column, JsonNode value) {
        try {
            return OffsetDateTime.parse(text(type, column, value))
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (DateTimeException notInstant) {
            throw notOf(type, column, value, "DateTimeOffset");
        }
    }

    private static JsonNode fitting(TableType type, Column column, String text) {
        if (column.length() > 0 && text.length() > column.length()) {
            throw Refusals.tooLong(type.name(), column.name(), column.length());
        }
        return TextNode.valueOf(text);
    }

    private static String text(TableType type, Column column, JsonNode value) {
        if (!value.isTextual()) {
            throw notOf(type, column, value, "String");
        }
        return value.asText();
    }

    private static Refusal notOf(TableType type, Column column, JsonNode value, String expected) {
        return Refusals.payload(
                type.set(),
                "Cannot convert the literal '" + value.asText().toLowerCase(Locale.ROOT) + "' of '" + column.name()
                        + "' to the expected type 'Edm." + expected + "'.");
    }
}
