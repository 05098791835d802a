package org.tieout.simulator.amazon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.amazon.OrderEvent.Cancelled;
import org.tieout.simulator.amazon.OrderEvent.Changed;
import org.tieout.simulator.amazon.OrderEvent.Confirmed;
import org.tieout.simulator.amazon.OrderEvent.Delivered;
import org.tieout.simulator.amazon.OrderEvent.Placed;
import org.tieout.simulator.amazon.OrderEvent.Refunded;
import org.tieout.simulator.amazon.OrderEvent.Shipped;
import org.tieout.simulator.amazon.OrderEvent.Touched;

/// An order as it stands at one instant. `shipped` counts units by order item id. Immutable.
public record OrderView(
        Order order,
        OrderStatus status,
        Instant lastUpdated,
        List<OrderLine> lines,
        Map<String, Integer> shipped,
        List<Instant> shipTimes,
        Optional<Instant> delivered,
        Optional<String> cancelledBy,
        Optional<String> cancelReason) {
    static OrderView of(Order order, Instant time) {
        OrderStatus status = OrderStatus.PENDING;
        Instant updated = order.created();
        List<OrderLine> lines = List.of();
        Map<String, Integer> shipped = new LinkedHashMap<>();
        List<Instant> shipTimes = new ArrayList<>();
        Optional<Instant> delivered = Optional.empty();
        Optional<Cancelled> cancelled = Optional.empty();
        for (OrderEvent event : order.events()) {
            if (event.at().isAfter(time)) {
                break;
            }
            updated = event.updatesOrder() ? event.at() : updated;
            switch (event) {
                case Placed placed -> lines = placed.lines();
                case Changed changed -> lines = changed.lines();
                case Confirmed _ -> status = OrderStatus.UNSHIPPED;
                case Shipped parts -> {
                    parts.units().forEach(units -> shipped.merge(units.itemId(), units.quantity(), Integer::sum));
                    shipTimes.add(parts.at());
                    status = complete(lines, shipped) ? OrderStatus.SHIPPED : OrderStatus.PARTIALLY_SHIPPED;
                }
                case Cancelled end -> {
                    cancelled = Optional.of(end);
                    status = OrderStatus.CANCELLED;
                }
                case Delivered arrival -> delivered = Optional.of(arrival.at());
                case Touched _, Refunded _ -> {
                    // Nothing the order itself shows.
                }
            }
        }
        return new OrderView(
                order,
                status,
                updated,
                lines,
                Map.copyOf(shipped),
                List.copyOf(shipTimes),
                delivered,
                cancelled.map(Cancelled::by),
                cancelled.map(Cancelled::reason));
    }

    private static boolean complete(List<OrderLine> lines, Map<String, Integer> shipped) {
        return lines.stream().allMatch(line -> shipped.getOrDefault(line.itemId(), 0) == line.quantity());
    }

    /// Units of a line that have shipped.
    int shippedOf(OrderLine line) {
        return shipped.getOrDefault(line.itemId(), 0);
    }

    /// The order's proceeds: what its lines bring in together.
    public Proceeds proceeds() {
        return lines.stream().map(OrderLine::proceeds).reduce(Proceeds.NONE, Proceeds::plus);
    }
}
