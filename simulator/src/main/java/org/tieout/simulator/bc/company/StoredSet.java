package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.state.Entity;
import org.tieout.simulator.state.Table;

/// An entity set whose records stand in the table of its name. Read-only until a subclass says otherwise.
/// Not thread-safe: the company guards it.
public class StoredSet implements EntitySet {
    /// The company's state.
    protected final Books books;

    private final EntityType type;

    /// Over the table named as the set.
    public StoredSet(Books books, EntityType type) {
        this.books = books;
        this.type = type;
    }

    @Override
    public EntityType type() {
        return type;
    }

    /// Where the records stand.
    protected final Table table() {
        return books.table(type.set());
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        return table().all();
    }

    @Override
    public Collection<Entity> below(Entity parent) {
        return table().below(parent.id());
    }

    @Override
    public Optional<Entity> find(String key) {
        UUID id = EntitySet.id(key);
        return table().get(id);
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        JsonNode stored = EntitySet.super.value(entity, property);
        return property.name().equals("currencyCode") ? Currencies.shown(stored) : stored;
    }

    @Override
    public Entity inserted(Entity created) {
        return table().get(created.id()).orElse(created);
    }
}
