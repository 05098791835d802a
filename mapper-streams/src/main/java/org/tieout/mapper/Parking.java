package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.source.RowType;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// What is held for want of a mapping, with an index by missing key: a new row wakes exactly those that wait
/// for it, in
/// O(woken).
final class Parking {

    private static final byte[] PRESENT = {1};

    private final Stores stores;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    Parking(Stores stores, Outlet out) {
        this.stores = stores;
        this.out = out;
    }

    /// Holds a source until its keys are there. Holding it again replaces what it waits for.
    void park(String flow, SourceKind kind, String sourceId, Iterable<MappingKey> missing, String reason) {
        var key = Keys.of(flow, kind.name(), sourceId);
        var keys = Convert.sorted(missing);
        var before = stores.held.get(key);
        if (before != null && before.keys().equals(keys)) {
            return;
        }
        if (before != null) {
            unindex(flow, kind, sourceId, before.keys());
            before.keys().stream().filter(gone -> !keys.contains(gone)).forEach(gone -> endAlert(flow, gone));
        }
        var since = before == null ? out.now().toEpochMilli() : before.since();
        stores.held.put(key, new State.Held(keys, since));
        for (var missingKey : keys) {
            raiseAlert(flow, missingKey);
            stores.heldByKey.put(Keys.of(flow, missingKey, kind.name(), sourceId), PRESENT);
        }
        out.parked(flow, kind, sourceId, keys, reason, suggestion(keys), since);
        out.audit(flow, sourceId, null, "parked", reason + ": " + String.join(", ", keys));
    }

    private static boolean isPeriod(String missingKey) {
        return MappingKey.parse(missingKey).kind() == MappingKey.Kind.PERIOD;
    }

    /// Lets a source go, if it was held.
    boolean release(String flow, SourceKind kind, String sourceId) {
        var key = Keys.of(flow, kind.name(), sourceId);
        var held = stores.held.get(key);
        if (held == null) {
            return false;
        }
        unindex(flow, kind, sourceId, held.keys());
        stores.held.delete(key);
        out.released(flow, kind, sourceId);
        held.keys().forEach(missing -> endAlert(flow, missing));
        return true;
    }

    /// Calls back for everything that waits for a key that a new mapping row may stand for.
    ///
    /// A row type may be given as a pattern, so every held row type of the flow is looked at; they are few.
    void wake(String flow, MappingKey arrived, BiConsumer<SourceKind, String> each) {
        var prefix = switch (arrived.kind()) {
            case ROW_TYPE, CUSTOMER -> Keys.of(flow, arrived.kind().word() + ":");
            case ALIAS -> Keys.of(flow, MappingKey.Kind.ITEM.word() + ":");
            case BUNDLE -> Keys.prefix(flow, new MappingKey(MappingKey.Kind.ITEM, arrived.key()).toString());
            case ACCOUNT, ITEM, VENDOR, FEE_TAX, SALES_TAX, CHART, SKU_GROUP, DIMENSION, PERIOD ->
                Keys.prefix(flow, arrived.toString());
        };
        var woken = new ArrayList<String[]>();
        try (var scan = stores.heldByKey.prefixScan(prefix, strings)) {
            scan.forEachRemaining(entry -> woken.add(Keys.parts(entry.key)));
        }
        for (var parts : woken) {
            if (concerns(arrived, MappingKey.parse(parts[1]))) {
                out.audit(flow, parts[3], null, "woken", "mapping " + arrived + " arrived");
                each.accept(SourceKind.valueOf(parts[2]), parts[3]);
            }
        }
    }

    /// One alert for a key, raised with the first that waits for it, however many come to wait: who does is in
    /// `posting.parked`.
    private void raiseAlert(String flow, String missing) {
        if (!waits(flow, missing)) {
            out.alert(
                    alert(flow, missing),
                    flow,
                    isPeriod(missing)
                            ? missing + " is closed; what belongs there waits"
                            : "mapping " + missing + " is missing; orders or settlements wait for it",
                    isPeriod(missing)
                            ? "Open the period in the flow's options (closed-through), or let what belongs there move to"
                                    + " the next open day (closed-policy: next-open-day), and run: tieout apply"
                            : "Add the row to the flow's mapping file and run: tieout apply",
                    false);
        }
    }

    /// It ends when nothing waits for the key any more.
    private void endAlert(String flow, String missing) {
        if (!waits(flow, missing)) {
            out.alert(alert(flow, missing), flow, "Nothing waits for " + missing, "", true);
        }
    }

    private boolean waits(String flow, String missing) {
        try (var waiting = stores.heldByKey.prefixScan(Keys.prefix(flow, missing), strings)) {
            return waiting.hasNext();
        }
    }

    private static String alert(String flow, String missing) {
        return "missing|" + Keys.of(flow, missing);
    }

    private static boolean concerns(MappingKey arrived, MappingKey waited) {
        return switch (arrived.kind()) {
            case ROW_TYPE -> Catalogue.matches(RowType.parse(arrived.key()), RowType.parse(waited.key()));
            case CUSTOMER -> true;
            case ALIAS -> Mappings.isAliasFor(arrived, waited.key());
            case ITEM, BUNDLE -> arrived.key().equals(waited.key());
            case ACCOUNT, VENDOR, FEE_TAX, SALES_TAX, CHART, SKU_GROUP, DIMENSION, PERIOD -> arrived.equals(waited);
        };
    }

    private void unindex(String flow, SourceKind kind, String sourceId, List<String> keys) {
        keys.forEach(missing -> stores.heldByKey.delete(Keys.of(flow, missing, kind.name(), sourceId)));
    }

    private static @Nullable String suggestion(List<String> keys) {
        for (var key : keys) {
            var parsed = MappingKey.parse(key);
            if (parsed.kind() == MappingKey.Kind.ROW_TYPE) {
                var category = Catalogue.standard().suggestionFor(RowType.parse(parsed.key()));
                if (category.isPresent()) {
                    return "row-type," + parsed.key() + ",,,," + category.get().code();
                }
            }
        }
        return null;
    }
}
