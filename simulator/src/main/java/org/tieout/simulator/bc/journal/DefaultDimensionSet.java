package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.Rules;
import org.tieout.simulator.bc.company.StoredSet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// `defaultDimensions`: what a customer or an item brings along, and what posting demands of it (memo, 7.5). The
/// posting rules of an account are set by a human, not here.
final class DefaultDimensionSet extends StoredSet {
    private static final EntityType TYPE = EntityType.declare("defaultDimensions", "defaultDimension", """
            parentType         Enum _x0020_ Customer Item Vendor Employee
            parentId           Guid
            dimensionId        Guid
            dimensionCode      Code 20 ro
            dimensionValueId   Guid
            dimensionValueCode Code 20 ro
            postingValidation  Enum _x0020_ Code_x0020_Mandatory Same_x0020_Code No_x0020_Code
            dimension          One dimensions dimensionId
            dimensionValue     One dimensionValues dimensionValueId
            """);

    DefaultDimensionSet(Books books) {
        super(books, TYPE);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        ObjectNode data = values.deepCopy();
        parent.ifPresent(owner -> data.put("parentId", owner.id().toString()));
        UUID owner = References.guid(data.path("parentId").asText(""))
                .orElseThrow(() -> Refusals.rule("The parentId must be specified."));
        if (books.table("customers").get(owner).isPresent()) {
            data.put("parentType", "Customer");
        } else if (books.table("items").get(owner).isPresent()) {
            data.put("parentType", "Item");
        } else {
            throw Refusals.rule("The \"parentId\" does not match to a record.");
        }
        complete(data);
        String dimension = data.path("dimensionCode").asText();
        boolean taken = table().below(owner).stream()
                .anyMatch(other -> other.text("dimensionCode").equals(dimension));
        if (taken) {
            throw Rules.duplicate(books, "Default Dimension", dimension);
        }
        return books.create(TYPE.set(), Optional.of(owner), data);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        if (changes.has("parentId") || changes.has("parentType") || changes.has("dimensionId")) {
            throw Refusals.rule("The parent and the dimension of a default dimension cannot be changed.");
        }
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        complete(data);
        return books.update(TYPE.set(), current, data);
    }

    @Override
    public void delete(Entity current) {
        table().remove(current.id());
    }

    /// What a human sets, on accounts too; it replaces what was set for that dimension.
    void human(String ownerTable, String number, String dimension, String value, String validation) {
        Entity owner = books.first(ownerTable, "number", number)
                .orElseThrow(() -> new NoSuchElementException("no record " + number + " in " + ownerTable));
        table().below(owner.id()).stream()
                .filter(other -> other.text("dimensionCode").equals(dimension))
                .forEach(other -> table().remove(other.id()));
        books.create(
                TYPE.set(),
                Optional.of(owner.id()),
                Json.object()
                        .put("parentId", owner.id().toString())
                        .put("dimensionCode", dimension)
                        .put("dimensionValueCode", value)
                        .put("postingValidation", validation));
    }

    private void complete(ObjectNode data) {
        Entity dimension = named(data.path("dimensionId"), "dimensions", "dimensionId", "Dimension")
                .orElseThrow(() -> Refusals.rule("The \"dimensionId\" must be specified."));
        Optional<Entity> value =
                named(data.path("dimensionValueId"), "dimensionValues", "dimensionValueId", "Dimension Value");
        boolean foreign = value.map(found ->
                        !found.text("dimensionId").equals(dimension.id().toString()))
                .orElse(false);
        if (foreign) {
            throw Refusals.rule("The \"dimensionValueId\" does not match to a Dimension Value of the dimension.");
        }
        data.put("dimensionCode", dimension.text("code"));
        data.put("dimensionValueCode", value.map(found -> found.text("code")).orElse(""));
    }

    private Optional<Entity> named(JsonNode id, String table, String property, String entity) {
        return References.guid(id.asText(""))
                .map(guid -> books.table(table)
                        .get(guid)
                        .orElseThrow(
                                () -> Refusals.rule("The \"" + property + "\" does not match to a " + entity + ".")));
    }
}
