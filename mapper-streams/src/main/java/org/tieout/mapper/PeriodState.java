package org.tieout.mapper;

import org.jspecify.annotations.Nullable;
import org.tieout.accounting.period.Accrued;

/// What the mapper keeps of month ends. Stored as JSON; see [Stores].
final class PeriodState {

    private PeriodState() {}

    /// A deferred transaction that was accrued in a flow at the end of a month.
    ///
    /// @param accrued what it put in; null once its release took it out again
    record Accrual(@Nullable Accrued accrued) {
        boolean open() {
            return accrued != null;
        }
    }

    /// A month of a marketplace in a flow, or a day on which its accruals were reversed.
    ///
    /// @param journals how many journals it has
    record Month(int journals) {
        static final Month NEW = new Month(0);
    }

    /// A release that was read.
    ///
    /// @param at when Amazon released the transaction, epoch milliseconds
    record Release(long at) {}
}
