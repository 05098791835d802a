package org.tieout.simulator.amazon;

import java.util.List;
import org.tieout.simulator.amazon.OrderEvent.Refunded;

/// The rows of a refund. The quantity is empty, as in real files.
record RefundRows(Order order, OrderLine line, Refunded refund) {
    List<SettlementRow> rows() {
        SettlementRow.Subject subject = new SettlementRow.Subject(
                order.id(),
                refund.adjustmentId(),
                "",
                order.marketplace().marketplaceName(),
                order.fulfilment().settlementId(),
                line.itemId(),
                refund.adjustmentId() + "1",
                line.product().sku(),
                0,
                "");
        RowList rows = new RowList("Refund", refund.at(), subject);
        switch (refund.kind()) {
            case FULL -> full(rows);
            case CONCESSION -> concession(rows);
            case GOODWILL -> rows.price("Goodwill", -refund.amount());
        }
        return rows.rows();
    }

    private void full(RowList rows) {
        Proceeds all = line.proceeds();
        String promotion = line.promotionId().orElse(SaleRows.FREE_SHIPPING);
        rows.price("Principal", -all.item())
                .price("Tax", -all.itemTax())
                .price("Shipping", -all.shipping())
                .price("ShippingTax", -all.shippingTax())
                .price("GiftWrap", -all.giftWrap())
                .price("GiftWrapTax", -all.giftWrapTax())
                .promotion("Principal", all.itemDiscount(), promotion)
                .promotion("Shipping", all.shippingDiscount(), SaleRows.FREE_SHIPPING)
                .promotion("TaxDiscount", all.discountTax(), promotion);
        if (order.taxWithheld()) {
            String prefix = order.marketplace().withheldPrefix();
            rows.withheld(prefix + "Principal", all.itemTax() - all.discountTax())
                    .withheld(prefix + "Shipping", all.shippingTax())
                    .withheld(prefix + "Giftwrap", all.giftWrapTax());
        }
        feesReturned(rows, all.receivable());
        if (order.fulfilment() == Fulfilment.AMAZON) {
            rows.fee("ShippingChargeback", all.shipping() - all.shippingDiscount())
                    .fee("GiftwrapChargeback", all.giftWrap());
        }
    }

    private void concession(RowList rows) {
        Proceeds all = line.proceeds();
        long tax = all.item() == 0 ? 0 : refund.amount() * all.itemTax() / all.item();
        rows.price("Principal", -refund.amount()).price("Tax", -tax);
        if (order.taxWithheld()) {
            rows.withheld(order.marketplace().withheldPrefix() + "Principal", tax);
        }
        feesReturned(rows, refund.amount());
    }

    private static void feesReturned(RowList rows, long base) {
        long returned = Postings.referralFee(base);
        rows.fee("Commission", returned).fee("RefundCommission", -Postings.refundAdministrationFee(returned));
    }
}
