package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.ledger.Entry;
import org.tieout.simulator.qbo.ledger.Posting;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Invoice (Dr receivables, Cr income of each item), CreditMemo (the reverse), SalesReceipt (Dr where the
/// money goes)
/// and
/// RefundReceipt (Cr where the money leaves).
final class SalesRules implements Rules {
    private final Books books;
    private final SalesLines lines;
    private final SalesTax tax;

    SalesRules(Books books) {
        this.books = books;
        this.lines = new SalesLines(books);
        this.tax = new SalesTax(books);
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        if (data.has("DepositToAccountRef")
                && !books.accountOf(data, "DepositToAccountRef").receivesMoney()) {
            throw Refusals.invalidAccountType("DepositToAccountRef");
        }
        SalesLines.Sums sums = lines.complete(data);
        BigDecimal taxAmount = tax.complete(draft, sums.taxable());
        BigDecimal total = Fields.cents(sums.net().add(taxAmount));
        if (total.signum() < 0) {
            throw Refusals.business("The transaction amount must be zero or more");
        }
        data.put("TotalAmt", total);
        if (draft.key().type() == EntityType.SALES_RECEIPT && !data.has("DepositToAccountRef")) {
            AccountView funds = books.undepositedFunds();
            data.set(
                    "DepositToAccountRef",
                    Json.object().put("value", funds.id()).put("name", funds.name()));
        }
        if (draft.key().type() == EntityType.INVOICE && !data.has("DueDate")) {
            data.put("DueDate", Fields.date(data).plusDays(30).toString());
        }
        keepApplied(draft, total);
    }

    private void keepApplied(Draft draft, BigDecimal total) {
        BigDecimal applied = books.links.applied(draft.key(), Optional.empty());
        if (applied.signum() == 0) {
            return;
        }
        Optional<String> before = draft.before().flatMap(stored -> Fields.ref(stored.data(), "CustomerRef"));
        if (total.compareTo(applied) < 0 || !before.equals(Fields.ref(draft.data(), "CustomerRef"))) {
            throw Refusals.business("Payments of " + applied + " are applied to this transaction");
        }
    }

    @Override
    public List<Entry> entries(Stored stored) {
        ObjectNode data = stored.data();
        LocalDate date = Fields.date(data);
        BigDecimal sign = creditsCustomer(stored.key()) ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        Posting posting = new Posting(stored.key(), date);
        posting.debit(settlementAccount(stored), Fields.amount(data, "TotalAmt").multiply(sign), "total");
        for (ObjectNode line : Fields.lines(data)) {
            posting.credit(
                    account(line),
                    amount(line).multiply(sign),
                    line.path("Description").asText(""));
        }
        BigDecimal taxAmount = Fields.amount(data.path("TxnTaxDetail"), "TotalTax");
        if (taxAmount.signum() != 0) {
            posting.credit(books.salesTaxPayable().id(), taxAmount.multiply(sign), "sales tax");
        }
        return posting.entries();
    }

    private static BigDecimal amount(ObjectNode line) {
        return SalesLines.detailType(line).equals("DiscountLineDetail")
                ? Fields.amount(line, "Amount").negate()
                : SalesLines.posted(line);
    }

    private String account(ObjectNode line) {
        if (SalesLines.detailType(line).equals("DiscountLineDetail")) {
            return Fields.ref(line.path("DiscountLineDetail"), "DiscountAccountRef")
                    .orElseGet(() -> books.discounts().id());
        }
        return Fields.ref(line.path("SalesItemLineDetail"), "ItemRef")
                .flatMap(item -> books.store.get(new DocumentKey(EntityType.ITEM, item)))
                .flatMap(item -> Fields.ref(item.data(), "IncomeAccountRef"))
                .orElse("");
    }

    private String settlementAccount(Stored stored) {
        return switch (stored.key().type()) {
            case INVOICE, CREDIT_MEMO -> books.receivables().id();
            default -> books.accountOf(stored.data(), "DepositToAccountRef").id();
        };
    }

    private static boolean creditsCustomer(DocumentKey key) {
        return key.type() == EntityType.CREDIT_MEMO || key.type() == EntityType.REFUND_RECEIPT;
    }

    @Override
    public void render(ObjectNode out, Stored stored) {
        BigDecimal total = Fields.amount(stored.data(), "TotalAmt");
        BigDecimal open = total.subtract(books.links.applied(stored.key(), Optional.empty()));
        switch (stored.key().type()) {
            case INVOICE -> out.put("Balance", open);
            case CREDIT_MEMO -> out.put("Balance", open).put("RemainingCredit", open);
            default -> out.put("Balance", BigDecimal.ZERO);
        }
        out.put("ApplyTaxAfterDiscount", false);
        out.put("PrintStatus", out.path("PrintStatus").asText("NeedToPrint"));
        out.put("EmailStatus", out.path("EmailStatus").asText("NotSet"));
        out.set("LinkedTxn", Linked.to(books, stored.key()));
        out.set("CurrencyRef", Json.object().put("value", "USD").put("name", "United States Dollar"));
        if (out.path("Line") instanceof ArrayNode array) {
            array.add(subtotal(array));
        }
    }

    private static ObjectNode subtotal(JsonNode array) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : array) {
            sum = sum.add(SalesLines.posted((ObjectNode) line));
        }
        ObjectNode line = Json.object().put("Amount", sum).put("DetailType", "SubTotalLineDetail");
        line.set("SubTotalLineDetail", Json.object());
        return line;
    }
}
