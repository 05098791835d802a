package org.tieout.simulator.dataverse.model;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Cell;
import org.tieout.simulator.state.Entity;
import org.tieout.simulator.state.Switches;
import org.tieout.simulator.state.Table;
import org.tieout.simulator.state.Transaction;

/// One organisation: rows by table, one counter of row versions for all of them, what was deleted, and the changes to
/// be told once their transaction is kept. Thread-safe: every unit of work goes through [#atomically].
public final class Organization {
    private final SimulatorClock clock;
    private final Random random;
    private final Random passing;
    private final Transaction transaction = new Transaction();
    private final Map<String, TableType> types = new LinkedHashMap<>();
    private final Map<String, TableType> bySet = new HashMap<>();
    private final Map<String, Table> tables = new HashMap<>();
    private final NumberSeries numbers;
    private final Cell<Long> version = new Cell<>(transaction, 919_000L);
    private final Cell<List<AlternateKey>> keys = new Cell<>(transaction, List.of());
    private final Cell<Switches<Switch>> switches;
    private final List<Deletion> deletions = new ArrayList<>();
    private final List<Change> pending = new ArrayList<>();
    private Consumer<Change> inTransaction = _ -> {};
    private Consumer<List<Change>> afterwards = _ -> {};
    private UUID operation = new UUID(0, 0);
    private int depth;

    /// Empty tables.
    ///
    /// @param random makes the ids of rows; nothing but a request that changes rows draws from it, so that the same
    /// requests give the same ids
    /// @param passing makes the ids of everything else
    public Organization(
            SimulatorClock clock,
            Random random,
            Random passing,
            Collection<TableType> types,
            Switches<Switch> switches) {
        this.clock = clock;
        this.random = random;
        this.passing = passing;
        this.numbers = new NumberSeries(transaction, random);
        this.switches = new Cell<>(transaction, switches);
        for (TableType type : types) {
            this.types.put(type.name(), type);
            bySet.put(type.set(), type);
            tables.put(type.name(), new Table(transaction));
        }
    }

    /// Who hears of changes: one before the transaction is kept, which may still refuse, one afterwards.
    public void listen(Consumer<Change> before, Consumer<List<Change>> after) {
        inTransaction = before;
        afterwards = after;
    }

    /// Runs a unit of work; if it throws, nothing of it stays.
    public synchronized <T> T atomically(Supplier<T> work) {
        if (depth == 0) {
            operation = passingId();
        }
        depth++;
        int told = pending.size();
        boolean done = false;
        T result;
        try {
            result = transaction.atomically(work);
            done = true;
        } finally {
            depth--;
            if (!done) {
                pending.subList(told, pending.size()).clear();
            }
        }
        if (depth == 0) {
            List<Change> changes = List.copyOf(pending);
            pending.clear();
            afterwards.accept(changes);
        }
        return result;
    }

    /// A made-up id of a row.
    public synchronized UUID newId() {
        return id(random);
    }

    /// A made-up id of something that passes: an operation, a boundary, a job.
    public synchronized UUID passingId() {
        return id(passing);
    }

