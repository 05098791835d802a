package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Why and until when Amazon holds a sale back: it is in the ledger from `postedAt` on, but in no
/// settlement before it is released. Reasons: Amazon, models/finances-api-model/finances_2024-06-19.json,
/// DeferredContext.
///
/// @param maturity when it is due; an invoice is often paid earlier
record Deferral(Reason reason, Instant postedAt, Instant maturity) {
    private static final Duration INVOICE_TERMS = Duration.ofDays(30);

    /// The deferral policies.
    enum Reason {
        /// Delivery date policy: seven days.
        DD7,
        /// An invoiced order: until the business pays, at the latest when its terms end.
        B2B
    }

    Deferral {
        // As settlement rows are.
        postedAt = postedAt.truncatedTo(ChronoUnit.SECONDS);
        maturity = maturity.truncatedTo(ChronoUnit.SECONDS);
    }

    static Deferral of(Reason reason, Instant postedAt, Instant releasedAt) {
        return new Deferral(
                reason,
                postedAt,
                switch (reason) {
                    case DD7 -> releasedAt;
                    case B2B -> postedAt.plus(INVOICE_TERMS);
                });
    }
}
