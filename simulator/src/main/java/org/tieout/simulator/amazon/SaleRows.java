package org.tieout.simulator.amazon;

import java.util.List;
import org.tieout.simulator.amazon.OrderEvent.Shipped;

/// The rows of units `from` to `to` of a line being shipped: price, tax and its withholding, promotions, fees.
record SaleRows(Order order, OrderLine line, Shipped event, int from, int to, long shortfall) {
    static final String FREE_SHIPPING = "Core Free Shipping 2026-08-01";

    List<SettlementRow> rows() {
        Proceeds part = line.part(from, to);
        SettlementRow.Subject subject = new SettlementRow.Subject(
                order.id(),
                "",
                event.shipmentId(),
                order.marketplace().marketplaceName(),
                order.fulfilment().settlementId(),
                line.itemId(),
                "",
                line.product().sku(),
                to - from,
                "");
        RowList rows = new RowList("Order", event.postedAt(), subject);
        prices(rows, part);
        promotions(rows, part);
        if (order.taxWithheld()) {
            withholding(rows, part);
        }
        fees(rows, part);
        return rows.rows();
    }

    private void prices(RowList rows, Proceeds part) {
        rows.price("Principal", part.item() - shortfall)
                .price("Tax", part.itemTax())
                .price("Shipping", part.shipping())
                .price("ShippingTax", part.shippingTax())
                .price("GiftWrap", part.giftWrap())
                .price("GiftWrapTax", part.giftWrapTax());
    }

    private void promotions(RowList rows, Proceeds part) {
        String promotion = line.promotionId().orElse(FREE_SHIPPING);
        rows.promotion("Principal", -part.itemDiscount(), promotion)
                .promotion("Shipping", -part.shippingDiscount(), FREE_SHIPPING)
                .promotion("TaxDiscount", -part.discountTax(), promotion);
    }

    private void withholding(RowList rows, Proceeds part) {
        String prefix = order.marketplace().withheldPrefix();
        rows.withheld(prefix + "Principal", part.discountTax() - part.itemTax())
                .withheld(prefix + "Shipping", -part.shippingTax())
                .withheld(prefix + "Giftwrap", -part.giftWrapTax());
    }

    private void fees(RowList rows, Proceeds part) {
        boolean amazonShips = order.fulfilment() == Fulfilment.AMAZON;
        long paidShipping = part.shipping() - part.shippingDiscount();
        boolean shippingApart = order.marketplace() == Marketplace.DE;
        long base = part.item() - shortfall - part.itemDiscount() + part.giftWrap();
        rows.fee("Commission", -Postings.referralFee(shippingApart ? base : base + paidShipping));
        if (shippingApart) {
            rows.fee("ShippingHB", -Postings.referralFee(paidShipping));
        }
        if (amazonShips) {
            rows.fee("FBAPerUnitFulfillmentFee", -line.product().fbaFee() * (to - from))
                    .fee("ShippingChargeback", -paidShipping)
                    .fee("GiftwrapChargeback", -part.giftWrap());
        }
    }
}
