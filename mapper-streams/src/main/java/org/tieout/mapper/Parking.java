package org.tieout.mapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.source.RowType;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// What is held for want of a mapping, or of what a mapping names, with an index by missing key. Holding and releasing
/// one costs the same however many are held; [Waking] finds those that wait for a key.
final class Parking {

    /// Said of an order that cannot be invoiced, whether its record came first or the settlement that pays it.
    static final String ORDER_WAITS =
            "the order cannot be invoiced; no settlement is held for it, what one pays for it waits in 1155";

    private static final byte[] PRESENT = {1};

    private final Stores stores;
    private final Outlet out;

    Parking(Stores stores, Outlet out) {
        this.stores = stores;
        this.out = out;
    }

    /// Holds a source until its keys are there. Holding it again replaces what it waits for.
    ///
    /// @param unmapped why it is held, where the mapping has no row for a key
    /// @param mappings the table it was planned with, which knows of rows that the company cannot serve
    void park(
            String flow,
            SourceKind kind,
            String sourceId,
            Iterable<MappingKey> missing,
            String unmapped,
            Mappings mappings) {
        var key = Keys.of(flow, kind.name(), sourceId);
        var keys = Convert.sorted(missing);
        var causes = causes(kind, keys, mappings);
        var reason = reason(kind, causes, unmapped);
        var before = stores.held.get(key);
        if (before != null && before.keys().equals(keys) && reason.equals(before.reason())) {
            return;
        }
        var earlier = before == null ? List.<String>of() : before.keys();
        earlier.stream().filter(gone -> !keys.contains(gone)).forEach(gone -> forget(flow, kind, sourceId, gone));
        var since = before == null ? out.now().toEpochMilli() : before.since();
        if (before != null) {
            end(flow, sourceId, before);
        }
        stores.held.put(key, new State.Held(keys, since, reason, null));
        causes.forEach((missingKey, cause) -> {
            stores.heldByKey.put(Keys.of(flow, missingKey, kind.name(), sourceId), PRESENT);
            waits(flow, missingKey, cause, earlier.contains(missingKey) ? 0 : 1);
        });
        out.parked(flow, kind, sourceId, keys, reason, suggestion(keys), since);
        out.audit(flow, sourceId, null, "parked", reason + ": " + String.join(", ", keys));
    }

    /// Holds a source that no mapping key frees. Holding it again replaces why.
    ///
    /// @param alert the alert that tells a person of it; null for what frees itself
    /// @param nextStep what the person does
    /// @return true when that is new
    boolean hold(
            String flow, SourceKind kind, String sourceId, String reason, @Nullable String alert, String nextStep) {
        var key = Keys.of(flow, kind.name(), sourceId);
        var before = stores.held.get(key);
        if (before != null && before.keys().isEmpty() && reason.equals(before.reason())) {
            return false;
        }
        if (before != null) {
            before.keys().forEach(gone -> forget(flow, kind, sourceId, gone));
            if (!Objects.equals(alert, before.alert())) {
                end(flow, sourceId, before);
            }
        }
        var since = before == null ? out.now().toEpochMilli() : before.since();
        stores.held.put(key, new State.Held(List.of(), since, reason, alert));
        out.parked(flow, kind, sourceId, List.of(), reason, null, since);
        if (alert != null) {
            out.alert(alert, flow, sourceId + ": " + reason, nextStep, false);
        }
        return true;
    }

    private void end(String flow, String sourceId, State.Held held) {
        if (held.alert() != null) {
            out.alert(held.alert(), flow, sourceId + " is not held for this any more", "", true);
        }
    }

    /// Lets a source go, if it was held.
    boolean release(String flow, SourceKind kind, String sourceId) {
        var key = Keys.of(flow, kind.name(), sourceId);
        var held = stores.held.get(key);
        if (held == null) {
            return false;
        }
        stores.held.delete(key);
        out.released(flow, kind, sourceId);
        end(flow, sourceId, held);
        held.keys().forEach(missing -> forget(flow, kind, sourceId, missing));
        return true;
    }

