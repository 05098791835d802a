package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A closed settlement: what its file says. In an unaltered world the header's total is the sum of the rows.
/// `reserve`
/// is
/// what this settlement holds back (0 or positive). Immutable.
public record Settlement(
        String id, Period period, long headerTotal, long reserve, List<SettlementRow> rows, Instant createdAt) {
    private static final Duration TO_DEPOSIT = Duration.ofDays(2);

    public Settlement {
        rows = List.copyOf(rows);
    }

    /// Where it was earned.
    public Marketplace marketplace() {
        return period.marketplace();
    }

    /// The currency of every amount.
    public String currency() {
        return marketplace().currency();
    }

    /// Two days after the period's end, to the second.
    public Instant deposit() {
        return period.end().plus(TO_DEPOSIT);
    }

    /// The sum of the rows.
    public long lineSum() {
        return rows.stream().mapToLong(SettlementRow::cents).sum();
    }

    Settlement withHeaderTotal(long cents) {
        return new Settlement(id, period, cents, reserve, rows, createdAt);
    }

    Settlement withRows(List<SettlementRow> replacement) {
        return new Settlement(id, period, headerTotal, reserve, replacement, createdAt);
    }
}
