package org.tieout.accounting.tax;

import java.time.YearMonth;
import org.tieout.accounting.money.Money;

/// An item of which the marketplace withheld tax, yet not just what it collected. Nobody has said whose the
/// difference is, so it is nobody's liability: it waits in account 1155 on its order, in the open.
///
/// @param sku the item; empty where the rows name none
/// @param month the local month
/// @param collected what the buyer paid, positive; negative for a refund
/// @param withheld what the marketplace kept, negative; positive for a refund
public record TaxDifference(String sku, YearMonth month, Money collected, Money withheld) {
    /// Collected and not withheld; negative where more was withheld.
    public Money amount() {
        return collected.plus(withheld);
    }

    /// What it is, and what may be done.
    @Override
    public String toString() {
        return (sku.isEmpty() ? "tax" : "tax of SKU " + sku) + " in " + month + ": collected " + collected.amount()
                + ", withheld by the marketplace " + withheld.negate().amount() + "; " + amount()
                + " waits in Unapplied Amazon receipts. If the seller remits it, map sales-tax,TAX.COLLECTED to"
                + " SELLER-LIABLE";
    }
}
