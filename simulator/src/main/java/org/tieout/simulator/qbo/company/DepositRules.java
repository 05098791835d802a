package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.ledger.Entry;
import org.tieout.simulator.qbo.ledger.Posting;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Deposit: Dr bank with the total, Cr Undeposited Funds for each linked line, Cr the line's account for each
/// direct
/// line
/// (a negative line debits it). Source: Deposit reference; refusals of malformed linked lines as users report them.
final class DepositRules implements Rules {
    private static final Set<String> DOCUMENTED_LINE_ACCOUNTS = Set.of(
            "Income",
            "Other Income",
            "Expense",
            "Other Expense",
            "Cost of Goods Sold",
            "Other Current Asset",
            "Equity");
    private static final Set<String> LIABILITIES = Set.of("Other Current Liability", "Long Term Liability");

    private final Books books;

    DepositRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        if (!books.accountOf(data, "DepositToAccountRef").receivesMoney()) {
            throw Refusals.invalidAccountType("DepositToAccountRef");
        }
        List<ObjectNode> lines = Fields.lines(data);
        if (lines.isEmpty()) {
            throw Refusals.required("Line");
        }
        Set<DocumentKey> taken = new HashSet<>();
        BigDecimal total = BigDecimal.ZERO;
        for (ObjectNode line : lines) {
            if (linked(line)) {
                linkedLine(draft.key(), line, taken);
            } else {
                directLine(line);
            }
            total = total.add(Fields.amount(line, "Amount"));
        }
        total = Fields.cents(total.subtract(Fields.amount(data.path("CashBack"), "Amount")));
        if (total.signum() < 0) {
            throw Refusals.business("You cannot deposit a negative amount: " + total);
        }
        if (total.signum() == 0 && books.switches.refuseZeroDeposit()) {
            throw Refusals.business("You cannot make a deposit of 0.00");
        }
        data.put("TotalAmt", total);
    }

    private void linkedLine(DocumentKey own, ObjectNode line, Set<DocumentKey> taken) {
        if (line.has("DetailType") || line.has("DepositLineDetail")) {
            throw Refusals.required("Line.DepositLineDetail.AccountRef");
        }
        JsonNode link = line.path("LinkedTxn").path(0);
        if (line.path("LinkedTxn").size() != 1 || !link.has("TxnLineId")) {
            throw Refusals.business("Select a bank account for this deposit");
        }
        DocumentKey target = target(link);
        Stored stored = books.store
                .get(target)
                .orElseThrow(() -> Refusals.invalidReference(target.type().apiName(), target.id(), "TxnId"));
        if (stored.deleted()) {
            throw Refusals.notFound(target + " was deleted");
        }
        boolean elsewhere =
                books.links.deposit(target).map(deposit -> !deposit.equals(own)).orElse(false);
        if (elsewhere || !taken.add(target)) {
            throw Refusals.stale();
        }
        BigDecimal waiting = waiting(stored);
        if (waiting.signum() == 0) {
            throw Refusals.cannotBeLinked(target.id(), "It has no money in Undeposited Funds.");
        }
        if (waiting.compareTo(Fields.amount(line, "Amount")) != 0) {
            throw Refusals.business("A linked transaction is deposited whole: " + target + " is " + waiting);
        }
    }

    /// What the transaction put into Undeposited Funds, by its own entries.
    private BigDecimal waiting(Stored stored) {
        String funds = books.undepositedFunds().id();
        return books.ledger.entries(stored.key()).stream()
                .filter(entry -> entry.accountId().equals(funds))
                .map(Entry::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static DocumentKey target(JsonNode link) {
        String id = link.path("TxnId").asText();
        EntityType type = Linked.type(link.path("TxnType").asText())
                .filter(DepositRules::linkable)
                .orElseThrow(() -> Refusals.cannotBeLinked(id, "Its type cannot be deposited."));
        return new DocumentKey(type, id);
    }

    private static boolean linkable(EntityType type) {
        return switch (type) {
            case TRANSFER, PAYMENT, SALES_RECEIPT, REFUND_RECEIPT, JOURNAL_ENTRY -> true;
            default -> false;
        };
    }

    private void directLine(ObjectNode line) {
        if (!line.path("DetailType").asText().equals("DepositLineDetail")) {
            throw Refusals.business("Select a bank account for this deposit");
        }
        if (!line.path("DepositLineDetail").has("AccountRef")) {
            throw Refusals.required("Line.DepositLineDetail.AccountRef");
        }
        AccountView account = books.accountOf((ObjectNode) line.path("DepositLineDetail"), "AccountRef");
        boolean documented = DOCUMENTED_LINE_ACCOUNTS.contains(account.type()) && !account.undepositedFunds();
        boolean liability = LIABILITIES.contains(account.type()) && !books.switches.refuseLiabilityDepositLines();
        if (!documented && !liability) {
            throw Refusals.invalidAccountType("AccountRef");
        }
        entity(line.path("DepositLineDetail").path("Entity"));
    }

    private void entity(JsonNode entity) {
        if (entity.isMissingNode()) {
            return;
        }
        String id = entity.path("value").asText();
        switch (entity.path("type").asText("")) {
            case "VENDOR" -> books.require(EntityType.VENDOR, id, "Entity");
            case "CUSTOMER", "" -> books.require(EntityType.CUSTOMER, id, "Entity");
            default -> throw Refusals.invalidReference("Names", id, "Entity");
        }
    }

    private static boolean linked(ObjectNode line) {
        return !line.path("LinkedTxn").isEmpty();
    }

    @Override
    public List<Entry> entries(Stored stored) {
        ObjectNode data = stored.data();
        Posting posting = new Posting(stored.key(), Fields.date(data));
        posting.debit(books.accountOf(data, "DepositToAccountRef").id(), Fields.amount(data, "TotalAmt"), "deposit");
        if (data.path("CashBack") instanceof ObjectNode cash) {
            posting.debit(books.accountOf(cash, "AccountRef").id(), Fields.amount(cash, "Amount"), "cash back");
        }
        for (ObjectNode line : Fields.lines(data)) {
            String account = linked(line)
                    ? books.undepositedFunds().id()
                    : Fields.ref(line.path("DepositLineDetail"), "AccountRef").orElseThrow();
            posting.credit(
                    account,
                    Fields.amount(line, "Amount"),
                    line.path("Description").asText(""));
        }
        return posting.entries();
    }

    @Override
    public List<Link> links(Stored stored) {
        return Fields.lines(stored.data()).stream()
                .filter(DepositRules::linked)
                .map(line ->
                        new Link(stored.key(), target(line.path("LinkedTxn").path(0)), Fields.amount(line, "Amount")))
                .toList();
    }

    @Override
    public void render(ObjectNode out, Stored stored) {
        out.set("CurrencyRef", Json.object().put("value", "USD").put("name", "United States Dollar"));
    }
}
