package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// `itemVariants`, parts of items. Not thread-safe: the company guards it.
final class ItemVariants extends StoredSet {
    ItemVariants(Books books) {
        super(books, Types.ITEM_VARIANT);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        ObjectNode sent = values.deepCopy();
        parent.ifPresent(item -> sent.put("itemId", item.id().toString()));
        ObjectNode data = sent.deepCopy();
        Rules.agree(books, data, sent, References.ITEM);
        String code = data.path("code").asText("");
        if (code.isEmpty()) {
            throw Refusals.required("code");
        }
        String item = data.path("itemId").asText("");
        if (item.isEmpty()) {
            throw Refusals.required("itemId");
        }
        UUID id = UUID.fromString(item);
        if (table().below(id).stream().anyMatch(other -> other.text("code").equals(code))) {
            throw Rules.duplicate(books, "itemVariants", code);
        }
        return books.create("itemVariants", Optional.of(id), data);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        ObjectNode data = Json.object();
        data.setAll(current.data());
        data.setAll(changes);
        return books.update("itemVariants", current, data);
    }

    @Override
    public void delete(Entity current) {
        table().remove(current.id());
    }
}
