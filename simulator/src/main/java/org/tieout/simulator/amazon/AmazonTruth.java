package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.tieout.simulator.http.Json;

/// The seller's world as a tree for checkers in another process. Amounts are decimal strings, times ISO 8601.
/// Stateless.
final class AmazonTruth {
    private AmazonTruth() {}

    static ObjectNode of(SellerModel seller) {
        ObjectNode truth = Json.object();
        truth.put("seed", seller.options().seed());
        truth.put("worldTime", seller.now().toString());
        ArrayNode orders = truth.putArray("orders");
        seller.orders().forEach(view -> order(view, orders.addObject()));
        ObjectNode untidy = truth.putObject("untidy");
        for (Marketplace marketplace : seller.options().marketplaces()) {
            ObjectNode cases = untidy.putObject(marketplace.id());
            seller.untidyOrders(marketplace).forEach((each, orderId) -> cases.put(each.name(), orderId));
        }
        ArrayNode settlements = truth.putArray("settlements");
        seller.settlements().forEach(settlement -> settlement(settlement, settlements.addObject()));
        ArrayNode ledgers = truth.putArray("ledgers");
        seller.ledgers().forEach(ledger -> ledger(ledger, seller.now(), ledgers.addObject()));
        return truth;
    }

    private static void ledger(Ledger ledger, Instant now, ObjectNode json) {
        Ledger.Held held = ledger.held(now);
        json.put("marketplaceId", ledger.marketplace().id());
        json.put("currency", ledger.marketplace().currency());
        json.put("total", Cents.text(held.total()));
        json.put("available", Cents.text(held.available()));
        json.put("deferred", Cents.text(held.deferred()));
        json.put("accountLevelReserve", Cents.text(held.reserve()));
        ArrayNode transactions = json.putArray("transactions");
        ledger.transactions(now, Ledger.Lag.NONE)
                .forEach(each -> transactions
                        .addObject()
                        .put("transactionId", each.id())
                        .put("type", each.type())
                        .put("status", each.status().name())
                        .put("posted", each.posted().toString())
                        .put("amount", Cents.text(each.cents())));
    }

    private static void order(OrderView view, ObjectNode json) {
        Proceeds proceeds = view.proceeds();
        json.put("orderId", view.order().id());
        json.put("marketplaceId", view.order().marketplace().id());
        json.put("currency", view.order().marketplace().currency());
        json.put("status", view.status().name());
        json.put("fulfilledBy", view.order().fulfilment().name());
        json.put("createdTime", view.order().created().toString());
        json.put("lastUpdatedTime", view.lastUpdated().toString());
        json.put("taxWithheld", view.order().taxWithheld());
        view.order().replaces().ifPresent(original -> json.put("replaces", original));
        json.put("receivable", Cents.text(proceeds.receivable()));
        json.put("tax", Cents.text(proceeds.tax()));
        ArrayNode shipTimes = json.putArray("shipTimes");
        view.shipTimes().forEach(time -> shipTimes.add(time.toString()));
        ArrayNode lines = json.putArray("lines");
        view.lines()
                .forEach(line -> lines.addObject()
                        .put("orderItemId", line.itemId())
                        .put("sku", line.product().sku())
                        .put("quantity", line.quantity())
                        .put("shipped", view.shippedOf(line))
                        .put("unitPrice", Cents.text(line.unitPrice()))
                        .put("item", Cents.text(line.proceeds().item()))
                        .put("shipping", Cents.text(line.proceeds().shipping()))
                        .put("giftWrap", Cents.text(line.proceeds().giftWrap()))
                        .put("discount", Cents.text(line.proceeds().discount()))
                        .put("tax", Cents.text(line.proceeds().tax())));
    }

    private static void settlement(Settlement settlement, ObjectNode json) {
        json.put("settlementId", settlement.id());
        json.put("marketplaceId", settlement.marketplace().id());
        json.put("currency", settlement.currency());
        json.put("start", settlement.period().start().toString());
        json.put("end", settlement.period().end().toString());
        json.put("deposit", settlement.deposit().toString());
        json.put("createdTime", settlement.createdAt().toString());
        json.put("headerTotal", Cents.text(settlement.headerTotal()));
        json.put("lineSum", Cents.text(settlement.lineSum()));
        json.put("reserve", Cents.text(settlement.reserve()));
        ArrayNode lines = json.putArray("lines");
        settlement
                .rows()
                .forEach(row -> lines.addObject()
                        .put("transactionType", row.transactionType())
                        .put("amountType", row.amountType())
                        .put("amountDescription", row.amountDescription())
                        .put("amount", Cents.text(row.cents()))
                        .put("posted", row.posted().toString())
                        .put("orderId", row.subject().orderId())
                        .put("orderItemCode", row.subject().orderItemCode())
                        .put("sku", row.subject().sku()));
    }
}
