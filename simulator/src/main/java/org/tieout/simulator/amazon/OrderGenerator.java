package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tieout.simulator.amazon.OrderEvent.RefundKind;
import org.tieout.simulator.amazon.OrderEvent.Units;
import org.tieout.simulator.amazon.OrderPlan.Extras;
import org.tieout.simulator.amazon.OrderPlan.Shipping;

/// The ordinary orders of a period, each with its whole future. Depends only on the seed, the marketplace and the
/// period.
final class OrderGenerator {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SERIALS_PER_PERIOD = 20_000;
    private static final List<String> REASONS =
            List.of("Buyer requested cancellation", "Out of stock", "Undeliverable address");

    private final SellerOptions options;

    OrderGenerator(SellerOptions options) {
        this.options = options;
    }

    List<Order> orders(Period period) {
        Dice dice = Dice.of(options.seed(), "orders-" + period.marketplace(), period.index());
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < options.ordersIn(period.index()); i++) {
            orders.add(order(period, dice, serial(period, i)));
        }
        return orders;
    }

    /// Serial numbers from `SERIALS_PER_PERIOD / 2` are free for orders that are not ordinary.
    static long serial(Period period, int number) {
        return (long) period.index() * SERIALS_PER_PERIOD + number;
    }

    static long unusualSerial(Period period, int number) {
        return serial(period, SERIALS_PER_PERIOD / 2 + number);
    }

    private Order order(Period period, Dice dice, long serial) {
        Fulfilment fulfilment = dice.percent(70) ? Fulfilment.AMAZON : Fulfilment.MERCHANT;
        OrderPlan plan = new OrderPlan(period.marketplace(), dice, serial, fulfilment);
        int lineCount = dice.percent(80) ? 1 : dice.between(2, 3);
        for (int i = 0; i < lineCount; i++) {
            int quantity = dice.percent(85) ? 1 : dice.between(2, 3);
            plan.line(dice.pick(Catalogue.items()), quantity, extras(dice, fulfilment, i == 0));
        }
        Instant placed = period.start().plus(dice.between(Duration.ZERO, Period.LENGTH.minus(MINUTE)));
        placed = placed.plusMillis(dice.below(1000));
        Instant confirmed = placed.plus(dice.between(MINUTE.multipliedBy(5), MINUTE.multipliedBy(45)));
        plan.placed(placed).confirmed(confirmed);
        if (dice.percent(4)) {
            plan.touched(confirmed.plus(dice.between(MINUTE, HOUR)));
        }
        if (dice.percent(3)) {
            String by = dice.pick(List.of("BUYER", "MERCHANT", "AMAZON"));
            return plan.cancelled(confirmed.plus(dice.between(HOUR, HOUR.multipliedBy(9))), by, dice.pick(REASONS))
                    .build();
        }
        Instant shipped = ship(plan, dice, confirmed);
        refund(plan, period, dice, shipped);
        return plan.build();
    }

    private static Extras extras(Dice dice, Fulfilment fulfilment, boolean firstLine) {
        boolean amazon = fulfilment == Fulfilment.AMAZON;
        long shipping = 0;
        boolean free = false;
        if (firstLine && dice.percent(amazon ? 40 : 80)) {
            shipping = dice.pick(List.of(399L, 499L, 599L, 650L));
            free = amazon && dice.percent(60);
        }
        long giftWrap = dice.percent(7) ? 399 : 0;
        boolean promoted = dice.percent(12);
        return new Extras(shipping, free, giftWrap, promoted ? 1_000 : 0, promoted ? "PAWS-V2-SAVE10-2026" : "");
    }

    private static Instant ship(OrderPlan plan, Dice dice, Instant confirmed) {
        boolean amazon = plan.fulfilment() == Fulfilment.AMAZON;
        Instant shipped = confirmed.plus(
                amazon
                        ? dice.between(HOUR.multipliedBy(4), HOUR.multipliedBy(40))
                        : dice.between(HOUR.multipliedBy(10), HOUR.multipliedBy(60)));
        Duration deferred = dice.percent(2) ? DAY.multipliedBy(7) : Duration.ZERO;
        Shipping shipping = new Shipping(deferred, 0, dice.percent(30));
        Instant last = shipped;
        if (plan.lines().size() > 1 && dice.percent(20)) {
            last = shipped.plus(dice.between(HOUR.multipliedBy(20), HOUR.multipliedBy(50)));
            plan.shipped(
                    shipped,
                    shipping,
                    List.of(plan.units(0, plan.lines().getFirst().quantity())));
            List<Units> rest = new ArrayList<>();
            for (int i = 1; i < plan.lines().size(); i++) {
                rest.add(plan.units(i, plan.lines().get(i).quantity()));
            }
            plan.shipped(last, shipping, rest);
        } else {
            plan.shippedWhole(shipped, shipping);
        }
        if (!amazon) {
            plan.delivered(last.plus(dice.between(DAY.multipliedBy(2), DAY.multipliedBy(5))));
        }
        return last.plus(deferred);
    }

    private void refund(OrderPlan plan, Period period, Dice dice, Instant settled) {
        boolean beforeSlump = options.slump(period.index() + 1);
        if (!dice.percent(beforeSlump ? 20 : 6)) {
            return;
        }
        Period next = Period.of(period.marketplace(), period.index() + 1);
        Instant usual = settled.plus(dice.between(DAY, DAY.multipliedBy(18)));
        Instant inSlump = next.start().plus(dice.between(DAY.multipliedBy(4), DAY.multipliedBy(13)));
        Instant at = beforeSlump && settled.plus(HOUR).isBefore(inSlump) ? inSlump : usual;
        int line = dice.below(plan.lines().size());
        long item = plan.lines().get(line).proceeds().item();
        if (dice.percent(beforeSlump ? 80 : 60)) {
            plan.refunded(at, RefundKind.FULL, line, 0);
        } else if (dice.percent(60)) {
            plan.refunded(at, RefundKind.CONCESSION, line, item / 5);
        } else {
            plan.refunded(at, RefundKind.GOODWILL, line, Math.min(500, item / 4));
        }
    }
}
