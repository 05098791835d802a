package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tieout.simulator.amazon.OrderEvent.RefundKind;
import org.tieout.simulator.amazon.OrderPlan.Extras;
import org.tieout.simulator.amazon.OrderPlan.Shipping;

/// The orders that make a world untidy, one for each [UntidyCase], at fixed places in the first three periods.
final class UntidyOrders {
    private static final List<UntidyCase> ALL = List.of(UntidyCase.values());
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SellerOptions options;
    private final Marketplace marketplace;

    UntidyOrders(SellerOptions options, Marketplace marketplace) {
        this.options = options;
        this.marketplace = marketplace;
    }

    /// Those that are placed in the period.
    Map<UntidyCase, Order> orders(int period) {
        Map<UntidyCase, Order> orders = new EnumMap<>(UntidyCase.class);
        if (!options.untidy()) {
            return orders;
        }
        for (UntidyCase each : ALL) {
            if (periodOf(each) == period) {
                orders.put(each, order(each, Period.of(marketplace, period)));
            }
        }
        return orders;
    }

    private static int periodOf(UntidyCase each) {
        return switch (each) {
            case TWO_PARTS_TWO_DAYS,
                    UNITS_SPLIT,
                    PRICE_CONCESSION,
                    CANCELLED_BY_BUYER,
                    TWO_SETTLEMENTS,
                    EQUAL_UNIT_ROWS,
                    REFUND_IN_NEXT_SETTLEMENT,
                    GIFT_AND_PROMOTION -> 0;
            case GOODWILL -> 1;
            case CANCELLED_BY_SELLER,
                    SETTLED_BELOW_ORDER,
                    SHIPPED_UNSETTLED,
                    MONTH_END_LOCAL,
                    REPLACEMENT,
                    CHANGED_BEFORE_SHIPMENT -> 2;
        };
    }

    private Order order(UntidyCase each, Period period) {
        return switch (each) {
            case TWO_PARTS_TWO_DAYS -> twoPartsTwoDays(period);
            case UNITS_SPLIT -> unitsSplit(period);
            case PRICE_CONCESSION -> refunded(each, period, RefundKind.CONCESSION, 500, period.at(9, 4));
            case GOODWILL -> refunded(each, period, RefundKind.GOODWILL, 400, period.at(8, 6));
            case REFUND_IN_NEXT_SETTLEMENT -> refunded(each, period, RefundKind.FULL, 0, period.at(17, 2));
            case CANCELLED_BY_BUYER -> cancelled(each, period, "BUYER", "Buyer requested cancellation");
            case CANCELLED_BY_SELLER -> cancelled(each, period, "MERCHANT", "Out of stock");
            case SETTLED_BELOW_ORDER -> settledBelowOrder(period);
            case SHIPPED_UNSETTLED -> shippedUnsettled(period);
            case MONTH_END_LOCAL -> monthEndLocal(period);
            case TWO_SETTLEMENTS -> twoSettlements(period);
            case EQUAL_UNIT_ROWS -> equalUnitRows(period);
            case REPLACEMENT -> replacement(period);
            case CHANGED_BEFORE_SHIPMENT -> changedBeforeShipment(period);
            case GIFT_AND_PROMOTION -> giftAndPromotion(period);
        };
    }

    private OrderPlan plan(UntidyCase each, Period period, Fulfilment fulfilment) {
        Dice dice = Dice.of(options.seed(), "untidy-" + marketplace + "-" + each, 0);
        return new OrderPlan(marketplace, dice, OrderGenerator.unusualSerial(period, ALL.indexOf(each)), fulfilment);
    }

    private static OrderPlan placed(OrderPlan plan, Instant at) {
        return plan.placed(at).confirmed(at.plus(MINUTE.multipliedBy(11)));
    }

    private Order twoPartsTwoDays(Period period) {
        OrderPlan plan = plan(UntidyCase.TWO_PARTS_TWO_DAYS, period, Fulfilment.MERCHANT)
                .line(Catalogue.get("CAFETIERE-8CUP"), 1, new Extras(650, false, 0, 0, ""))
                .line(Catalogue.get("FILTER-PAPER-100"), 2, Extras.NONE);
        placed(plan, period.at(2, 1));
        return plan.shipped(period.at(3, 2), Shipping.ORDINARY, List.of(plan.units(0, 1)))
                .shipped(period.at(4, 5), Shipping.ORDINARY, List.of(plan.units(1, 2)))
                .delivered(period.at(8, 0))
                .build();
    }

    private Order unitsSplit(Period period) {
        OrderPlan plan = plan(UntidyCase.UNITS_SPLIT, period, Fulfilment.MERCHANT)
                .line(Catalogue.get("SPICE-RACK"), 2, Extras.NONE);
        placed(plan, period.at(3, 3));
        return plan.shipped(period.at(4, 2), Shipping.ORDINARY, List.of(plan.units(0, 1)))
                .shipped(period.at(6, 1), Shipping.ORDINARY, List.of(plan.units(0, 1)))
                .delivered(period.at(9, 0))
                .build();
    }

