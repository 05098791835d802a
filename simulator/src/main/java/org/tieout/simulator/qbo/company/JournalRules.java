package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.tieout.simulator.qbo.ledger.Entry;
import org.tieout.simulator.qbo.ledger.Posting;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// JournalEntry: posts what its lines say, once they balance. Source: JournalEntry reference.
final class JournalRules implements Rules {
    private static final int MIN_LINES = 2;

    private final Books books;

    JournalRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        List<ObjectNode> lines = detailLines(draft.data());
        if (Fields.lines(draft.data()).isEmpty()) {
            throw Refusals.linesMissing();
        }
        if (lines.size() < MIN_LINES) {
            throw Refusals.business("Fill out at least two detail lines");
        }
        BigDecimal debits = BigDecimal.ZERO;
        BigDecimal credits = BigDecimal.ZERO;
        for (ObjectNode line : lines) {
            check(line);
            if (isDebit(line)) {
                debits = debits.add(Fields.amount(line, "Amount"));
            } else {
                credits = credits.add(Fields.amount(line, "Amount"));
            }
        }
        if (debits.compareTo(credits) != 0) {
            throw Refusals.unbalanced(debits.toPlainString(), credits.toPlainString());
        }
        draft.data().put("TotalAmt", BigDecimal.ZERO);
    }

    private void check(ObjectNode line) {
        JsonNode detail = line.path("JournalEntryLineDetail");
        if (!detail.isObject()) {
            throw Refusals.required("Line.JournalEntryLineDetail");
        }
        if (!detail.has("PostingType")) {
            throw Refusals.postingTypeMissing();
        }
        BigDecimal amount = Fields.amount(line, "Amount");
        if (amount.signum() < 0) {
            throw Refusals.negativeAmount(amount.toPlainString());
        }
        checkName(detail);
    }

    private void checkName(JsonNode detail) {
        String type = detail.path("Entity").path("Type").asText();
        String id = Fields.ref(detail.path("Entity"), "EntityRef").orElse("");
        if (!id.isEmpty()) {
            books.require(type.equals("Vendor") ? EntityType.VENDOR : EntityType.CUSTOMER, id, "EntityRef");
        }
        String accountType = books.accountOf((ObjectNode) detail, "AccountRef").type();
        if (accountType.equals("Accounts Receivable") && (id.isEmpty() || !type.equals("Customer"))) {
            throw Refusals.business("When you use Accounts Receivable, you must choose a customer in the Name field");
        }
        if (accountType.equals("Accounts Payable") && (id.isEmpty() || !type.equals("Vendor"))) {
            throw Refusals.business("When you use Accounts Payable, you must choose a vendor in the Name field");
        }
    }

    @Override
    public List<Entry> entries(Stored stored) {
        Posting posting = new Posting(stored.key(), Fields.date(stored.data()));
        for (ObjectNode line : detailLines(stored.data())) {
            String account = Fields.ref(line.path("JournalEntryLineDetail"), "AccountRef")
                    .orElseThrow();
            BigDecimal amount = Fields.amount(line, "Amount");
            posting.debit(
                    account,
                    isDebit(line) ? amount : amount.negate(),
                    line.path("Description").asText(""));
        }
        return posting.entries();
    }

    private static List<ObjectNode> detailLines(ObjectNode data) {
        return Fields.lines(data).stream()
                .filter(line -> line.path("DetailType").asText().equals("JournalEntryLineDetail"))
                .toList();
    }

    private static boolean isDebit(ObjectNode line) {
        return line.path("JournalEntryLineDetail").path("PostingType").asText().equals("Debit");
    }

    @Override
    public void render(ObjectNode out, Stored stored) {
        out.set("LinkedTxn", Linked.to(books, stored.key()));
    }
}
