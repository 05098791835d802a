package org.tieout.accounting.tax;

import java.time.YearMonth;
import java.util.List;
import org.tieout.accounting.money.Money;

/// What buyers paid as tax and what the marketplace withheld of it, by marketplace and month: kept beside the
/// books for returns of gross receipts, as none of it that nets to zero is posted. A settlement does not say
/// which state or country a tax is of; the marketplace is the jurisdiction it knows.
///
/// @param entries by marketplace, then month
public record TaxMemo(List<Entry> entries) {

    public TaxMemo {
        entries = List.copyOf(entries);
    }

    /// One marketplace's month.
    ///
    /// @param marketplace as the settlement names it; empty where it names none
    /// @param month the local month
    /// @param collected from buyers, less what refunds gave back
    /// @param withheld by the marketplace, negative; less what refunds gave back
    public record Entry(String marketplace, YearMonth month, Money collected, Money withheld) {
        /// Both together; of one marketplace and month.
        public Entry plus(Entry other) {
            return new Entry(marketplace, month, collected.plus(other.collected), withheld.plus(other.withheld));
        }

        /// What the marketplace did not withhold.
        public Money left() {
            return collected.plus(withheld);
        }
    }
}
