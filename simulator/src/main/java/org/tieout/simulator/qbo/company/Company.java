package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.ledger.Entry;
import org.tieout.simulator.qbo.query.Query;
import org.tieout.simulator.qbo.refusal.Refusal;
import org.tieout.simulator.qbo.schema.EntityType;
import org.tieout.simulator.qbo.schema.EntityType.Family;

/// One QuickBooks company. Three kinds of callers: the API face (create … changes), a human in the company's user
/// interface
/// (`human…`, `inactivate`, `closeBooks`), and checkers who want the truth (`balances`, `documents`). Every
/// method is
/// atomic;
/// a refusal leaves no trace. Thread-safe.
public final class Company {
    private final String realm;
    private final Books books;
    private final Writer writer;
    private final Reader reader;

    /// A company on its first day.
    public Company(String realm, SimulatorClock clock, Switches switches) {
        this.realm = realm;
        books = new Books(clock, switches);
        RuleBook rules = new RuleBook(books);
        writer = new Writer(books, rules);
        reader = new Reader(books, rules);
        Founding.of(books, writer, realm);
    }

    /// The company's id.
    public String realm() {
        return realm;
    }

    // --- the API ---

    /// Creates, and returns the stored object as the API writes it.
    ///
    /// @throws Refusal what the vendor refuses, here and below
    public synchronized ObjectNode create(EntityType type, JsonNode body, Set<String> include) {
        return reader.render(writer.create(type, body, include));
    }

    /// Updates in full, or sparsely where the body says so.
    public synchronized ObjectNode update(EntityType type, JsonNode body, Set<String> include) {
        return reader.render(writer.update(type, body, include));
    }

    /// Deletes a transaction.
    public synchronized ObjectNode delete(EntityType type, JsonNode body) {
        Stored gone = writer.delete(type, body);
        return Json.object()
                .put("status", "Deleted")
                .put("domain", "QBO")
                .put("Id", gone.key().id());
    }

    /// Voids a transaction.
    public synchronized ObjectNode voidDocument(EntityType type, JsonNode body) {
        return reader.render(writer.voidDocument(type, body));
    }

    /// Reads by id.
    public synchronized ObjectNode read(EntityType type, String id) {
        return reader.read(type, id);
    }

    /// The `QueryResponse` of a query.
    public synchronized ObjectNode query(Query query) {
        return reader.query(query);
    }

    /// The `QueryResponse` of one entity in a CDC answer.
    public synchronized ObjectNode changes(EntityType type, Instant since) {
        return reader.changes(type, since);
    }

    // --- a human in the user interface ---

    /// Edits a document sparsely, whatever its version.
    public synchronized ObjectNode humanEdit(EntityType type, String id, JsonNode changes) {
        ObjectNode body = versioned(type, id).put("sparse", true);
        changes.properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        return reader.render(writer.update(type, body, Set.of()));
    }

    /// Voids a document.
    public synchronized void humanVoid(EntityType type, String id) {
        writer.voidDocument(type, versioned(type, id));
    }

    /// Deletes a document.
    public synchronized void humanDelete(EntityType type, String id) {
        writer.delete(type, versioned(type, id));
    }

    /// Makes a list entry (account, item, customer …) inactive.
    public synchronized void inactivate(EntityType type, String id) {
        humanEdit(type, id, Json.object().put("Active", false));
    }

    /// Makes a list entry active again.
    public synchronized void reactivate(EntityType type, String id) {
        humanEdit(type, id, Json.object().put("Active", true));
    }

    /// Closes the books up to and including this date; empty opens them again.
    public synchronized void closeBooks(Optional<LocalDate> date) {
        ObjectNode preference = Json.object();
        date.ifPresentOrElse(
                closed -> preference.put("BookCloseDate", closed.toString()),
                () -> preference.putNull("BookCloseDate"));
        humanEdit(EntityType.PREFERENCES, "1", Json.object().set("AccountingInfoPrefs", preference));
    }

    /// Switches the user's own document numbers on or off.
    public synchronized void customTransactionNumbers(boolean on) {
        ObjectNode preference = Json.object().put("CustomTxnNumbers", on);
        humanEdit(EntityType.PREFERENCES, "1", Json.object().set("SalesFormsPrefs", preference));
    }

