package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.Rules;
import org.tieout.simulator.bc.ledger.Account;
import org.tieout.simulator.bc.ledger.AccountRules;
import org.tieout.simulator.bc.ledger.DefaultDimension;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.ledger.LedgerRefusal;
import org.tieout.simulator.bc.ledger.Masters;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// How a journal line comes to be and changes: what a new line takes from its batch and from the line before it,
/// and what naming an account brings with it (AL `Gen. Journal Line`). Not thread-safe: the company guards it.
final class Lines {
    private final Books books;
    private final Masters masters;
    private final Batches batches;

    Lines(Books books, Batches batches) {
        this.books = books;
        this.masters = books.masters();
        this.batches = batches;
    }

    /// The batch a line is written to: its parent, or the one its body names.
    Entity batchFor(Optional<Entity> parent, ObjectNode values) {
        Optional<UUID> named = References.guid(values.path("journalId").asText(""));
        if (parent.isPresent()) {
            if (named.isPresent() && !named.get().equals(parent.get().id())) {
                throw Refusals.rule("The Journal Id and Journal Display Name do not match.");
            }
            return parent.get();
        }
        return named.flatMap(batches::batch).orElseThrow(Lines::noJournal);
    }

    static Refusal noJournal() {
        return Refusals.rule("You must specify a journal batch ID or a journal ID to get a journal line.");
    }

    /// A new line as it stands before its first field is set.
    ObjectNode initial(Entity batch, DocumentType type, AccountKind kind) {
        List<Entity> lines = batches.linesOf(batch);
        ObjectNode data = Json.object()
                .put("journalId", batch.id().toString())
                .put("documentType", type.wireName())
                .put("accountType", kind.wireName())
                .put("accountNumber", "")
                .put("balanceAccountType", AccountKind.GENERAL.wireName())
                .put("balancingAccountNumber", batch.text("balancingAccountNumber"))
                .put("postingDate", books.today().toString())
                .put("documentNumber", "");
        if (!lines.isEmpty()) {
            Entity last = lines.getLast();
            data.put("postingDate", last.text("postingDate")).put("documentNumber", last.text("documentNumber"));
        }
        data.put("lineNumber", lines.isEmpty() ? 10_000 : Batches.lineNumber(lines.getLast()) + 10_000);
        return data;
    }

    /// Stores a line that is complete.
    Entity create(Entity batch, ObjectNode data) {
        requireFreeNumber(batch, data, Optional.empty());
        return books.create(Batches.LINES, Optional.of(batch.id()), data);
    }

    /// Stores a changed line.
    Entity update(Entity line, ObjectNode data) {
        Entity batch = batches.batch(line.parent().orElseThrow()).orElseThrow();
        requireFreeNumber(batch, data, Optional.of(line.id()));
        return books.update(Batches.LINES, line, data);
    }

    private void requireFreeNumber(Entity batch, ObjectNode data, Optional<UUID> self) {
        int number = data.path("lineNumber").asInt();
        boolean taken = batches.linesOf(batch).stream()
                .anyMatch(other -> Batches.lineNumber(other) == number && !self.equals(Optional.of(other.id())));
        if (taken) {
            throw Batches.duplicate(
                    books,
                    "Gen. Journal Line",
                    "Journal Template Name='" + batch.text("templateDisplayName") + "',Journal Batch Name='"
                            + batch.text("code") + "',Line No.='" + number + "'");
        }
    }

    /// Names the account and takes its name and default dimensions along.
    void account(ObjectNode data, Entity account, AccountKind kind) {
        String number = account.text("number");
        require(kind, number, data);
        data.put("accountNumber", number).put("description", account.text("displayName"));
        dimensions(data);
    }

    /// Names the balancing account.
    void balancing(ObjectNode data, AccountKind kind, String number) {
        if (!number.isEmpty()) {
            require(kind, number, data);
        }
        data.put("balancingAccountNumber", number);
        dimensions(data);
    }

    private void require(AccountKind kind, String number, ObjectNode data) {
        DocumentType type = data.path("documentType").asText().equals(DocumentType.PAYMENT.wireName())
                ? DocumentType.PAYMENT
                : DocumentType.BLANK;
        Optional<LedgerRefusal> objection = kind.account(number)
                .flatMap(account -> new AccountRules(masters).objection(account, type, "create", true));
        if (objection.isPresent()) {
            throw Rules.refusal(objection.get());
        }
    }

    private void dimensions(ObjectNode data) {
        Map<String, String> values = new TreeMap<>();
        defaults(data, "balanceAccountType", "balancingAccountNumber")
                .forEach(each -> values.put(each.dimension(), each.value()));
        defaults(data, "accountType", "accountNumber").forEach(each -> values.put(each.dimension(), each.value()));
        values.values().removeIf(String::isEmpty);
        References.dimensions(data, values);
    }

    private List<DefaultDimension> defaults(ObjectNode data, String type, String number) {
        return AccountKind.of(data.path(type).asText())
                .flatMap(kind -> kind.account(data.path(number).asText()))
                .map(this::defaults)
                .orElse(List.of());
    }

    private List<DefaultDimension> defaults(Account account) {
        return switch (account) {
            case Account.General(String number) ->
                masters.account(number).map(Masters.AccountCard::dimensions).orElse(List.of());
            case Account.Customer(String number) ->
                masters.customer(number).map(Masters.CustomerCard::dimensions).orElse(List.of());
            case Account.Bank(String number) ->
                masters.bankAccount(number).map(Masters.BankCard::dimensions).orElse(List.of());
        };
    }

    /// An account by number, in the set of its kind.
    Optional<Entity> account(AccountKind kind, String number) {
        return kind.set().isEmpty() ? Optional.empty() : books.first(kind.set(), "number", number);
    }

    /// An account by id, in the set of its kind.
    Optional<Entity> account(AccountKind kind, UUID id) {
        return kind.set().isEmpty() ? Optional.empty() : books.table(kind.set()).get(id);
    }

    /// An amount as the ledger takes it: rounded to the cents of the local currency.
    static void amount(ObjectNode data, BigDecimal value) {
        data.put("amount", value.setScale(2, RoundingMode.HALF_UP));
    }
}
