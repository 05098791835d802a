package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.source.RowType;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// Wakes exactly those that wait for a key that came, some in a step, so that ten thousand fit in bounded transactions.
///
/// ```
/// arrived ─► wakes: how far ─► step: some entries of the index ─► planned again ─► … ─► the index is through
/// ```
/// What a step leaves is in the stores: a restart goes on behind the last one that was woken. The cost is that of the
/// woken, not of all that is held.
final class Waking {

    /// The most that are woken in one step.
    static final int PER_STEP = 500;

    /// No further one is woken in a step in which so many rows were planned.
    static final long ROWS_PER_STEP = 20_000;

    private final Stores stores;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    /// Plans a source again.
    @FunctionalInterface
    interface Sources {
        /// Returns how many rows that took, roughly.
        long wake(String flow, SourceKind kind, String id);
    }

    Waking(Stores stores, Outlet out) {
        this.stores = stores;
        this.out = out;
    }

    /// Remembers to wake what waits for a key that a new row is for; [#step] does it. Row types and SKUs may be given
    /// as
    /// patterns, so every missing key of their kind is looked at: keys, not what waits for them.
    void arrived(String flow, MappingKey key, String why) {
        var concerned = new ArrayList<MappingKey>();
        try (var lacks = stores.lacks.prefixScan(missing(flow, key), strings)) {
            while (lacks.hasNext()) {
                var missing = MappingKey.parse(Keys.parts(lacks.next().key)[1]);
                if (concerns(key, missing)) {
                    concerned.add(missing);
                }
            }
        }
        concerned.forEach(missing -> wake(flow, missing, why));
    }

    private void wake(String flow, MappingKey missing, String why) {
        stores.wakes.put(Keys.of(flow, missing.toString()), new State.Wake(why, null));
    }

    /// The company has other lists: what is mapped, and waited for the company alone, may go on.
    void recheck(String flow, Mappings now) {
        var well = new ArrayList<MappingKey>();
        try (var lacks = stores.lacks.prefixScan(Keys.prefix(flow), strings)) {
            while (lacks.hasNext()) {
                var lack = lacks.next();
                var key = MappingKey.parse(Keys.parts(lack.key)[1]);
                if (!lack.value.cause().isEmpty()
                        && now.maps(key)
                        && now.gapOf(key).isEmpty()) {
                    well.add(key);
                }
            }
        }
        well.forEach(key -> wake(flow, key, "the company can take what " + key + " is mapped to"));
    }

    /// Wakes some.
    ///
    /// @param busy flows that have a plan in the making: what is woken would only queue behind it
    void step(Predicate<String> busy, Sources sources) {
        var begun = new ArrayList<KeyValue<String, State.Wake>>();
        try (var all = stores.wakes.all()) {
            all.forEachRemaining(begun::add);
        }
        var left = new Budget();
        for (var wake : begun) {
            if (left.isSpent()) {
                return;
            }
            step(wake.key, wake.value, left, busy, sources);
        }
    }

    private void step(String key, State.Wake wake, Budget left, Predicate<String> busy, Sources sources) {
        var flow = Keys.parts(key)[0];
        var some = next(Keys.prefix(flow, Keys.parts(key)[1]), wake, left.sources);
        var cursor = wake.cursor();
        for (var entry : some) {
            if (left.isSpent() || busy.test(flow)) {
                stores.wakes.put(key, new State.Wake(wake.why(), cursor));
                return;
            }
            cursor = entry;
            var parts = Keys.parts(entry);
            out.audit(flow, parts[3], null, "woken", wake.why());
            left.take(sources.wake(flow, SourceKind.valueOf(parts[2]), parts[3]));
        }
        if (left.isSpent()) {
            stores.wakes.put(key, new State.Wake(wake.why(), cursor));
        } else {
            stores.wakes.delete(key);
        }
    }

    private List<String> next(String prefix, State.Wake wake, int most) {
        var from = wake.cursor() == null ? prefix : wake.cursor() + '\0';
        var some = new ArrayList<String>();
        try (var scan = stores.heldByKey.range(from, prefix + Character.MAX_VALUE)) {
            while (scan.hasNext() && some.size() < most) {
                some.add(scan.next().key);
            }
        }
        return some;
    }

    private static String missing(String flow, MappingKey arrived) {
        return switch (arrived.kind()) {
            case ROW_TYPE, CUSTOMER, UNIT, REPRESENTATIVE, COUNTRY ->
                Keys.of(flow, arrived.kind().word() + ":");
            case ALIAS -> Keys.of(flow, MappingKey.Kind.ITEM.word() + ":");
            case BUNDLE -> Keys.of(flow, new MappingKey(MappingKey.Kind.ITEM, arrived.key()).toString());
            case ACCOUNT,
                    ITEM,
                    VENDOR,
                    FEE_TAX,
                    SALES_TAX,
                    CHART,
                    SKU_GROUP,
                    DIMENSION,
                    DEAL,
                    TERMS,
                    SHIPMENT,
                    PERIOD -> Keys.of(flow, arrived.toString());
        };
    }

    private static boolean concerns(MappingKey arrived, MappingKey waited) {
        return switch (arrived.kind()) {
            case ROW_TYPE -> Catalogue.matches(RowType.parse(arrived.key()), RowType.parse(waited.key()));
            case CUSTOMER -> true;
            case ALIAS -> Mappings.isAliasFor(arrived, waited.key());
            case ITEM, BUNDLE -> arrived.key().equals(waited.key());
            case UNIT, REPRESENTATIVE, COUNTRY -> arrived.key().equalsIgnoreCase(waited.key());
            case ACCOUNT, VENDOR, FEE_TAX, SALES_TAX, CHART, SKU_GROUP, DIMENSION, DEAL, TERMS, SHIPMENT, PERIOD ->
                arrived.equals(waited);
        };
    }

    /// What may still be done in a step.
    private static final class Budget {
        private int sources = PER_STEP;
        private long rows = ROWS_PER_STEP;

        boolean isSpent() {
            return sources <= 0 || rows <= 0;
        }

        void take(long planned) {
            sources--;
            rows -= planned;
        }
    }
}