    /// Matches a document with a line of the bank feed.
    public synchronized void matchWithBankFeed(EntityType type, String id) {
        books.matched.add(new DocumentKey(type, id));
    }

    /// Damages a record so that every page holding it fails with 4002.
    public synchronized void makeUnreadable(EntityType type, String id) {
        books.unreadable.add(new DocumentKey(type, id));
    }

    /// Changes what cannot be read through the API.
    public synchronized void change(UnaryOperator<Switches> change) {
        books.switches = change.apply(books.switches);
    }

    /// The present switches.
    public synchronized Switches switches() {
        return books.switches;
    }

    private ObjectNode versioned(EntityType type, String id) {
        long version = books.store
                .get(new DocumentKey(type, id))
                .map(Stored::syncToken)
                .orElseThrow(() -> new NoSuchElementException("no " + type.apiName() + " " + id));
        return Json.object().put("Id", id).put("SyncToken", String.valueOf(version));
    }

    // --- the truth ---

    /// The trial balance: every account, debit positive.
    public synchronized List<AccountBalance> balances() {
        return books.store.all(EntityType.ACCOUNT).stream()
                .map(account -> new AccountBalance(
                        account.key().id(),
                        account.data().path("AcctNum").asText(""),
                        account.data().path("Name").asText(),
                        account.data().path("AccountType").asText(),
                        books.ledger.balance(account.key().id())))
                .toList();
    }

    /// The balance of the account with this number, debit positive.
    ///
    /// @throws NoSuchElementException if no account has the number
    public synchronized BigDecimal balance(String accountNumber) {
        return balances().stream()
                .filter(line -> line.number().equals(accountNumber))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no account " + accountNumber))
                .balance();
    }

    /// The ledger entries of the account with this number.
    public synchronized List<Entry> accountEntries(String accountNumber) {
        return books.ledger.accountEntries(accountId(accountNumber));
    }

    /// The API's id of the account with this number.
    ///
    /// @throws NoSuchElementException if no account has the number
    public synchronized String accountId(String accountNumber) {
        return balances().stream()
                .filter(line -> line.number().equals(accountNumber))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no account " + accountNumber))
                .id();
    }

    /// The sum over all accounts: zero.
    public synchronized BigDecimal trialBalance() {
        return books.ledger.trialBalance();
    }

    /// Every transaction there ever was, deleted ones included, by type in order of creation.
    public synchronized List<Document> documents() {
        return Arrays.stream(EntityType.values())
                .filter(type -> type.family() == Family.TRANSACTION)
                .flatMap(type -> documents(type).stream())
                .toList();
    }

    /// Every object of a type, deleted ones included.
    public synchronized List<Document> documents(EntityType type) {
        return books.store.all(type).stream().map(this::document).toList();
    }

    /// One document, if it ever was.
    public synchronized Optional<Document> document(EntityType type, String id) {
        return books.store.get(new DocumentKey(type, id)).map(this::document);
    }

    private Document document(Stored stored) {
        ObjectNode body = reader.render(stored);
        ObjectNode data = stored.data();
        return new Document(
                stored.key(),
                stored.life().name().toLowerCase(Locale.ROOT),
                stored.syncToken(),
                Fields.text(data, "DocNumber"),
                Fields.text(data, "TxnDate"),
                Fields.text(data, "PaymentRefNum"),
                Fields.text(data, "PrivateNote"),
                Fields.ref(data, "CustomerRef"),
                Fields.amount(data, stored.key().type() == EntityType.TRANSFER ? "Amount" : "TotalAmt"),
                open(stored.key().type(), body),
                body,
                books.links.from(stored.key()),
                books.ledger.entries(stored.key()));
    }

    private static Optional<BigDecimal> open(EntityType type, ObjectNode body) {
        return switch (type) {
            case INVOICE -> Optional.of(Fields.amount(body, "Balance"));
            case CREDIT_MEMO -> Optional.of(Fields.amount(body, "RemainingCredit"));
            case PAYMENT -> Optional.of(Fields.amount(body, "UnappliedAmt"));
            default -> Optional.empty();
        };
    }
}