    private static UUID id(Random random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /// The next automatic number, such as `ORD-01000-X1Y2Z3`.
    public String nextNumber(String prefix) {
        return numbers.next(prefix);
    }

    /// World time to the second, as rows are stamped.
    public Instant now() {
        return clock.worldNow().truncatedTo(ChronoUnit.SECONDS);
    }

    /// The clocks.
    public SimulatorClock clock() {
        return clock;
    }

    /// A table by its logical name; it exists.
    public TableType type(String name) {
        return Optional.ofNullable(types.get(name)).orElseThrow(() -> new IllegalArgumentException("no table " + name));
    }

    /// Every table.
    public Collection<TableType> types() {
        return types.values();
    }

    /// A table by its entity set.
    public Optional<TableType> set(String set) {
        return Optional.ofNullable(bySet.get(set));
    }

    /// The rows of a table, in order of creation; a view.
    public Collection<Entity> rows(String table) {
        return table(table).all();
    }

    /// A row.
    public Optional<Entity> find(String table, UUID id) {
        return table(table).get(id);
    }

    /// A row by what names it.
    public Optional<Entity> find(Reference reference) {
        return find(reference.table(), reference.id());
    }

    /// A row that must be there.
    public Entity require(String table, UUID id) {
        return find(table, id).orElseThrow(() -> Refusals.absent(table, id.toString()));
    }

    /// The lines of a document, in order of creation.
    public List<Entity> lines(String table, UUID document) {
        return table(table).below(document);
    }

    /// What was deleted, oldest first.
    public List<Deletion> deletions() {
        return List.copyOf(deletions);
    }

    /// The counter of row versions.
    public long version() {
        return version.get();
    }

    /// Whether this is on.
    public boolean on(Switch one) {
        return switches.get().on(one);
    }

    /// Turns one on or off.
    public synchronized void turn(Switch one, boolean on) {
        switches.set(switches.get().with(one, on));
    }

    /// The alternate keys.
    public List<AlternateKey> keys() {
        return keys.get();
    }

    /// Adds an alternate key or replaces the one of its name.
    public synchronized void define(AlternateKey key) {
        List<AlternateKey> changed = new ArrayList<>(keys.get());
        changed.removeIf(known -> known.name().equals(key.name()));
        if (changed.stream().filter(known -> known.table().equals(key.table())).count() >= 10) {
            throw new IllegalArgumentException("a table has at most 10 alternate keys: " + key.table());
        }
        changed.add(key);
        keys.set(List.copyOf(changed));
    }

    private Table table(String name) {
        return Optional.ofNullable(tables.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no table " + name));
    }

    /// Stores a new row and stamps it.
    public Entity insert(TableType type, UUID id, ObjectNode values, Caller caller) {
        if (find(type.name(), id).isPresent()) {
            throw Refusals.duplicate();
        }
        ObjectNode data = values.deepCopy();
        TextNode who = new Reference("systemuser", caller.user()).stored();
        Instant at = now();
        data.put("createdon", at.toString());
        data.set("createdby", who);
        if (!data.hasNonNull("ownerid")) {
            data.set("ownerid", who);
        }
        Optional<UUID> parent = type.parent()
                .flatMap(column -> Rows.lookup(data, column.name()))
                .map(Reference::id);
        Entity row = stamped(new Entity(id, parent, data, 0, at, at), who, at);
        Keys.check(keys.get(), type, rows(type.name()), row);
        table(type.name()).put(row);
        tell("Create", type, row, row.data(), caller);
        return row;
    }

    /// Stores the next version of a row. `changes` are the columns that were sent; what differs is what is told.
    public Entity update(TableType type, Entity current, ObjectNode changes, Caller caller) {
        Entity row = quietly(type, current, changes, caller);
        tell("Update", type, row, changes, caller);
        return row;
    }

    /// Stores the next version of a row without telling of it.
    public Entity quietly(TableType type, Entity current, ObjectNode changes, Caller caller) {
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        Instant at = now();
        Entity row = stamped(
                new Entity(current.id(), current.parent(), data, 0, current.created(), at),
                new Reference("systemuser", caller.user()).stored(),
                at);
        Keys.check(keys.get(), type, rows(type.name()), row);
        table(type.name()).put(row);
        return row;
    }

    /// Files a row of the platform's own, which has no part in the versions of the others; nobody is told.
    public void file(TableType type, ObjectNode values) {
        Instant at = now();
        table(type.name()).put(new Entity(passingId(), Optional.empty(), values.deepCopy(), 0, at, at));
    }

    /// Writes columns of a row that keeps its version and stamps; nobody is told.
    public Entity amend(TableType type, Entity current, ObjectNode changes) {
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        Entity row = new Entity(
                current.id(), current.parent(), data, current.version(), current.created(), current.modified());
        table(type.name()).put(row);
        return row;
    }

    private Entity stamped(Entity row, TextNode who, Instant at) {
        version.set(version.get() + 1);
        ObjectNode data = row.data();
        data.put("modifiedon", at.toString());
        data.set("modifiedby", who);
        data.set("versionnumber", LongNode.valueOf(version.get()));
        return new Entity(row.id(), row.parent(), data, version.get(), row.created(), at);
    }

    /// Takes a row out.
    public void delete(TableType type, Entity row, Caller caller) {
        table(type.name()).remove(row.id());
        version.set(version.get() + 1);
        deletions.add(new Deletion(new Reference(type.name(), row.id()), version.get()));
        transaction.changed(deletions::removeLast);
        tell("Delete", type, row, Json.object(), caller);
    }

    /// Tells of a message that is more than a change of columns, such as `Win`.
    public void tell(String message, TableType type, Entity row, ObjectNode target, Caller caller) {
        Change change = new Change(
                message,
                new Reference(type.name(), row.id()),
                target.deepCopy(),
                message.equals("Delete") ? Json.object() : row.data().deepCopy(),
                row.version(),
                caller.user(),
                operation,
                now());
        pending.add(change);
        inTransaction.accept(change);
    }
}
