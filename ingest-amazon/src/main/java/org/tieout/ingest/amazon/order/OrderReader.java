package org.tieout.ingest.amazon.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Money;
import org.tieout.event.OrderItem;
import org.tieout.event.OrderStatus;
import org.tieout.event.OrderVersion;
import org.tieout.event.Package;
import org.tieout.event.Proceeds;

/// Reads an order of Orders API v2026-01-01 into a record. Takes by name what accounting needs; what it does
/// not name, and so everything personal, does not get in.
public final class OrderReader {

    /// The scale of amounts in the schema.
    private static final int SCALE = 4;

    private final String connection;
    private final String sellerId;

    public OrderReader(String connection, String sellerId) {
        this.connection = connection;
        this.sellerId = sellerId;
    }

    /// Reads one.
    ///
    /// @throws IllegalArgumentException if it lacks what every order has, or an amount is no amount
    public OrderVersion read(JsonNode order, Instant readAt) {
        var channel = order.path("salesChannel");
        var version = OrderVersion.newBuilder()
                .setConnection(connection)
                .setSellerId(sellerId)
                .setOrderId(required(order, "orderId"))
                .setMarketplaceId(channel.path("marketplaceId").asText())
                .setMarketplaceName(channel.path("marketplaceName").asText())
                .setCreatedAt(Instant.parse(required(order, "createdTime")))
                .setLastUpdatedAt(Instant.parse(required(order, "lastUpdatedTime")))
                .setStatus(status(
                        order.path("fulfillment").path("fulfillmentStatus").asText()))
                .setFulfilledBy(order.path("fulfillment").path("fulfilledBy").asText())
                .setReplacementFor(replacementFor(order))
                .setItems(items(order))
                .setPackages(packages(order))
                .setContentHash("")
                .setReadAt(readAt)
                .build();
        version.setContentHash(contentHash(version));
        return version;
    }

    private static OrderStatus status(String word) {
        for (var status : OrderStatus.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        return OrderStatus.UNKNOWN;
    }

    private static @Nullable String replacementFor(JsonNode order) {
        return StreamSupport.stream(order.path("associatedOrders").spliterator(), false)
                .filter(other -> other.path("associationType").asText().equals("REPLACEMENT_ORIGINAL_ID"))
                .map(other -> other.path("orderId").asText())
                .findFirst()
                .orElse(null);
    }

    private static List<OrderItem> items(JsonNode order) {
        var items = new ArrayList<OrderItem>();
        for (var item : order.path("orderItems")) {
            var product = item.path("product");
            items.add(OrderItem.newBuilder()
                    .setOrderItemId(required(item, "orderItemId"))
                    .setSku(product.path("sellerSku").asText().strip())
                    .setAsin(optional(product, "asin"))
                    .setTitle(optional(product, "title"))
                    .setQuantityOrdered(item.path("quantityOrdered").asInt())
                    .setQuantityFulfilled(
                            item.path("fulfillment").path("quantityFulfilled").asInt())
                    .setProceeds(proceeds(item))
                    .setTaxFacilitated(facilitated(item))
                    .build());
        }
        return items;
    }

    private static List<Proceeds> proceeds(JsonNode item) {
        var proceeds = new ArrayList<Proceeds>();
        for (var breakdown : item.path("proceeds").path("breakdowns")) {
            proceeds.add(Proceeds.newBuilder()
                    .setType(required(breakdown, "type"))
                    .setAmount(money(breakdown.path("subtotal")))
                    .build());
        }
        return proceeds;
    }

    /// Amounts are decimal strings, never numbers.
    private static Money money(JsonNode json) {
        try {
            return Money.newBuilder()
                    .setCurrency(required(json, "currencyCode"))
                    .setAmount(new BigDecimal(required(json, "amount")).setScale(SCALE))
                    .build();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + json.path("amount").asText() + "\" is no amount of money", e);
        }
    }

    private static boolean facilitated(JsonNode item) {
        return StreamSupport.stream(item.path("tax").path("taxCollections").spliterator(), false)
                .anyMatch(collection -> collection.path("model").asText().equals("MARKETPLACE_FACILITATOR"));
    }

    private static List<Package> packages(JsonNode order) {
        var packages = new ArrayList<Package>();
        for (var parcel : order.path("packages")) {
            var shipped =
                    parcel.path("shipTime").asText(parcel.path("createdTime").asText());
            if (!shipped.isEmpty()) {
                packages.add(Package.newBuilder()
                        .setShippedAt(Instant.parse(shipped))
                        .setCarrier(optional(parcel, "carrier"))
                        .setTrackingNumber(optional(parcel, "trackingNumber"))
                        .build());
            }
        }
        return packages;
    }

    /// SHA-256 over what accounting reads, so that a change of anything else makes no new content.
    private static String contentHash(OrderVersion order) {
        var facts = String.join(
                "\n",
                order.getOrderId(),
                order.getMarketplaceId(),
                order.getCreatedAt().toString(),
                order.getStatus().name(),
                order.getFulfilledBy(),
                String.valueOf(order.getReplacementFor()),
                order.getItems().toString(),
                order.getPackages().toString());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String required(JsonNode json, String name) {
        var value = json.path(name).asText();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(JsonNode json, String name) {
        var value = json.path(name).asText();
        return value.isEmpty() ? null : value;
    }
}
