package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.amazon.OrderEvent.Cancelled;
import org.tieout.simulator.amazon.OrderEvent.Changed;
import org.tieout.simulator.amazon.OrderEvent.Confirmed;
import org.tieout.simulator.amazon.OrderEvent.Delivered;
import org.tieout.simulator.amazon.OrderEvent.Parcel;
import org.tieout.simulator.amazon.OrderEvent.Placed;
import org.tieout.simulator.amazon.OrderEvent.RefundKind;
import org.tieout.simulator.amazon.OrderEvent.Refunded;
import org.tieout.simulator.amazon.OrderEvent.Shipped;
import org.tieout.simulator.amazon.OrderEvent.Touched;
import org.tieout.simulator.amazon.OrderEvent.Units;

/// Writes the life of one order, event by event. Ids follow from the order's serial number and are unique in its
/// marketplace. Not thread-safe.
final class OrderPlan {
    private static final long SERIALS = 10_000_000L;
    private static final List<String> CARRIERS = List.of("UPS", "USPS", "FedEx", "DHL");
    private static final Duration POSTING_DELAY = Duration.ofMinutes(17);

    private final Marketplace marketplace;
    private final Dice dice;
    private final long serial;
    private final String id;
    private final Fulfilment fulfilment;
    private final int taxRate;
    private final boolean taxWithheld;
    private final List<OrderLine> lines = new ArrayList<>();
    private final List<OrderEvent> events = new ArrayList<>();
    private Optional<String> replaces = Optional.empty();

    /// `serial` is below ten million; 7919 has no factor in common with that, so the middle of the id stays unique.
    OrderPlan(Marketplace marketplace, Dice dice, long serial, Fulfilment fulfilment) {
        this.marketplace = marketplace;
        this.dice = dice;
        this.serial = serial;
        this.id =
                "%s-%07d-%s".formatted(dice.pick(marketplace.orderPrefixes()), serial * 7919 % SERIALS, dice.digits(7));
        this.fulfilment = fulfilment;
        this.taxRate = dice.pick(marketplace.taxRates());
        this.taxWithheld = marketplace.facilitated() || (marketplace == Marketplace.DE && dice.percent(6));
    }

    String id() {
        return id;
    }

    Fulfilment fulfilment() {
        return fulfilment;
    }

    List<OrderLine> lines() {
        return List.copyOf(lines);
    }

    /// Prices beyond the goods themselves; `freeShipping` charges shipping and takes it off again.
    record Extras(long shipping, boolean freeShipping, long giftWrap, int discountBasisPoints, String promotionId) {
        static final Extras NONE = new Extras(0, false, 0, 0, "");
    }

    OrderPlan line(CatalogueItem product, int quantity, Extras extras) {
        lines.add(newLine(itemId(lines.size()), product, quantity, extras));
        return this;
    }

    private OrderLine newLine(String itemId, CatalogueItem product, int quantity, Extras extras) {
        long unit = product.unitPrice();
        long unitDiscount = Cents.rate(unit, extras.discountBasisPoints());
        long shippingDiscount = extras.freeShipping() ? extras.shipping() : 0;
        boolean netTax = marketplace.facilitated();
        long shippingTaxBase = netTax ? extras.shipping() - shippingDiscount : extras.shipping();
        Proceeds proceeds = new Proceeds(
                unit * quantity,
                extras.shipping(),
                extras.giftWrap(),
                unitDiscount * quantity,
                shippingDiscount,
                Cents.rate(netTax ? unit - unitDiscount : unit, taxRate) * quantity,
                Cents.rate(shippingTaxBase, taxRate),
                Cents.rate(extras.giftWrap(), taxRate),
                netTax ? 0 : Cents.rate(unitDiscount, taxRate) * quantity + Cents.rate(shippingDiscount, taxRate));
        Optional<String> promotion =
                extras.promotionId().isEmpty() ? Optional.empty() : Optional.of(extras.promotionId());
        return new OrderLine(itemId, product, quantity, unit, proceeds, promotion);
    }

    private String itemId(int index) {
        return "%d%011d%02d".formatted(dice.between(1, 9), (serial * 104_729 + 17) % 99_999_999_977L, index + 1);
    }

    OrderPlan replacing(String orderId) {
        replaces = Optional.of(orderId);
        return this;
    }

    OrderPlan placed(Instant at) {
        events.add(new Placed(at, lines()));
        return this;
    }

    OrderPlan confirmed(Instant at) {
        events.add(new Confirmed(at));
        return this;
    }

    /// The buyer takes fewer units of the first line.
    OrderPlan reducedTo(int quantity, Instant at) {
        OrderLine first = lines.getFirst();
        lines.set(0, newLine(first.itemId(), first.product(), quantity, Extras.NONE));
        events.add(new Changed(at, lines()));
        return this;
    }

    OrderPlan touched(Instant at) {
        events.add(new Touched(at));
        return this;
    }

    OrderPlan cancelled(Instant at, String by, String reason) {
        events.add(new Cancelled(at, by, reason));
        return this;
    }

    /// How a shipment differs from the ordinary.
    record Shipping(Duration deferred, long shortfall, boolean perUnit) {
        static final Shipping ORDINARY = new Shipping(Duration.ZERO, 0, false);
    }

    /// Everything ships at once.
    OrderPlan shippedWhole(Instant at, Shipping shipping) {
        return shipped(
                at,
                shipping,
                lines.stream()
                        .map(line -> new Units(line.itemId(), line.quantity()))
                        .toList());
    }

    OrderPlan shipped(Instant at, Shipping shipping, List<Units> units) {
        boolean merchant = fulfilment == Fulfilment.MERCHANT;
        String shipmentId = merchant ? "" : "D" + dice.letters(8);
        Optional<Parcel> parcel = merchant ? Optional.of(parcel(at)) : Optional.empty();
        Instant entered = at.plus(POSTING_DELAY);
        Instant posted = entered.plus(shipping.deferred());
        Optional<Deferral> deferral = shipping.deferred().isZero()
                ? Optional.empty()
                : Optional.of(Deferral.of(deferralReason(), entered, posted));
        events.add(
                new Shipped(at, shipmentId, units, parcel, posted, deferral, shipping.shortfall(), shipping.perUnit()));
        return this;
    }

    /// Every other order that is deferred is an invoiced one.
    private Deferral.Reason deferralReason() {
        return serial % 2 == 0 ? Deferral.Reason.B2B : Deferral.Reason.DD7;
    }

    OrderPlan delivered(Instant at) {
        events.add(new Delivered(at));
        return this;
    }

    private Parcel parcel(Instant confirmed) {
        int number = 1 + (int) events.stream().filter(Shipped.class::isInstance).count();
        String carrier = dice.pick(CARRIERS);
        return new Parcel(
                "PKG-%d".formatted(number),
                carrier,
                carrier + " Ground",
                "1Z" + dice.letters(16),
                confirmed.minus(Duration.ofMinutes(dice.between(3, 45))));
    }

    OrderPlan refunded(Instant at, RefundKind kind, int lineIndex, long amount) {
        events.add(new Refunded(at, kind, lines.get(lineIndex).itemId(), amount, dice.digits(12)));
        return this;
    }

    /// So many units of one line.
    Units units(int lineIndex, int quantity) {
        return new Units(lines.get(lineIndex).itemId(), quantity);
    }

    Order build() {
        return new Order(id, marketplace, fulfilment, taxWithheld, replaces, events);
    }
}
