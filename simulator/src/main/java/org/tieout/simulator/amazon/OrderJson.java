package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.tieout.simulator.amazon.OrderEvent.Parcel;
import org.tieout.simulator.amazon.OrderEvent.Shipped;
import org.tieout.simulator.amazon.OrdersApi.IncludedData;
import org.tieout.simulator.http.Json;

/// An order as Orders API v2026-01-01 shows it, with the blocks that were asked for. Amounts are decimal strings; a
/// pending or cancelled order has none. Discounts are negative, so that grandTotal is the sum of its breakdowns.
/// Stateless.
final class OrderJson {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    private OrderJson() {}

    static String time(Instant instant) {
        return MILLIS.format(instant.atOffset(ZoneOffset.UTC));
    }

    static ObjectNode of(OrderView view, Set<IncludedData> included) {
        Order order = view.order();
        ObjectNode json = Json.object();
        json.put("orderId", order.id());
        json.put("createdTime", time(order.created()));
        json.put("lastUpdatedTime", time(view.lastUpdated()));
        ArrayNode programs = json.putArray("programs");
        if (order.fulfilment() == Fulfilment.AMAZON) {
            programs.add("PRIME");
        }
        if (order.invoiced()) {
            programs.add("AMAZON_BUSINESS");
        }
        order.replaces()
                .ifPresent(original -> json.putArray("associatedOrders")
                        .addObject()
                        .put("orderId", original)
                        .put("associationType", "REPLACEMENT_ORIGINAL_ID"));
        json.putObject("salesChannel")
                .put("channelName", "AMAZON")
                .put("marketplaceId", order.marketplace().id())
                .put("marketplaceName", order.marketplace().marketplaceName());
        people(view, included, json);
        if (included.contains(IncludedData.PROCEEDS) && priced(view)) {
            ProceedsJson.order(view.proceeds(), order.marketplace().currency(), json.putObject("proceeds"));
        }
        if (included.contains(IncludedData.PAYMENT) && priced(view)) {
            long paid = view.proceeds().receivable() + view.proceeds().tax();
            ObjectNode payment =
                    json.putObject("payment").putArray("paymentExecutions").addObject();
            payment.put("paymentMethod", "CreditCard");
            ProceedsJson.money(
                    payment.putObject("paymentAmount"),
                    paid,
                    order.marketplace().currency());
        }
        fulfilment(view, included, json);
        ArrayNode items = json.putArray("orderItems");
        view.lines().forEach(line -> item(view, line, included, items.addObject()));
        if (included.contains(IncludedData.PACKAGES) && order.fulfilment() == Fulfilment.MERCHANT) {
            packages(view, json.putArray("packages"));
        }
        return json;
    }

    private static boolean priced(OrderView view) {
        return view.status() != OrderStatus.PENDING && view.status() != OrderStatus.CANCELLED;
    }

    /// Made-up people; an FBA order never carries the buyer's address for mail.
    private static void people(OrderView view, Set<IncludedData> included, ObjectNode json) {
        if (included.contains(IncludedData.BUYER)) {
            ObjectNode buyer = json.putObject("buyer").put("buyerName", "Simulated Buyer");
            if (view.order().fulfilment() == Fulfilment.MERCHANT) {
                buyer.put("buyerEmail", "sim-buyer@marketplace.example");
            }
        }
        if (included.contains(IncludedData.RECIPIENT)) {
            json.putObject("recipient")
                    .putObject("deliveryAddress")
                    .put("name", "Simulated Buyer")
                    .put("addressLine1", "1 Example Street")
                    .put("city", "Exampleton")
                    .put("postalCode", "00000")
                    .put("countryCode", view.order().marketplace().name())
                    .put("addressType", "RESIDENTIAL");
        }
    }