    private Order refunded(UntidyCase each, Period period, RefundKind kind, long amount, Instant at) {
        OrderPlan plan = plan(each, period, Fulfilment.AMAZON)
                .line(Catalogue.get("PAN-CARBON-26"), 1, new Extras(599, false, 0, 0, ""));
        placed(plan, period.at(4, 4));
        return plan.shippedWhole(period.at(5, 3), Shipping.ORDINARY)
                .refunded(at, kind, 0, amount)
                .build();
    }

    private Order cancelled(UntidyCase each, Period period, String by, String reason) {
        OrderPlan plan = plan(each, period, Fulfilment.MERCHANT).line(Catalogue.get("BOARD-OAK-L"), 1, Extras.NONE);
        placed(plan, period.at(5, 2));
        return plan.cancelled(period.at(5, 9), by, reason).build();
    }

    private Order settledBelowOrder(Period period) {
        OrderPlan plan = plan(UntidyCase.SETTLED_BELOW_ORDER, period, Fulfilment.AMAZON)
                .line(Catalogue.get("KNIFE-CHEF-20"), 1, Extras.NONE);
        placed(plan, period.at(6, 1));
        return plan.shippedWhole(period.at(7, 2), new Shipping(Duration.ZERO, 150, false))
                .build();
    }

    private Order shippedUnsettled(Period period) {
        OrderPlan plan = plan(UntidyCase.SHIPPED_UNSETTLED, period, Fulfilment.AMAZON)
                .line(Catalogue.get("KETTLE-GOOSE"), 1, Extras.NONE);
        placed(plan, period.at(11, 2));
        return plan.shippedWhole(period.at(12, 18), new Shipping(Duration.ofDays(7), 0, false))
                .build();
    }

    /// Half way between midnight in UTC and midnight in the marketplace, at the first turn of a month in the
    /// period.
    private Order monthEndLocal(Period period) {
        OrderPlan plan = plan(UntidyCase.MONTH_END_LOCAL, period, Fulfilment.MERCHANT)
                .line(Catalogue.get("TEAPOT-GLASS-1L"), 1, new Extras(499, false, 0, 0, ""));
        LocalDate first = LocalDate.ofInstant(period.end(), ZoneOffset.UTC).withDayOfMonth(1);
        Instant utc = first.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant local = first.atStartOfDay(marketplace.zone()).toInstant();
        Instant between = utc.plus(Duration.between(utc, local).dividedBy(2));
        placed(plan, between.minus(Duration.ofHours(20)));
        return plan.shippedWhole(between, Shipping.ORDINARY)
                .delivered(between.plus(Duration.ofDays(3)))
                .build();
    }

    private Order twoSettlements(Period period) {
        OrderPlan plan = plan(UntidyCase.TWO_SETTLEMENTS, period, Fulfilment.AMAZON)
                .line(Catalogue.get("GRINDER-BURR"), 1, new Extras(599, true, 0, 0, ""))
                .line(Catalogue.get("SCALE-POUR"), 1, Extras.NONE);
        placed(plan, period.at(12, 1));
        return plan.shipped(period.at(13, 4), Shipping.ORDINARY, List.of(plan.units(0, 1)))
                .shipped(period.at(14, 10), Shipping.ORDINARY, List.of(plan.units(1, 1)))
                .build();
    }

    private Order equalUnitRows(Period period) {
        OrderPlan plan = plan(UntidyCase.EQUAL_UNIT_ROWS, period, Fulfilment.AMAZON)
                .line(Catalogue.get("JAR-SET-6"), 3, Extras.NONE);
        placed(plan, period.at(7, 1));
        return plan.shippedWhole(period.at(8, 3), new Shipping(Duration.ZERO, 0, true))
                .build();
    }

    private Order replacement(Period period) {
        CatalogueItem free = Catalogue.get("PAN-CARBON-26").atPrice(0);
        Period first = Period.of(marketplace, periodOf(UntidyCase.PRICE_CONCESSION));
        OrderPlan plan = plan(UntidyCase.REPLACEMENT, period, Fulfilment.AMAZON)
                .replacing(plan(UntidyCase.PRICE_CONCESSION, first, Fulfilment.AMAZON)
                        .id())
                .line(free, 1, Extras.NONE);
        placed(plan, period.at(1, 2));
        return plan.shippedWhole(period.at(2, 4), Shipping.ORDINARY).build();
    }

    private Order changedBeforeShipment(Period period) {
        OrderPlan plan = plan(UntidyCase.CHANGED_BEFORE_SHIPMENT, period, Fulfilment.MERCHANT)
                .line(Catalogue.get("BOTTLE-750"), 3, Extras.NONE);
        placed(plan, period.at(8, 1));
        plan.reducedTo(2, period.at(8, 5));
        return plan.shippedWhole(period.at(9, 3), Shipping.ORDINARY)
                .delivered(period.at(12, 0))
                .build();
    }

    private Order giftAndPromotion(Period period) {
        OrderPlan plan = plan(UntidyCase.GIFT_AND_PROMOTION, period, Fulfilment.AMAZON)
                .line(Catalogue.get("APRON-DENIM"), 1, new Extras(599, true, 399, 1_000, "PAWS-V2-RENTRÉE-2026"));
        placed(plan, period.at(10, 2));
        return plan.shippedWhole(period.at(11, 1), Shipping.ORDINARY).build();
    }
}
