package org.tieout.simulator.amazon;

import java.util.ArrayList;
import java.util.List;

/// GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL: a row for each order item. Stateless.
final class OrdersFlatFile {
    private static final List<String> COLUMNS = List.of(
            "amazon-order-id",
            "purchase-date",
            "last-updated-date",
            "order-status",
            "fulfillment-channel",
            "sales-channel",
            "product-name",
            "sku",
            "asin",
            "quantity",
            "currency",
            "item-price",
            "item-tax",
            "shipping-price",
            "shipping-tax",
            "gift-wrap-price",
            "gift-wrap-tax",
            "item-promotion-discount",
            "ship-promotion-discount");

    private OrdersFlatFile() {}

    static byte[] render(List<OrderView> orders) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join("\t", COLUMNS));
        orders.forEach(view -> view.lines().forEach(line -> lines.add(row(view, line))));
        return (String.join("\n", lines) + "\n").getBytes(SettlementFile.CHARSET);
    }

    private static String row(OrderView view, OrderLine line) {
        Order order = view.order();
        Proceeds proceeds = line.proceeds();
        return String.join(
                "\t",
                order.id(),
                order.created().toString(),
                view.lastUpdated().toString(),
                status(view.status()),
                order.fulfilment() == Fulfilment.AMAZON ? "Amazon" : "Merchant",
                order.marketplace().marketplaceName(),
                line.product().title(),
                line.product().sku(),
                line.product().asin(),
                Integer.toString(line.quantity()),
                order.marketplace().currency(),
                Cents.text(proceeds.item()),
                Cents.text(proceeds.itemTax()),
                Cents.text(proceeds.shipping()),
                Cents.text(proceeds.shippingTax()),
                Cents.text(proceeds.giftWrap()),
                Cents.text(proceeds.giftWrapTax()),
                Cents.text(proceeds.itemDiscount()),
                Cents.text(proceeds.shippingDiscount()));
    }

    /// Reports spell states as the old Orders API does.
    private static String status(OrderStatus status) {
        return switch (status) {
            case PENDING -> "Pending";
            case UNSHIPPED -> "Unshipped";
            case PARTIALLY_SHIPPED -> "PartiallyShipped";
            case SHIPPED -> "Shipped";
            case CANCELLED -> "Cancelled";
        };
    }
}
