package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/// The dates of a settlement's documents, all in its marketplace's own calendar.
///
/// A row is posted in the month of its posted date. Rows of months before the deposit's go to documents dated
/// the last
/// day of their
/// month inside the settlement; rows of the deposit's month to the deposit itself.
///
/// @param zone the calendar
/// @param lastDay last day of the period
/// @param depositDate day of the payout
public record Calendar(ZoneId zone, LocalDate lastDay, LocalDate depositDate) {

    /// The calendar of a settlement: that of the marketplace most of its rows name, else that of its currency.
    public static Calendar of(SettlementFacts facts) {
        var header = facts.header();
        var rows = new TreeMap<String, Integer>();
        for (var total : facts.totals()) {
            if (total.marketplace() != null) {
                rows.merge(total.marketplace(), total.rows(), Math::addExact);
            }
        }
        var marketplace = rows.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
        var zone = Bucketing.zoneOf(marketplace, header.total().currency());
        return new Calendar(
                zone, LocalDate.ofInstant(header.endAt(), zone), LocalDate.ofInstant(header.depositAt(), zone));
    }

    /// The posting date of that month's part: its last day, or the period's last day if that is earlier.
    public LocalDate dateOf(YearMonth month) {
        var end = month.atEndOfMonth();
        return end.isBefore(lastDay) ? end : lastDay;
    }

    /// True when the month ends before the deposit's month begins.
    public boolean isEarlier(YearMonth month) {
        return month.isBefore(YearMonth.from(depositDate));
    }
}
