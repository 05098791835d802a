package org.tieout.accounting.plan;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.RowType;

/// The sum of a settlement's rows of one type in one local month: what mappings are looked up for, once,
/// however many
/// rows.
///
/// @param type the rows' type
/// @param month the month in the marketplace's own calendar
/// @param marketplace marketplace-name; null where the rows have none
/// @param ofOrder true for rows whose order-id is an order's
/// @param minor the sum in minor units, in the seller's favour when positive
/// @param rows how many rows
public record RowTotal(
        RowType type, YearMonth month, @Nullable String marketplace, boolean ofOrder, long minor, int rows) {}
