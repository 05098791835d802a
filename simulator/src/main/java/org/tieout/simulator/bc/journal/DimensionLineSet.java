package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// `dimensionSetLines`: the dimension values of a line or document, only below it; the key is the id of the
/// dimension (memo, 7.5). They are kept in the parent's own record, which changes with them.
final class DimensionLineSet implements EntitySet {
    private static final EntityType TYPE = EntityType.bare("dimensionSetLines", "dimensionSetLine", """
            id                     Guid
            code                   Code 20
            consolidationCode      Code 20 ro
            parentId               Guid ro
            displayName            Text 30
            valueId                Guid
            valueCode              Code 20
            valueConsolidationCode Code 20 ro
            valueDisplayName       Text 50
            """);

    private static final String VALUES = "dimensionValues";

    private final Books books;
    private final List<String> parents;

    /// `parents` are the tables whose records may be given dimensions.
    DimensionLineSet(Books books, List<String> parents) {
        this.books = books;
        this.parents = List.copyOf(parents);
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        throw Refusals.rule("You must get to the parent first to get to the dimension set line.");
    }

    @Override
    public Optional<Entity> find(String key) {
        throw Refusals.rule("You must get to the parent first to get to the dimension set line.");
    }

    @Override
    public Collection<Entity> below(Entity parent) {
        List<Entity> found = new ArrayList<>();
        References.dimensions(parent)
                .forEach((code, value) ->
                        dimension(code).ifPresent(dimension -> found.add(entity(parent, dimension, value))));
        return found;
    }

    @Override
    public Optional<Entity> find(Entity parent, String key) {
        UUID id = EntitySet.id(key);
        return below(parent).stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private Optional<Entity> dimension(String code) {
        return books.first("dimensions", "code", code);
    }

    private Entity entity(Entity parent, Entity dimension, String valueCode) {
        ObjectNode data = Json.object()
                .put("code", dimension.text("code"))
                .put("parentId", parent.id().toString())
                .put("displayName", dimension.text("displayName"))
                .put("valueCode", valueCode);
        value(dimension, valueCode)
                .ifPresent(value ->
                        data.put("valueId", value.id().toString()).put("valueDisplayName", value.text("displayName")));
        return new Entity(
                dimension.id(), Optional.of(parent.id()), data, parent.version(), parent.created(), parent.modified());
    }

    private Optional<Entity> value(Entity dimension, String code) {
        return books.table(VALUES).all().stream()
                .filter(value -> value.text("code").equals(code) && ofDimension(value, dimension))
                .findFirst();
    }

    private static boolean ofDimension(Entity value, Entity dimension) {
        return value.text("dimensionId").equals(dimension.id().toString());
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        // Of several lines in a deep insert each finds the parent as the one before it left it.
        Entity owner = parent.map(Entity::id)
                .map(this::owner)
                .orElseThrow(() -> Refusals.rule("You must get to the parent first to create a dimension set line."));
        Entity dimension = namedDimension(values);
        String code = dimension.text("code");
        Map<String, String> carried = References.dimensions(owner);
        if (carried.containsKey(code)) {
            throw Refusals.rule("The dimension set line already exists. Check existing dimension set lines and the"
                    + " default dimension set lines on the parent.");
        }
        String value = namedValue(values, dimension)
                .orElseThrow(() -> Refusals.rule("The \"valueId\" or \"valueCode\" field must be filled in."));
        carried.put(code, value);
        return entity(save(owner, carried), dimension, value);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        if (changes.has("id") || changes.has("code")) {
            throw Refusals.rule("The \"id\" and \"code\" fields cannot be modified.");
        }
        Entity dimension = books.table("dimensions").get(current.id()).orElseThrow();
        Entity owner = owner(current.parent().orElseThrow());
        Map<String, String> carried = References.dimensions(owner);
        String value = namedValue(changes, dimension).orElse(current.text("valueCode"));
        carried.put(dimension.text("code"), value);
        return entity(save(owner, carried), dimension, value);
    }

    @Override
    public void delete(Entity current) {
        Entity owner = owner(current.parent().orElseThrow());
        Map<String, String> carried = References.dimensions(owner);
        carried.remove(current.text("code"));
        save(owner, carried);
    }

    private Entity namedDimension(ObjectNode values) {
        Optional<Entity> named = Optional.empty();
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            String text = field.getValue().asText();
            if (field.getKey().equals("id")) {
                named = Optional.of(References.guid(text)
                        .flatMap(books.table("dimensions")::get)
                        .orElseThrow(() -> Refusals.rule("The \"id\" does not match to a Dimension.")));
            } else if (field.getKey().equals("code")) {
                if (named.isPresent() && !named.get().text("code").equals(text)) {
                    throw Refusals.rule("The dimension field values do not match to a specific Dimension.");
                }
                named = Optional.of(dimension(text)
                        .orElseThrow(() -> Refusals.rule("The \"code\" does not match to a Dimension.")));
            }
        }
        return named.orElseThrow(() -> Refusals.rule("The \"id\" or \"code\" field must be filled in."));
    }

    private Optional<String> namedValue(ObjectNode values, Entity dimension) {
        Optional<String> byId = References.guid(values.path("valueId").asText(""))
                .map(id -> books.table(VALUES)
                        .get(id)
                        .filter(value -> ofDimension(value, dimension))
                        .orElseThrow(() -> Refusals.rule("The \"valueId\" does not match to a Dimension Value.")))
                .map(value -> value.text("code"));
        Optional<String> byCode = Optional.of(values.path("valueCode").asText(""))
                .filter(code -> !code.isEmpty())
                .map(code -> value(dimension, code)
                        .orElseThrow(() -> Refusals.rule("The \"valueCode\" does not match to a Dimension Value.")))
                .map(value -> value.text("code"));
        if (byId.isPresent() && byCode.isPresent() && !byId.equals(byCode)) {
            throw Refusals.rule("The values of the \"dimensionCode\" field and the \"dimensionId\" field do not refer"
                    + " to the same Dimension Value.");
        }
        return byId.or(() -> byCode);
    }

    private Entity owner(UUID id) {
        return parents.stream()
                .flatMap(table -> books.table(table).get(id).stream())
                .findFirst()
                .orElseThrow(() -> readOnly(id));
    }

    private Entity save(Entity owner, Map<String, String> values) {
        String table = parents.stream()
                .filter(each -> books.table(each).get(owner.id()).isPresent())
                .findFirst()
                .orElseThrow(() -> readOnly(owner.id()));
        books.set(table).ifPresent(set -> set.requireChangeable(owner));
        ObjectNode data = owner.data().deepCopy();
        References.dimensions(data, values);
        for (int shortcut = 1; shortcut <= 2; shortcut++) {
            shortcut(table, data, "shortcutDimension" + shortcut + "Code", values);
        }
        return books.update(table, owner, data);
    }

    /// A document shows the dimensions of the company's first two shortcuts in fields of its own.
    private void shortcut(String table, ObjectNode data, String field, Map<String, String> values) {
        boolean shown =
                books.set(table).flatMap(set -> set.type().property(field)).isPresent();
        if (shown) {
            String code = books.table("generalLedgerSetup").all().stream()
                    .map(setup -> setup.text(field))
                    .findFirst()
                    .orElse("");
            data.put(field, values.getOrDefault(code, ""));
        }
    }

    private static Refusal readOnly(UUID parent) {
        return Refusals.rule(
                "Parent with ID " + parent + " does not exist or dimension set lines are read only for" + " its type.");
    }
}
