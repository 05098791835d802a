package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.http.Json;

/// A transaction as Finances API v2024-06-19 shows it. Amounts are JSON numbers without trailing zeros;
/// the whole transaction is broken down to one level below Sales and Expenses, its items to the leaves.
/// Source: Amazon, models/finances-api-model/finances_2024-06-19.json; a published recording. Stateless.
final class TransactionJson {
    /// The one account of the seller.
    static final String ACCOUNT_TYPE = "Standard Orders";

    private TransactionJson() {}

    static ObjectNode of(Transaction transaction) {
        String currency = transaction.marketplace().currency();
        ObjectNode json = Json.object();
        json.putObject("sellingPartnerMetadata")
                .put("sellingPartnerId", AmazonFace.SELLER_ID)
                .put("accountType", ACCOUNT_TYPE)
                .put("marketplaceId", transaction.marketplace().id());
        json.put("transactionType", transaction.type());
        json.put("transactionId", transaction.id());
        json.put("transactionStatus", transaction.status().name());
        ArrayNode related = json.putArray("relatedIdentifiers");
        transaction
                .related()
                .forEach(each -> related.addObject()
                        .put("relatedIdentifierName", each.name())
                        .put("relatedIdentifierValue", each.value()));
        json.set("totalAmount", amount(transaction.cents(), currency));
        json.put("description", transaction.description());
        json.put(
                "postedDate",
                transaction.posted().truncatedTo(ChronoUnit.SECONDS).toString());
        json.putObject("marketplaceDetails")
                .put("marketplaceId", transaction.marketplace().id())
                .put("marketplaceName", transaction.marketplace().marketplaceName());
        items(transaction, json.putArray("items"));
        breakdown(transaction).write(json.putArray("breakdowns"), currency);
        contexts(transaction, json);
        return json;
    }

    /// `{"currencyAmount":12.5,"currencyCode":"USD"}`.
    static JsonNode amount(long cents, String currency) {
        BigDecimal plain = Cents.decimal(cents).stripTrailingZeros();
        return Json.object()
                .put("currencyAmount", plain.scale() < 0 ? plain.setScale(0) : plain)
                .put("currencyCode", currency);
    }

    /// The whole transaction, one level below Sales and Expenses.
    static Breakdown breakdown(Transaction transaction) {
        Breakdown whole = new Breakdown();
        transaction.rows().forEach(row -> whole.add(LedgerWords.path(row), row.cents()));
        if (transaction.rows().isEmpty()) {
            whole.add(List.of("FundTransfer"), transaction.cents());
        }
        return whole;
    }

    private static void contexts(Transaction transaction, ObjectNode json) {
        if (transaction.deferral().isEmpty()) {
            json.putNull("contexts");
            return;
        }
        Deferral deferral = transaction.deferral().get();
        json.putArray("contexts")
                .addObject()
                .put("deferralReason", deferral.reason().name())
                .put("maturityDate", deferral.maturity().toString())
                .put("contextType", "DeferredContext");
    }

    private static void items(Transaction transaction, ArrayNode json) {
        Map<String, List<SettlementRow>> byItem = new LinkedHashMap<>();
        transaction.rows().stream()
                .filter(row -> !row.subject().sku().isEmpty())
                .forEach(row -> byItem.computeIfAbsent(
                                row.subject().orderItemCode() + " "
                                        + row.subject().sku(),
                                _ -> new ArrayList<>())
                        .add(row));
        byItem.values().forEach(rows -> item(transaction, rows, json.addObject()));
    }

    private static void item(Transaction transaction, List<SettlementRow> rows, ObjectNode json) {
        SettlementRow.Subject subject = rows.getFirst().subject();
        String currency = transaction.marketplace().currency();
        Optional<CatalogueItem> product = product(transaction, subject);
        Breakdown breakdown = new Breakdown();
        boolean sale = !subject.orderItemCode().isEmpty();
        rows.forEach(row -> breakdown.add(sale ? LedgerWords.itemPath(row) : LedgerWords.path(row), row.cents()));
        product.ifPresent(each -> json.put("description", each.title()));
        json.set("totalAmount", amount(breakdown.cents(), currency));
        ArrayNode related = json.putArray("relatedIdentifiers");
        String adjustment = subject.adjustmentItemId().isEmpty() ? subject.orderItemCode() : subject.adjustmentItemId();
        if (!adjustment.isEmpty()) {
            related.addObject()
                    .put("itemRelatedIdentifierName", "ORDER_ADJUSTMENT_ITEM_ID")
                    .put("itemRelatedIdentifierValue", adjustment);
        }
        breakdown.write(json.putArray("breakdowns"), currency);
        ObjectNode context = json.putArray("contexts").addObject();
        product.ifPresent(each -> context.put("asin", each.asin()));
        units(rows).ifPresent(units -> context.put("quantityShipped", units));
        context.put("sku", subject.sku())
                .put("fulfillmentNetwork", subject.fulfilmentId())
                .put("contextType", "ProductContext");
    }

    private static Optional<CatalogueItem> product(Transaction transaction, SettlementRow.Subject subject) {
        return transaction.order().stream()
                .flatMap(order -> order.finalLines().stream())
                .filter(line -> line.itemId().equals(subject.orderItemCode()))
                .map(OrderLine::product)
                .findFirst()
                .or(() -> Catalogue.find(subject.sku()));
    }

    /// A shipment posted unit by unit repeats its rows; each set is worth its own quantity.
    private static Optional<Integer> units(List<SettlementRow> rows) {
        SettlementRow first = rows.getFirst();
        int units = rows.stream()
                .filter(row -> row.amountType().equals(first.amountType())
                        && row.amountDescription().equals(first.amountDescription()))
                .mapToInt(row -> row.subject().quantity())
                .sum();
        return units == 0 ? Optional.empty() : Optional.of(units);
    }
}
