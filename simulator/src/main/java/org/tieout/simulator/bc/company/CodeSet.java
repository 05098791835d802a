package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.state.Entity;

/// A list whose records are known by a code that is unique: units, terms, methods, currencies. Not thread-safe: the
/// company guards it.
class CodeSet extends StoredSet {
    private final String key;

    CodeSet(Books books, EntityType type, String key) {
        super(books, type);
        this.key = key;
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        String code = values.path(key).asText("");
        if (code.isEmpty()) {
            throw Refusals.required(key);
        }
        Rules.requireUnique(books, type().set(), key, code, Optional.empty());
        return books.create(type().set(), Optional.empty(), complete(values.deepCopy(), values));
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        if (changes.has(key)) {
            Rules.requireUnique(books, type().set(), key, changes.path(key).asText(), Optional.of(current));
        }
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        return books.update(type().set(), current, complete(data, changes));
    }

    @Override
    public void delete(Entity current) {
        table().remove(current.id());
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return property.name().equals("taxType")
                ? TextNode.valueOf(books.setup().vat() ? "VAT" : "Sales_x0020_Tax")
                : super.value(entity, property);
    }

    /// Checks references and fills in what follows from what was sent.
    ObjectNode complete(ObjectNode data, ObjectNode sent) {
        return data;
    }
}
