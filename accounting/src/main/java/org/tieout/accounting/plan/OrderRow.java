package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.RowType;

/// The sum of an order's rows of one type, SKU and local month inside one settlement.
///
/// @param type the rows' type
/// @param lastPosted latest local date among them; decides the month
/// @param sku the SKU; null where the rows have none
/// @param quantity sum of quantity-purchased; 0 where the rows have none
/// @param minor the sum in minor units
/// @param rows how many rows
public record OrderRow(
        RowType type, LocalDate lastPosted, @Nullable String sku, int quantity, long minor, int rows) {
    /// The local month.
    public YearMonth month() {
        return YearMonth.from(lastPosted);
    }
}
