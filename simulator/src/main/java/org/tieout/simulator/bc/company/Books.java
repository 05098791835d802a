package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tieout.simulator.bc.ledger.Application;
import org.tieout.simulator.bc.ledger.CustomerEntry;
import org.tieout.simulator.bc.ledger.Ledger;
import org.tieout.simulator.bc.ledger.LedgerRefusal;
import org.tieout.simulator.bc.ledger.Masters;
import org.tieout.simulator.bc.ledger.Posting;
import org.tieout.simulator.bc.ledger.PostingLine;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.Sets;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Cell;
import org.tieout.simulator.state.Entity;
import org.tieout.simulator.state.Switches;
import org.tieout.simulator.state.Table;
import org.tieout.simulator.state.Transaction;

/// The company's state and the look-ups that rules share: tables by entity set, number series, setup, the clock. All
/// of it belongs to one [Transaction]. Not thread-safe: the company guards it.
public final class Books implements Sets {
    /// The company's local currency.
    public static final String LOCAL_CURRENCY = "USD";

    /// The number of the account a bank card or payment method posts to, which the API does not show.
    public static final String POSTS_TO = "_accountNumber";

    /// Whether an item must not be sold below zero, which the API does not show.
    public static final String NO_NEGATIVE_INVENTORY = "_preventNegativeInventory";

    /// Whether a customer's prices include tax, which the API does not show.
    public static final String PRICES_INCLUDE_TAX = "_pricesIncludeTax";

    private final SimulatorClock clock;
    private final Random random;
    private final Transaction transaction = new Transaction();
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, EntitySet> sets = new LinkedHashMap<>();
    private final Map<String, Cell<Long>> series = new HashMap<>();
    private final Ledger ledger = new Ledger();
    private final Masters masters = new CompanyMasters(this);
    private final List<Consumer<CustomerEntry>> watchers = new ArrayList<>();
    private final Cell<Setup> setup;
    private final Cell<Switches<Switch>> switches;

    /// Empty books. `random` makes the ids.
    Books(SimulatorClock clock, Random random, Switches<Switch> switches) {
        this.clock = clock;
        this.random = random;
        this.setup = new Cell<>(transaction, Setup.defaults());
        this.switches = new Cell<>(transaction, switches);
    }

    /// The open transaction.
    public Transaction transaction() {
        return transaction;
    }

    /// Plugs an entity set in.
    public void register(EntitySet set) {
        sets.put(set.type().set(), set);
    }

    @Override
    public Optional<EntitySet> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    /// The table of this name, by convention that of the entity set; made on first use.
    public Table table(String name) {
        return tables.computeIfAbsent(name, _ -> new Table(transaction));
    }

    /// A new id.
    public UUID newId() {
        return new UUID(
                (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L,
                (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }

    /// The next number of a series such as `S-INV`, counting from `first`.
    public String nextNumber(String prefix, long first) {
        Cell<Long> next = series.computeIfAbsent(prefix, _ -> new Cell<>(transaction, first));
        long number = next.get();
        next.set(number + 1);
        return prefix + number;
    }

    /// What the time stamps of records show.
    public Instant now() {
        return clock.protocolNow();
    }

    /// The work date.
    public LocalDate today() {
        return now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /// The company's setup.
    public Setup setup() {
        return setup.get();
    }

    /// Changes the setup.
    void setUp(Setup next) {
        setup.set(next);
    }

    /// Whether this switch is on.
    public boolean on(Switch one) {
        return switches.get().on(one);
    }

    /// Turns a switch.
    void turn(Switch one, boolean on) {
        switches.set(switches.get().with(one, on));
    }

    /// The ledger, to be read; [#post] adds to it.
    public Ledger ledger() {
        return ledger;
    }

    /// Master data as posting sees it.
    public Masters masters() {
        return masters;
    }

    /// Posts all lines or none, and tells the watchers whose customer entries were applied.
    ///
    /// @throws Refusal what the ledger refuses
    public Posting.Posted post(List<PostingLine> lines) {
        Ledger.Mark before = ledger.mark();
        transaction.changed(() -> ledger.rollBack(before));
        return switch (ledger.post(lines, masters, now())) {
            case Posting.Posted posted -> {
                tell(before);
                yield posted;
            }
            case Posting.Refused(var refusal) -> throw Rules.refusal(refusal);
        };
    }

    /// Applies one open customer entry to another, as a person does on the ledger entries.
    ///
    /// @throws Refusal what the ledger refuses
    void apply(int entryNumber, int toEntryNumber) {
        Ledger.Mark before = ledger.mark();
        transaction.changed(() -> ledger.rollBack(before));
        Optional<LedgerRefusal> refusal = ledger.apply(entryNumber, toEntryNumber);
        if (refusal.isPresent()) {
            throw Rules.refusal(refusal.get());
        }
        tell(before);
    }

    private void tell(Ledger.Mark before) {
        List<Application> applications = ledger.applications();
        applications.subList(before.applications(), applications.size()).stream()
                .flatMap(made -> Stream.of(made.entryNumber(), made.toEntryNumber()))
                .distinct()
                .flatMap(number -> ledger.customerEntry(number).stream())
                .forEach(entry -> watchers.forEach(watcher -> watcher.accept(entry)));
    }

    /// Calls `watcher` with every customer entry something was applied to, as it is then.
    public void watch(Consumer<CustomerEntry> watcher) {
        watchers.add(watcher);
    }

    /// Stores a new record.
    public Entity create(String table, Optional<UUID> parent, ObjectNode data) {
        Entity entity = Entity.first(newId(), parent, data, now());
        table(table).put(entity);
        return entity;
    }

    /// Stores the next version of a record.
    public Entity update(String table, Entity current, ObjectNode data) {
        Entity next = current.next(data, now());
        table(table).put(next);
        return next;
    }

    /// The first record of a table whose property has this value.
    public Optional<Entity> first(String table, String property, String value) {
        return table(table).all().stream()
                .filter(entity -> entity.text(property).equals(value))
                .findFirst();
    }
}
