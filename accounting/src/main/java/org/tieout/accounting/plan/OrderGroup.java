package org.tieout.accounting.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.OrderId;

/// What one settlement says of one order, fees apart.
///
/// @param order the order
/// @param marketplace marketplace-name of its rows; null when none of them names one
/// @param rows its rows, summed
public record OrderGroup(OrderId order, @Nullable String marketplace, List<OrderRow> rows) {
    public OrderGroup {
        rows = List.copyOf(rows);
    }
}
