package org.tieout.simulator.qbo.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tieout.simulator.qbo.query.Columns.Kind;
import org.tieout.simulator.qbo.query.Query.Condition;
import org.tieout.simulator.qbo.query.Query.Operator;
import org.tieout.simulator.qbo.refusal.Refusals;

/// Compares a stored value with a query's literals. Stateless.
public final class Comparison {
    private Comparison() {}

    /// Whether the stored value meets the condition.
    public static boolean holds(Kind kind, String stored, Condition condition) {
        if (condition.operator() == Operator.LIKE) {
            return like(stored, condition.values().getFirst());
        }
        return condition.values().stream().anyMatch(value -> {
            int order = compare(kind, stored, value);
            return switch (condition.operator()) {
                case EQUAL, IN -> order == 0;
                case LESS -> order < 0;
                case GREATER -> order > 0;
                case AT_MOST -> order <= 0;
                case AT_LEAST -> order >= 0;
                case LIKE -> false;
            };
        });
    }

    /// Sorts stored values of a column.
    public static Comparator<String> ordering(Kind kind) {
        return (left, right) -> compare(kind, left, right);
    }

    private static int compare(Kind kind, String stored, String value) {
        try {
            return switch (kind) {
                case TEXT -> stored.compareToIgnoreCase(value);
                case NUMBER -> new BigDecimal(stored).compareTo(new BigDecimal(value));
                case DAY -> LocalDate.parse(stored).compareTo(LocalDate.parse(value));
                case MOMENT -> moment(stored).compareTo(moment(value));
            };
        } catch (DateTimeException | NumberFormatException unreadable) {
            throw Refusals.queryInvalid("value '" + value + "' is not valid: " + unreadable.getMessage());
        }
    }

    private static OffsetDateTime moment(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                : OffsetDateTime.parse(text);
    }

    private static boolean like(String stored, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.toLowerCase(Locale.ROOT).split("%", -1)) {
            if (!regex.isEmpty()) {
                regex.append(".*");
            }
            regex.append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL)
                .matcher(stored.toLowerCase(Locale.ROOT))
                .matches();
    }
}