    private static void fulfilment(OrderView view, Set<IncludedData> included, ObjectNode json) {
        if (included.contains(IncludedData.FULFILLMENT)) {
            json.putObject("fulfillment")
                    .put("fulfillmentStatus", view.status().name())
                    .put("fulfilledBy", view.order().fulfilment().name())
                    .put("fulfillmentServiceLevel", "STANDARD");
        }
        if (included.contains(IncludedData.FULFILLMENT_ORDERS) && view.order().fulfilment() == Fulfilment.AMAZON) {
            json.putArray("fulfillmentOrders")
                    .addObject()
                    .put("fulfillmentOrderId", "FO" + view.order().id().substring(4, 11));
        }
    }

    private static void item(OrderView view, OrderLine line, Set<IncludedData> included, ObjectNode json) {
        boolean cancelled = view.status() == OrderStatus.CANCELLED;
        String currency = view.order().marketplace().currency();
        json.put("orderItemId", line.itemId());
        json.put("quantityOrdered", cancelled ? 0 : line.quantity());
        ObjectNode product = json.putObject("product");
        product.put("asin", line.product().asin());
        product.put("title", line.product().title());
        product.put("sellerSku", line.product().sku());
        product.putObject("condition").put("conditionType", "NEW").put("conditionSubtype", "NEW");
        if (priced(view)) {
            ProceedsJson.money(product.putObject("price").putObject("unitPrice"), line.unitPrice(), currency);
            if (included.contains(IncludedData.PROCEEDS)) {
                ProceedsJson.item(line.proceeds(), currency, json.putObject("proceeds"));
            }
            if (included.contains(IncludedData.TAX) && view.order().taxWithheld()) {
                json.putObject("tax")
                        .putArray("taxCollections")
                        .addObject()
                        .put("model", "MARKETPLACE_FACILITATOR")
                        .put("responsibleParty", "Amazon Services");
            }
        }
        if (included.contains(IncludedData.PROMOTION)) {
            line.promotionId()
                    .ifPresent(id -> json.putObject("promotion")
                            .putArray("breakdowns")
                            .addObject()
                            .put("promotionId", id));
        }
        if (included.contains(IncludedData.CANCELLATION) && cancelled) {
            json.putObject("cancellation")
                    .putObject("cancellationExecution")
                    .put("cancelledBy", view.cancelledBy().orElse(""))
                    .put("cancelReason", view.cancelReason().orElse(""));
        }
        if (included.contains(IncludedData.FULFILLMENT)) {
            ObjectNode fulfilment = json.putObject("fulfillment");
            fulfilment.put("quantityFulfilled", view.shippedOf(line));
            fulfilment.put("quantityUnfulfilled", cancelled ? 0 : line.quantity() - view.shippedOf(line));
            if (line.proceeds().giftWrap() > 0) {
                fulfilment.putObject("packing").putObject("giftOption").put("giftWrapLevel", "STANDARD");
            }
        }
    }

    private static void packages(OrderView view, ArrayNode packages) {
        view.order().events().stream()
                .filter(Shipped.class::isInstance)
                .map(Shipped.class::cast)
                .filter(shipped -> view.shipTimes().contains(shipped.at()))
                .forEach(shipped ->
                        shipped.parcel().ifPresent(parcel -> parcel(view, shipped, parcel, packages.addObject())));
    }

    private static void parcel(OrderView view, Shipped shipped, Parcel parcel, ObjectNode json) {
        json.put("packageReferenceId", parcel.reference());
        json.put("createdTime", time(parcel.shipTime()));
        json.putObject("packageStatus").put("status", view.delivered().isPresent() ? "DELIVERED" : "SHIPPED");
        json.put("carrier", parcel.carrier());
        json.put("shipTime", time(parcel.shipTime()));
        json.put("shippingService", parcel.service());
        json.put("trackingNumber", parcel.trackingNumber());
        ArrayNode items = json.putArray("packageItems");
        shipped.units()
                .forEach(units ->
                        items.addObject().put("orderItemId", units.itemId()).put("quantity", units.quantity()));
    }
}