    /// Why each key cannot be used: empty where the mapping has no row for it.
    private static Map<String, String> causes(SourceKind kind, List<String> keys, Mappings mappings) {
        var causes = new LinkedHashMap<String, String>();
        for (var key : keys) {
            var wanted = MappingKey.parse(key);
            var cause = mappings.gapOf(wanted).or(() -> itemOfItsOwn(kind, wanted, mappings));
            causes.put(key, cause.orElse(""));
        }
        return causes;
    }

    /// A deal's product needs no row where the ledger has an item of its number.
    private static Optional<String> itemOfItsOwn(SourceKind kind, MappingKey key, Mappings mappings) {
        return kind == SourceKind.DEAL && key.kind() == MappingKey.Kind.ITEM && !mappings.maps(key)
                ? Optional.of("item '" + key.key() + "' is not in the ledger")
                : Optional.empty();
    }

    private static String reason(SourceKind kind, Map<String, String> causes, String unmapped) {
        var gaps = causes.values().stream().filter(cause -> !cause.isEmpty()).toList();
        if (gaps.isEmpty()) {
            return unmapped;
        }
        if (kind == SourceKind.DEAL) {
            return unmapped + ": " + String.join(", ", gaps);
        }
        var parts = new ArrayList<String>();
        if (gaps.size() < causes.size()) {
            parts.add(unmapped);
        }
        parts.add("the company cannot take what is mapped: " + String.join(", ", gaps) + "; nothing of it is posted");
        return String.join("; ", parts);
    }

    /// One alert for a key, raised with the first that waits for it, and again when the cause is another, however many
    /// come to wait: who does is in `posting.parked`.
    private void waits(String flow, String missing, String cause, int more) {
        var key = Keys.of(flow, missing);
        var lack = stores.lacks.get(key);
        stores.lacks.put(key, new State.Lack((lack == null ? 0 : lack.waiting()) + more, cause));
        if (lack == null || !lack.cause().equals(cause)) {
            out.alert(alert(flow, missing), flow, message(missing, cause), nextStep(missing, cause), false);
        }
    }

    private static String message(String missing, String cause) {
        if (isPeriod(missing)) {
            return missing + " is closed; what belongs there waits";
        }
        return cause.isEmpty()
                ? "mapping " + missing + " is missing; what needs it waits"
                : "mapping " + missing + " cannot be used: " + cause + "; what needs it waits";
    }

    private static String nextStep(String missing, String cause) {
        if (isPeriod(missing)) {
            return "Open the period in the flow's options (closed-through), or let what belongs there move to"
                    + " the next open day (closed-policy: next-open-day), and run: tieout apply";
        }
        return cause.isEmpty()
                ? "Add the row to the flow's mapping file and run: tieout apply"
                : "Put it right in the ledger, which is noticed by itself; or map the key to another in the flow's"
                        + " mapping file and run: tieout apply";
    }

    private static boolean isPeriod(String missingKey) {
        return MappingKey.parse(missingKey).kind() == MappingKey.Kind.PERIOD;
    }

    /// A source does not wait for a key any more. The key's alert ends with the last one.
    private void forget(String flow, SourceKind kind, String sourceId, String missing) {
        stores.heldByKey.delete(Keys.of(flow, missing, kind.name(), sourceId));
        var key = Keys.of(flow, missing);
        var lack = stores.lacks.get(key);
        if (lack != null && lack.waiting() > 1) {
            stores.lacks.put(key, new State.Lack(lack.waiting() - 1, lack.cause()));
        } else {
            stores.lacks.delete(key);
            out.alert(alert(flow, missing), flow, "Nothing waits for " + missing, "", true);
        }
    }

    private static String alert(String flow, String missing) {
        return "missing|" + Keys.of(flow, missing);
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
