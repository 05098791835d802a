package org.tieout.simulator.qbo.company;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.schema.EntityType;

/// Everything the company ever stored, deleted objects included. Not thread-safe: the company guards it.
final class Store {
    private final Map<EntityType, Map<String, Stored>> objects = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Map<String, List<String>>> numbers = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Long> listIds = new HashMap<>();
    private long transactionIds;

    Store() {
        for (EntityType type : EntityType.values()) {
            objects.put(type, new LinkedHashMap<>());
            numbers.put(type, new HashMap<>());
        }
    }

    /// Transactions share one sequence, each list has its own: a client that takes an id for unique is found out.
    String nextId(EntityType type) {
        return type.family() == EntityType.Family.TRANSACTION
                ? String.valueOf(++transactionIds)
                : String.valueOf(listIds.merge(type, 1L, Long::sum));
    }

    void put(Stored stored) {
        EntityType type = stored.key().type();
        Stored old = of(type).put(stored.key().id(), stored);
        if (old != null) {
            number(old)
                    .ifPresent(number -> holders(type, number).remove(old.key().id()));
        }
        if (!stored.deleted()) {
            number(stored)
                    .ifPresent(number -> holders(type, number).add(stored.key().id()));
        }
    }

    /// The object, deleted or not.
    Optional<Stored> get(DocumentKey key) {
        return Optional.ofNullable(of(key.type()).get(key.id()));
    }

    /// Every object of a type, deleted ones included, in order of creation.
    Collection<Stored> all(EntityType type) {
        return of(type).values();
    }

    /// The live or voided document of this type that has the number.
    Optional<DocumentKey> byNumber(EntityType type, String number) {
        return holders(type, number).stream().findFirst().map(id -> new DocumentKey(type, id));
    }

    private Map<String, Stored> of(EntityType type) {
        return objects.getOrDefault(type, Map.of());
    }

    private List<String> holders(EntityType type, String number) {
        return numbers.getOrDefault(type, new HashMap<>())
                .computeIfAbsent(number.toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
    }

    private static Optional<String> number(Stored stored) {
        return Fields.text(stored.data(), "DocNumber");
    }
}
