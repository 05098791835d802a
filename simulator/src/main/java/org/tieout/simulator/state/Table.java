package org.tieout.simulator.state;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Records in order of creation, found by id and by parent. Not thread-safe: the company guards it.
public final class Table {
    private final Transaction transaction;
    private final Map<UUID, Long> places = new HashMap<>();
    private final TreeMap<Long, Entity> rows = new TreeMap<>();
    private final Map<UUID, TreeMap<Long, Entity>> byParent = new HashMap<>();
    private long lastPlace;

    /// An empty table.
    public Table(Transaction transaction) {
        this.transaction = transaction;
    }

    /// Stores a new record or the next version of an old one, which keeps its place.
    public void put(Entity entity) {
        Long known = places.get(entity.id());
        if (known == null) {
            long place = ++lastPlace;
            places.put(entity.id(), place);
            place(place, entity);
            transaction.changed(() -> {
                take(place, entity);
                places.remove(entity.id());
            });
        } else {
            Optional<Entity> old = Optional.ofNullable(rows.get(known));
            place(known, entity);
            old.ifPresent(before -> transaction.changed(() -> place(known, before)));
        }
    }

    /// Takes a record out.
    public void remove(UUID id) {
        Long place = places.get(id);
        Optional<Entity> old = place == null ? Optional.empty() : Optional.ofNullable(rows.get(place));
        if (place == null || old.isEmpty()) {
            return;
        }
        take(place, old.get());
        places.remove(id);
        transaction.changed(() -> {
            places.put(id, place);
            place(place, old.get());
        });
    }

    /// The record of this id.
    public Optional<Entity> get(UUID id) {
        return Optional.ofNullable(places.get(id)).map(rows::get);
    }

    /// Every record, in order of creation; a view.
    public Collection<Entity> all() {
        return Collections.unmodifiableCollection(rows.values());
    }

    /// The parts of a record, in order of creation.
    public List<Entity> below(UUID parent) {
        return List.copyOf(byParent.getOrDefault(parent, new TreeMap<>()).values());
    }

    private void place(long place, Entity entity) {
        rows.put(place, entity);
        entity.parent()
                .ifPresent(parent ->
                        byParent.computeIfAbsent(parent, _ -> new TreeMap<>()).put(place, entity));
    }

    private void take(long place, Entity entity) {
        rows.remove(place);
        entity.parent().map(byParent::get).ifPresent(siblings -> siblings.remove(place));
    }
}
