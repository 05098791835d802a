package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.tieout.simulator.qbo.ledger.Entry;
import org.tieout.simulator.qbo.ledger.Posting;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Purchase: Dr each line's account, Cr the bank or card; a card credit the other way round. Source: Purchase
/// reference.
final class PurchaseRules implements Rules {
    private final Books books;

    PurchaseRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        boolean card = data.path("PaymentType").asText().equals("CreditCard");
        if (!books.accountOf(data, "AccountRef").type().equals(card ? "Credit Card" : "Bank")) {
            throw Refusals.invalidAccountType("AccountRef");
        }
        if (Fields.flag(data, "Credit") && !card) {
            throw Refusals.business("Only a credit card purchase can be a credit");
        }
        data.put("Credit", Fields.flag(data, "Credit"));
        Fields.ref(data, "EntityRef").ifPresent(id -> books.require(entityType(data), id, "EntityRef"));
        List<ObjectNode> lines = Fields.lines(data);
        if (lines.isEmpty()) {
            throw Refusals.required("Line");
        }
        BigDecimal total = BigDecimal.ZERO;
        for (ObjectNode line : lines) {
            if (!line.path("AccountBasedExpenseLineDetail").isObject()) {
                throw Refusals.required("Line.AccountBasedExpenseLineDetail");
            }
            total = total.add(Fields.amount(line, "Amount"));
        }
        if (total.signum() < 0) {
            throw Refusals.business("The transaction amount must be zero or more");
        }
        data.put("TotalAmt", Fields.cents(total));
    }

    private static EntityType entityType(ObjectNode data) {
        return data.path("EntityRef").path("type").asText("").equals("Customer")
                ? EntityType.CUSTOMER
                : EntityType.VENDOR;
    }

    @Override
    public List<Entry> entries(Stored stored) {
        ObjectNode data = stored.data();
        BigDecimal sign = Fields.flag(data, "Credit") ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        Posting posting = new Posting(stored.key(), Fields.date(data));
        posting.credit(
                books.accountOf(data, "AccountRef").id(),
                Fields.amount(data, "TotalAmt").multiply(sign),
                "purchase");
        for (ObjectNode line : Fields.lines(data)) {
            posting.debit(
                    Fields.ref(line.path("AccountBasedExpenseLineDetail"), "AccountRef")
                            .orElseThrow(),
                    Fields.amount(line, "Amount").multiply(sign),
                    line.path("Description").asText(""));
        }
        return posting.entries();
    }
}
