package org.tieout.simulator.amazon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tieout.simulator.amazon.OrderEvent.Refunded;
import org.tieout.simulator.amazon.OrderEvent.Shipped;

/// The ledger events that follow from an order's shipments and refunds. Row names: settlement reports as
/// catalogued from real files. Stateless.
final class Postings {
    private static final int REFERRAL_BASIS_POINTS = 1_500;
    /// Amazon keeps the lesser of a fixed amount and a fifth of the referral fee it returns.
    private static final long REFUND_ADMINISTRATION_MOST = 500;

    private static final int REFUND_ADMINISTRATION_BASIS_POINTS = 2_000;
    private static final long LABEL = 420;
    private static final long LABEL_PER_UNIT = 135;

    private Postings() {}

    /// All ledger events of an order's planned life.
    static List<Posting> of(Order order) {
        List<Posting> postings = new ArrayList<>();
        if (order.replaces().isPresent()) {
            return postings;
        }
        List<OrderLine> lines = order.finalLines();
        int[] shipped = new int[lines.size()];
        for (OrderEvent event : order.events()) {
            if (event instanceof Shipped parts) {
                shipment(order, lines, shipped, parts, postings);
            } else if (event instanceof Refunded refund) {
                OrderLine line = line(lines, refund.itemId());
                add(order, new RefundRows(order, line, refund).rows(), Optional.empty(), postings);
            }
        }
        return postings;
    }

    /// An event without amounts is none.
    private static void add(
            Order order, List<SettlementRow> rows, Optional<Deferral> deferral, List<Posting> postings) {
        if (!rows.isEmpty()) {
            postings.add(new Posting(order.id() + "/" + postings.size(), Optional.of(order), rows, deferral));
        }
    }

    private static void shipment(
            Order order, List<OrderLine> lines, int[] shipped, Shipped event, List<Posting> postings) {
        List<SettlementRow> rows = new ArrayList<>();
        long shortfall = event.shortfall();
        for (OrderEvent.Units units : event.units()) {
            int index = IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).itemId().equals(units.itemId()))
                    .findFirst()
                    .orElseThrow();
            int step = event.perUnit() ? 1 : units.quantity();
            for (int done = 0; done < units.quantity(); done += step) {
                rows.addAll(
                        new SaleRows(order, lines.get(index), event, shipped[index], shipped[index] + step, shortfall)
                                .rows());
                shipped[index] += step;
                shortfall = 0;
            }
        }
        add(order, rows, event.deferral(), postings);
        if (order.fulfilment() == Fulfilment.MERCHANT) {
            int units =
                    event.units().stream().mapToInt(OrderEvent.Units::quantity).sum();
            long postage = LABEL + LABEL_PER_UNIT * units;
            SettlementRow label = SettlementRow.other("Shipping label purchase", -postage, event.postedAt())
                    .about(order.id(), order.marketplace().marketplaceName());
            add(order, List.of(label), Optional.empty(), postings);
        }
    }

    private static OrderLine line(List<OrderLine> lines, String itemId) {
        return lines.stream()
                .filter(line -> line.itemId().equals(itemId))
                .findFirst()
                .orElseThrow();
    }

    /// The referral fee on what the buyer pays for goods and services.
    static long referralFee(long base) {
        return Cents.rate(base, REFERRAL_BASIS_POINTS);
    }

    /// The part of a returned referral fee that Amazon keeps.
    static long refundAdministrationFee(long returned) {
        return Math.min(REFUND_ADMINISTRATION_MOST, Cents.rate(returned, REFUND_ADMINISTRATION_BASIS_POINTS));
    }
}
