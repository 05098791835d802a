package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.ledger.Entry;
import org.tieout.simulator.qbo.ledger.Posting;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Payment: Dr where the money goes (Undeposited Funds unless said), Cr receivables. Its lines settle invoices and
/// consume
/// credits of one customer; what is left is unapplied. Source: Payment reference and "Manage linked transactions".
final class PaymentRules implements Rules {
    private final Books books;

    PaymentRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        BigDecimal total = Fields.cents(Fields.amount(data, "TotalAmt"));
        if (total.signum() < 0) {
            throw Refusals.business("The payment amount must be zero or more");
        }
        data.put("TotalAmt", total);
        if (!data.has("DepositToAccountRef")) {
            AccountView funds = books.undepositedFunds();
            data.set(
                    "DepositToAccountRef",
                    Json.object().put("value", funds.id()).put("name", funds.name()));
        }
        if (!books.accountOf(data, "DepositToAccountRef").receivesMoney()) {
            throw Refusals.invalidAccountType("DepositToAccountRef");
        }
        checkApplications(draft, total);
    }

    private void checkApplications(Draft draft, BigDecimal total) {
        BigDecimal invoices = BigDecimal.ZERO;
        BigDecimal credits = BigDecimal.ZERO;
        Map<DocumentKey, BigDecimal> applied = new HashMap<>();
        for (ObjectNode line : Fields.lines(draft.data())) {
            DocumentKey target = target(line);
            BigDecimal amount = Fields.amount(line, "Amount");
            if (amount.signum() < 0) {
                throw Refusals.negativeAmount(amount.toPlainString());
            }
            BigDecimal sum = applied.merge(target, amount, BigDecimal::add);
            if (sum.compareTo(open(draft, target)) > 0) {
                throw Refusals.business("The amount applied to " + target + " is more than its open balance");
            }
            if (target.type() == EntityType.INVOICE) {
                invoices = invoices.add(amount);
            } else {
                credits = credits.add(amount);
            }
        }
        if (invoices.subtract(credits).compareTo(total) > 0) {
            throw Refusals.business("The amounts applied are more than the payment and the credits");
        }
        if (credits.compareTo(invoices) > 0) {
            throw Refusals.business("The credits applied are more than the invoices");
        }
    }

    private BigDecimal open(Draft draft, DocumentKey target) {
        Stored stored = books.store
                .get(target)
                .orElseThrow(() -> Refusals.invalidReference(target.type().apiName(), target.id(), "TxnId"));
        if (stored.deleted()) {
            throw Refusals.notFound(target + " was deleted");
        }
        String customer = Fields.ref(draft.data(), "CustomerRef").orElse("");
        BigDecimal whole = whole(stored, customer);
        return whole.subtract(books.links.applied(target, Optional.of(draft.key())));
    }

    private BigDecimal whole(Stored target, String customer) {
        if (target.key().type() == EntityType.JOURNAL_ENTRY) {
            return receivableCredit(target, customer);
        }
        if (!Fields.ref(target.data(), "CustomerRef").equals(Optional.of(customer))) {
            throw Refusals.cannotBeLinked(target.key().id(), "It belongs to another customer.");
        }
        return Fields.amount(target.data(), "TotalAmt");
    }

    private BigDecimal receivableCredit(Stored journal, String customer) {
        String receivables = books.receivables().id();
        BigDecimal credit = Fields.lines(journal.data()).stream()
                .filter(line -> credits(line.path("JournalEntryLineDetail"), receivables, customer))
                .map(line -> Fields.amount(line, "Amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (credit.signum() == 0) {
            throw Refusals.cannotBeLinked(journal.key().id(), "It has no credit for this customer.");
        }
        return credit;
    }

    private static boolean credits(JsonNode detail, String account, String customer) {
        return detail.path("PostingType").asText().equals("Credit")
                && Fields.ref(detail, "AccountRef").equals(Optional.of(account))
                && Fields.ref(detail.path("Entity"), "EntityRef").equals(Optional.of(customer));
    }

    private static DocumentKey target(ObjectNode line) {
        JsonNode linked = line.path("LinkedTxn");
        String id = linked.path(0).path("TxnId").asText();
        if (linked.size() != 1) {
            throw Refusals.cannotBeLinked(id, "A line links exactly one transaction.");
        }
        EntityType type = Linked.type(linked.path(0).path("TxnType").asText())
                .filter(PaymentRules::linkable)
                .orElseThrow(() -> Refusals.cannotBeLinked(id, "Its type cannot be linked to a payment."));
        return new DocumentKey(type, id);
    }

    private static boolean linkable(EntityType type) {
        return type == EntityType.INVOICE || type == EntityType.CREDIT_MEMO || type == EntityType.JOURNAL_ENTRY;
    }

    @Override
    public List<Entry> entries(Stored stored) {
        BigDecimal total = Fields.amount(stored.data(), "TotalAmt");
        return new Posting(stored.key(), Fields.date(stored.data()))
                .debit(books.accountOf(stored.data(), "DepositToAccountRef").id(), total, "payment")
                .credit(books.receivables().id(), total, "payment")
                .entries();
    }

    @Override
    public List<Link> links(Stored stored) {
        return Fields.lines(stored.data()).stream()
                .map(line -> new Link(stored.key(), target(line), Fields.amount(line, "Amount")))
                .toList();
    }

    @Override
    public void render(ObjectNode out, Stored stored) {
        BigDecimal used = BigDecimal.ZERO;
        for (Link link : links(stored)) {
            used = link.target().type() == EntityType.INVOICE ? used.add(link.amount()) : used.subtract(link.amount());
        }
        out.put("UnappliedAmt", Fields.amount(stored.data(), "TotalAmt").subtract(used));
        out.put("ProcessPayment", false);
        out.set("LinkedTxn", Linked.to(books, stored.key()));
        out.set("CurrencyRef", Json.object().put("value", "USD").put("name", "United States Dollar"));
        Fields.lines(out).forEach(this::extend);
    }

    /// Reads carry an extension block that writes refuse; whoever echoes a read is found out.
    private void extend(ObjectNode line) {
        DocumentKey target = target(line);
        String number = books.store
                .get(target)
                .flatMap(stored -> Fields.text(stored.data(), "DocNumber"))
                .orElse("");
        ObjectNode extension = Json.object();
        extension.putArray("any").add(pair("txnId", target.id())).add(pair("txnReferenceNumber", number));
        line.set("LineEx", extension);
    }

    private static ObjectNode pair(String name, String value) {
        ObjectNode pair = Json.object().put("name", "{http://schema.intuit.com/finance/v3}NameValue");
        pair.set("value", Json.object().put("Name", name).put("Value", value));
        return pair;
    }
}
