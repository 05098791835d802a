package org.tieout.ingest.dynamics.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Money;

/// Columns of a row, as Dataverse writes them (memo, sections 2 and 5).
public final class Rows {

    private static final Pattern ETAG = Pattern.compile("W/\"(\\d{1,18})\"");
    private static final int AMOUNT_SCALE = 4;
    private static final int DECIMAL_SCALE = 10;
    private static final int DAY = 10;

    private Rows() {}

    /// The row's etag; empty where it has none.
    public static String etag(JsonNode row) {
        return row.path("@odata.etag").asText("");
    }

    /// The row version, which is the etag's number.
    ///
    /// @throws IllegalArgumentException if the row has none
    public static long version(JsonNode row) {
        Matcher etag = ETAG.matcher(etag(row));
        if (!etag.matches()) {
            throw new IllegalArgumentException("\"" + etag(row) + "\" is no row version");
        }
        return Long.parseLong(etag.group(1));
    }

    /// A row's id, or one that it names; empty where it has none.
    public static String id(JsonNode row, String column) {
        return row.path(column).isNull() ? "" : row.path(column).asText().toLowerCase(Locale.ROOT);
    }

    /// A text that must be there.
    ///
    /// @throws IllegalArgumentException if it is not
    public static String required(JsonNode row, String column) {
        String text = text(row, column);
        if (text == null) {
            throw new IllegalArgumentException("it has no " + column);
        }
        return text;
    }

    static @Nullable String text(JsonNode row, String column) {
        String text = row.path(column).asText("").strip();
        return text.isEmpty() || row.path(column).isNull() ? null : text;
    }

    /// When the row was last changed.
    ///
    /// @throws java.time.DateTimeException if it does not say
    public static Instant modified(JsonNode row) {
        return Instant.parse(required(row, "modifiedon"));
    }

    /// The day, in UTC, of a column of either kind.
    static @Nullable LocalDate day(JsonNode row, String column) {
        String text = text(row, column);
        return text == null ? null : LocalDate.parse(text.length() > DAY ? text.substring(0, DAY) : text);
    }

    static BigDecimal decimal(JsonNode row, String column) {
        JsonNode value = row.path(column);
        if (value.isMissingNode() || value.isNull()) {
            return BigDecimal.ZERO.setScale(DECIMAL_SCALE);
        }
        return scaled(value, column, DECIMAL_SCALE);
    }

    static Money money(JsonNode row, String column, String currency) {
        JsonNode value = row.path(column);
        return Money.newBuilder()
                .setCurrency(currency)
                .setAmount(
                        value.isMissingNode() || value.isNull()
                                ? BigDecimal.ZERO.setScale(AMOUNT_SCALE)
                                : scaled(value, column, AMOUNT_SCALE))
                .build();
    }

    private static BigDecimal scaled(JsonNode value, String column, int scale) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException(column + " is no number");
        }
        try {
            return value.decimalValue().setScale(scale);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    column + " has more than " + scale + " decimals: " + value.decimalValue(), e);
        }
    }
}
