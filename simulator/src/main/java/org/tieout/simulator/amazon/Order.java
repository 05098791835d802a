package org.tieout.simulator.amazon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tieout.simulator.amazon.OrderEvent.Changed;
import org.tieout.simulator.amazon.OrderEvent.Placed;

/// An order and its planned life, in the order of time. Immutable; [#at] tells what the world can know at an
/// instant.
public final class Order {
    private final String id;
    private final Marketplace marketplace;
    private final Fulfilment fulfilment;
    private final boolean taxWithheld;
    private final Optional<String> replaces;
    private final List<OrderEvent> events;

    Order(
            String id,
            Marketplace marketplace,
            Fulfilment fulfilment,
            boolean taxWithheld,
            Optional<String> replaces,
            List<OrderEvent> events) {
        this.id = id;
        this.marketplace = marketplace;
        this.fulfilment = fulfilment;
        this.taxWithheld = taxWithheld;
        this.replaces = replaces;
        this.events =
                events.stream().sorted(Comparator.comparing(OrderEvent::at)).toList();
        if (!(this.events.getFirst() instanceof Placed)) {
            throw new IllegalArgumentException("order " + id + " must begin with being placed");
        }
    }

    /// Amazon's order id, 3-7-7 digits.
    public String id() {
        return id;
    }

    /// Where it was placed.
    public Marketplace marketplace() {
        return marketplace;
    }

    /// Who ships it.
    public Fulfilment fulfilment() {
        return fulfilment;
    }

    /// Whether Amazon withholds and remits the tax on it.
    public boolean taxWithheld() {
        return taxWithheld;
    }

    /// The order this one replaces free of charge.
    public Optional<String> replaces() {
        return replaces;
    }

    /// Whether a business bought it on invoice.
    boolean invoiced() {
        return events.stream()
                .filter(OrderEvent.Shipped.class::isInstance)
                .map(OrderEvent.Shipped.class::cast)
                .flatMap(shipped -> shipped.deferral().stream())
                .anyMatch(deferral -> deferral.reason() == Deferral.Reason.B2B);
    }

    /// When the buyer placed it.
    public Instant created() {
        return events.getFirst().at();
    }

    List<OrderEvent> events() {
        return events;
    }

    /// What stands at `time`, unless the order has not been placed by then.
    public Optional<OrderView> at(Instant time) {
        return created().isAfter(time) ? Optional.empty() : Optional.of(OrderView.of(this, time));
    }

    /// The lines as they stand when everything planned has happened.
    List<OrderLine> finalLines() {
        return OrderView.of(this, Instant.MAX).lines();
    }

    Order with(OrderEvent event) {
        List<OrderEvent> more = new ArrayList<>(events);
        more.add(event);
        return new Order(id, marketplace, fulfilment, taxWithheld, replaces, more);
    }

    /// The same life with other lines from the beginning.
    Order withLines(UnaryOperator<OrderLine> change) {
        List<OrderEvent> changed =
                events.stream().map(event -> withLines(event, change)).toList();
        return new Order(id, marketplace, fulfilment, taxWithheld, replaces, changed);
    }

    private static OrderEvent withLines(OrderEvent event, UnaryOperator<OrderLine> change) {
        return switch (event) {
            case Placed(Instant at, List<OrderLine> lines) ->
                new Placed(at, lines.stream().map(change).toList());
            case Changed(Instant at, List<OrderLine> lines) ->
                new Changed(at, lines.stream().map(change).toList());
            case OrderEvent.Confirmed _,
                    OrderEvent.Shipped _,
                    OrderEvent.Cancelled _,
                    OrderEvent.Delivered _,
                    OrderEvent.Touched _,
                    OrderEvent.Refunded _ -> event;
        };
    }
}
