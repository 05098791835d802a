package org.tieout.simulator.amazon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One event of Amazon's ledger: rows that belong together, and the order they are about. Where Amazon
/// deferred it the rows carry the time of the release. Immutable.
///
/// @param key what makes it this event and no other, in every world of the same seed
record Posting(String key, Optional<Order> order, List<SettlementRow> rows, Optional<Deferral> deferral) {
    Posting {
        rows = List.copyOf(rows);
    }

    /// An event of the account itself.
    static Posting ofAccount(String key, SettlementRow row) {
        return new Posting(key, Optional.empty(), List.of(row), Optional.empty());
    }

    /// When it became cash, and part of a settlement.
    Instant posted() {
        return rows.getFirst().posted();
    }

    long cents() {
        return rows.stream().mapToLong(SettlementRow::cents).sum();
    }

    Posting withRows(List<SettlementRow> replacement) {
        return new Posting(key, order, replacement, deferral);
    }
}
