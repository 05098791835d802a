package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.Money;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.Sale;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.ItemOutcome;

/// Reads what Business Central holds of a deal: whether it is what was sold, and how it stands. Pure.
final class DealReading {
    private static final Set<String> GONE = Set.of("Canceled", "Corrective");

    /// Whose document it is.
    record Origin(
            String connection,
            String flow,
            String sourceConnection,
            String sourceId,
            String postingId,
            DocumentKind kind) {
        static Origin of(PostingCommand command) {
            return new Origin(
                    command.getTargetConnection(),
                    command.getFlow(),
                    command.getSourceConnection(),
                    command.getSourceId(),
                    command.getPostingId(),
                    command.getDocument().getKind());
        }

        static Origin of(PostingState state) {
            return new Origin(
                    state.getTargetConnection(),
                    state.getFlow(),
                    state.getSourceConnection(),
                    state.getSourceId(),
                    state.getPostingId(),
                    state.getKind());
        }
    }

    private final Company company;

    DealReading(Company company) {
        this.company = company;
    }

    /// What differs between a document and its command, to the cent: customer, currency, net, and where the flow wants
    /// it tax and total. The posting date is for the company's own people to choose. Empty when nothing differs.
    Optional<String> difference(JsonNode json, PostingCommand command) {
        Document document = command.getDocument();
        Sale sale = DealLook.sale(command);
        List<String> differences = new ArrayList<>();
        String customer = json.path("customerNumber").asText();
        if (!customer.equalsIgnoreCase(sale.getCustomerNumber())) {
            differences.add("its customer is " + customer + ", commanded was " + sale.getCustomerNumber());
        }
        if (!currency(json).equalsIgnoreCase(document.getCurrency())) {
            differences.add("its currency is " + currency(json) + ", commanded was " + document.getCurrency());
        }
        compare("net amount", json, "totalAmountExcludingTax", sale.getNet(), differences);
        if (sale.getComparesTax()) {
            compare("tax", json, "totalTaxAmount", sale.getTax(), differences);
            compare("total", json, "totalAmountIncludingTax", sale.getTotal(), differences);
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    private static void compare(String what, JsonNode json, String property, Money money, List<String> differences) {
        BigDecimal held = Json.number(json, property);
        BigDecimal commanded = money.getAmount();
        if (held.compareTo(commanded) != 0) {
            differences.add("its " + what + " is " + figure(held) + ", commanded was " + figure(commanded));
        }
    }

    private static String figure(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.setScale(Math.max(2, stripped.scale())).toPlainString();
    }

    String currency(JsonNode json) {
        return Json.text(json, "currencyCode").orElse(company.settings().localCurrency());
    }

    /// What is posted, compared with its command once more: one invoice, or those of an order that was invoiced in
    /// parts, which come to it together.
    ItemOutcome.Posted posted(List<JsonNode> invoices, PostingCommand command, boolean found) {
        ObjectNode together = invoices.getLast().deepCopy();
        for (String property : List.of("totalAmountExcludingTax", "totalTaxAmount", "totalAmountIncludingTax")) {
            together.put(
                    property,
                    invoices.stream()
                            .map(each -> Json.number(each, property))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        return new ItemOutcome.Posted(
                together.path("id").asText(),
                DealType.INVOICE.apiName(),
                Json.text(together, "number"),
                found,
                difference(together, command));
    }

    /// Whether invoices are one, or parts of one order.
    static boolean isOfOneOrder(List<JsonNode> invoices) {
        String order = invoices.getFirst().path("orderId").asText("");
        boolean named = !order.replace("0", "").replace("-", "").isEmpty();
        return invoices.size() == 1
                || (named
                        && invoices.stream()
                                .allMatch(each -> each.path("orderId").asText().equals(order)));
    }

    /// What stands and waits for approval.
    ItemOutcome.Drafted drafted(DealLook.Standing draft, PostingCommand command, Instant at) {
        return new ItemOutcome.Drafted(
                draft.json().path("id").asText(),
                draft.type().apiName(),
                Json.text(draft.json(), "number"),
                draft(draft, Origin.of(command), at));
    }

    /// An order or a draft as the company holds it.
    LedgerDocument draft(DealLook.Standing draft, Origin origin, Instant at) {
        JsonNode json = draft.json();
        return heading(origin, draft.type(), at)
                .setVendorId(json.path("id").asText())
                .setVendorNumber(Json.text(json, "number").orElse(null))
                .setStatus(LedgerStatus.DRAFT)
                .setTotal(Amounts.money(Json.number(json, "totalAmountIncludingTax"), currency(json)))
                .setVersion(Json.text(json, "@odata.etag").orElse(null))
                .build();
    }

    /// What a deal's posted invoices come to: more than one where an order was invoiced in parts. The last that counts
    /// gives number and date.
    LedgerDocument invoiced(List<JsonNode> invoices, Origin origin, Instant at) {
        List<JsonNode> counting =
                invoices.stream().filter(each -> !isGone(each)).toList();
        List<JsonNode> summed = counting.isEmpty() ? invoices : counting;
        JsonNode last = summed.getLast();
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal open = BigDecimal.ZERO;
        for (JsonNode each : summed) {
            total = total.add(Json.number(each, "totalAmountIncludingTax"));
            open = open.add(Json.number(each, "remainingAmount"));
        }
        return heading(origin, DealType.INVOICE, at)
                .setVendorId(last.path("id").asText())
                .setVendorNumber(Json.text(last, "number").orElse(null))
                .setStatus(counting.isEmpty() ? LedgerStatus.VOIDED : LedgerStatus.LIVE)
                .setDate(Dates.of(last, "postingDate").orElse(null))
                .setTotal(Amounts.money(total, currency(last)))
                .setOpen(Amounts.money(open, currency(last)))
                .setVersion(Json.text(last, "@odata.etag").orElse(null))
                .build();
    }

    /// What is not there any more.
    LedgerDocument deleted(PostingState state, DealType type, Instant at) {
        return heading(Origin.of(state), type, at)
                .setVendorId(state.getVendorId() == null ? "" : state.getVendorId())
                .setVendorNumber(state.getVendorNumber())
                .setStatus(LedgerStatus.DELETED)
                .setTotal(Amounts.money(BigDecimal.ZERO, company.settings().localCurrency()))
                .build();
    }

    static boolean isGone(JsonNode invoice) {
        return GONE.contains(invoice.path("status").asText());
    }

    private static LedgerDocument.Builder heading(Origin origin, DealType type, Instant at) {
        return LedgerDocument.newBuilder()
                .setConnection(origin.connection())
                .setFlow(origin.flow())
                .setSourceConnection(origin.sourceConnection())
                .setSourceId(origin.sourceId())
                .setPostingId(origin.postingId())
                .setKind(origin.kind())
                .setVendorType(type.apiName())
                .setReadAt(at);
    }
}
