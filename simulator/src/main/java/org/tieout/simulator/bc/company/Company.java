package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tieout.simulator.bc.ledger.Account;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.ledger.Place;
import org.tieout.simulator.bc.ledger.PostingLine;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;
import org.tieout.simulator.state.Switches;

/// One company. Three kinds of callers: the API ([#atomically] around requests to the entity sets of [#books]), a
/// human in the client (`human…`), and checkers who want the truth. Every unit of work is atomic: a refusal leaves no
/// trace. Thread-safe; what [#books] returns is used inside [#atomically] only.
public final class Company {
    private static final String NAME = "CRONUS-SIM";

    private final UUID id;
    private final Books books;

    /// A company on its first day.
    public Company(SimulatorClock clock, Random random, Switches<Switch> switches) {
        books = new Books(clock, random, switches);
        id = books.newId();
        register();
        Founding.of(books);
    }

    private void register() {
        books.register(new Accounts(books));
        books.register(new BankAccounts(books));
        books.register(new Customers(books));
        books.register(new Items(books));
        books.register(new ItemVariants(books));
        books.register(new CodeSet(books, Types.UNIT_OF_MEASURE, "code"));
        books.register(new CodeSet(books, Types.PAYMENT_METHOD, "code"));
        books.register(new CodeSet(books, Types.SHIPMENT_METHOD, "code"));
        books.register(new StoredSet(books, Types.ACCOUNTING_PERIOD));
        books.register(new CodeSet(books, Types.PAYMENT_TERM, "code"));
        books.register(new CodeSet(books, Types.TAX_GROUP, "code"));
        books.register(new CodeSet(books, Types.TAX_AREA, "code"));
        books.register(new CodeSet(books, Types.CURRENCY, "code"));
        books.register(new StoredSet(books, Types.DIMENSION));
        books.register(new StoredSet(books, Types.DIMENSION_VALUE));
        books.register(new StoredSet(books, Types.COMPANY_INFORMATION));
        books.register(new LedgerSetup(books));
    }

    /// The company's id.
    public UUID id() {
        return id;
    }

    /// The company's name.
    public String name() {
        return NAME;
    }

    /// State and entity sets, to be used inside [#atomically].
    public Books books() {
        return books;
    }

    /// Runs a unit of work alone and undoes it where it throws.
    public synchronized <T> T atomically(Supplier<T> work) {
        return books.transaction().atomically(work);
    }

    /// Runs several units of work alone, as one session does; nothing is undone by itself. For `$batch`.
    public synchronized <T> T alone(Function<Books, T> work) {
        return work.apply(books);
    }

    // --- a human in the client ---

    /// Turns a switch.
    public synchronized void turn(Switch one, boolean on) {
        books.turn(one, on);
    }

    /// Opens these days for posting; empty for no bound.
    public void humanAllowsPosting(Optional<LocalDate> from, Optional<LocalDate> to) {
        setUp(setup -> setup.withPosting(from, to));
    }

    /// Takes the template away that gives new customers their posting groups, or puts it back.
    public void humanSetsCustomerTemplate(boolean there) {
        setUp(setup -> setup.withCustomerTemplate(there));
    }

    /// Makes external document numbers mandatory, or not.
    public void humanRequiresExternalNumbers(boolean required) {
        setUp(setup -> setup.withExternalNumberMandatory(required));
    }

    /// Permits the deletion of posted documents, or not.
    public void humanPermitsDeletion(boolean permitted) {
        setUp(setup -> setup.withDeletePosted(permitted));
    }

    /// Reports VAT instead of sales tax, or not.
    public void humanReportsVat(boolean vat) {
        setUp(setup -> setup.withVat(vat));
    }

    /// Lets an item not be sold below zero, or again.
    public void humanPreventsNegativeInventory(String item, boolean prevented) {
        change("items", item, data -> data.put(Books.NO_NEGATIVE_INVENTORY, prevented));
    }

    /// Counts the stock of an item.
    public void humanCountsInventory(String item, BigDecimal quantity) {
        change("items", item, data -> data.put("inventory", quantity));
    }

    /// Blocks an item, or unblocks it.
    public void humanBlocksItem(String number, boolean blocked) {
        change("items", number, data -> data.put("blocked", blocked));
    }

    /// Gives a customer prices that include tax, or not; the API does not show it.
    public void humanSetsPricesIncludeTax(String customer, boolean included) {
        change("customers", customer, data -> data.put(Books.PRICES_INCLUDE_TAX, included));
    }

    /// Receives money from a customer on an account, applied to one of the posted invoices.
    public synchronized void humanReceivesPayment(
            String customer, String invoice, BigDecimal amount, LocalDate date, String account) {
        atomically(() -> books.post(List.of(PostingLine.of(
                        Place.journalLine("CASHRCPT", "GENERAL", 10_000),
                        DocumentType.PAYMENT,
                        books.nextNumber("G-PMT", 5001),
                        date,
                        Account.customer(customer),
                        amount.negate())
                .balancedBy(Account.general(account))
                .applyingTo(DocumentType.INVOICE, invoice))));
    }

    /// Applies one open customer entry to another.
    public synchronized void humanAppliesEntry(int entryNumber, int toEntryNumber) {
        atomically(() -> {
            books.apply(entryNumber, toEntryNumber);
            return true;
        });
    }

    private synchronized void setUp(UnaryOperator<Setup> change) {
        books.setUp(change.apply(books.setup()));
    }

    /// Blocks a customer (`Ship`, `Invoice`, `All`), or unblocks it with a blank.
    public void humanBlocksCustomer(String number, String blocked) {
        change("customers", number, data -> data.put("blocked", blocked.isEmpty() ? "_x0020_" : blocked));
    }

    /// Keeps journals and documents from naming an account themselves, or lets them.
    public void humanAllowsDirectPosting(String number, boolean allowed) {
        change("accounts", number, data -> data.put("directPosting", allowed));
    }

    /// Gives a record of `accounts`, `bankAccounts`, `customers` or `items` another name.
    public void humanRenames(String table, String number, String name) {
        change(table, number, data -> data.put("displayName", name));
    }

    /// Blocks an account, or unblocks it.
    public void humanBlocksAccount(String number, boolean blocked) {
        change("accounts", number, data -> data.put("blocked", blocked));
    }

    private synchronized void change(String table, String number, UnaryOperator<ObjectNode> change) {
        Entity current = books.first(table, "number", number)
                .orElseThrow(() -> new NoSuchElementException("no record " + number + " in " + table));
        books.update(table, current, change.apply(Json.object().setAll(current.data())));
    }
}
