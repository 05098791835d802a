package org.tieout.simulator.bc.sales;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The vendor's date formulas as payment terms use them: `30D`, `1M`, `2W`, `1Y`, `CM` (the month's end) and sums of
/// these such as `CM+10D`. Pure.
final class DateFormula {
    private static final Pattern TERM = Pattern.compile("([+-]?)(?:(\\d+)([DWMQY])|C([WMY]))");

    private DateFormula() {}

    /// The date a formula leads to; an unknown part leads nowhere.
    static LocalDate apply(String formula, LocalDate from) {
        LocalDate date = from;
        Matcher terms = TERM.matcher(formula);
        while (terms.find()) {
            boolean current = terms.group(2) == null;
            date = current ? end(date, terms.group(4)) : moved(date, terms);
        }
        return date;
    }

    private static LocalDate moved(LocalDate date, Matcher term) {
        long count = Long.parseLong(term.group(2)) * (term.group(1).equals("-") ? -1 : 1);
        return switch (term.group(3)) {
            case "D" -> date.plusDays(count);
            case "W" -> date.plusWeeks(count);
            case "M" -> date.plusMonths(count);
            case "Q" -> date.plusMonths(3 * count);
            default -> date.plusYears(count);
        };
    }

    private static LocalDate end(LocalDate date, String unit) {
        return switch (unit) {
            case "W" -> date.with(ChronoField.DAY_OF_WEEK, 7);
            case "M" -> date.with(TemporalAdjusters.lastDayOfMonth());
            default -> date.with(TemporalAdjusters.lastDayOfYear());
        };
    }
}
