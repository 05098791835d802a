package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// Checks a body against the columns of its table: unknown names, kinds, lengths, lookups by `@odata.bind` (section
/// 2). What the system computes is left out, unless a switch refuses it. Not thread-safe: the organisation guards it.
public final class Binder {
    private static final String BIND = "@odata.bind";

    private final Organization organization;
    private final String root;

    /// A body that passed.
    ///
    /// @param values as they are stored
    /// @param parts the bodies of a deep insert
    public record Bound(ObjectNode values, Map<TableType.Many, List<JsonNode>> parts) {}

    /// `root` is the address of the API and ends with a slash.
    public Binder(Organization organization, String root) {
        this.organization = organization;
        this.root = root;
    }

    /// Binds a body for a new row or for a change.
    public Bound bind(TableType type, JsonNode payload, boolean create) {
        if (!payload.isObject()) {
            throw Refusals.payload(type.set(), "The body is no JSON object.");
        }
        ObjectNode values = Json.object();
        Map<TableType.Many, List<JsonNode>> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            String name = field.getKey();
            if (name.endsWith(BIND)) {
                lookup(type, name.substring(0, name.length() - BIND.length()), field.getValue(), values, create);
            } else if (type.many(name).isPresent()) {
                parts.put(type.many(name).get(), elements(type, name, field.getValue()));
            } else if (!name.contains("@")) {
                value(type, name, field.getValue(), values, create);
            }
        }
        return new Bound(values, parts);
    }

    private void value(TableType type, String name, JsonNode value, ObjectNode values, boolean create) {
        boolean clears = value.isNull() && type.one(name).isPresent();
        if (clears) {
            values.putNull(type.one(name).orElseThrow().lookup().name());
            return;
        }
        Column column = type.wire(name)
                .orElseThrow(() -> Refusals.payload(
                        type.set(),
                        "The property '" + name + "' does not exist on type 'Microsoft.Dynamics.CRM." + type.name()
                                + "'. Make sure to only use property names that are defined by the type."));
        if (column.kind() == Column.Kind.LOOKUP) {
            readOnly(type, column);
        } else if (mayWrite(type, column, create)) {
            values.set(column.name(), Values.bind(type, column, value));
        }
    }

    private void lookup(TableType type, String navigation, JsonNode value, ObjectNode values, boolean create) {
        TableType.One one = type.one(navigation)
                .orElseThrow(() -> Refusals.payload(
                        type.set(), "The navigation property '" + navigation + "' does not exist on the type."));
        if (!mayWrite(type, one.lookup(), create)) {
            return;
        }
        if (value.isNull()) {
            values.putNull(one.lookup().name());
            return;
        }
        Address address = Address.bound(organization, root, value.asText());
        if (!address.type().name().equals(one.table())) {
            throw Refusals.payload(
                    type.set(), "The navigation property '" + navigation + "' leads to " + one.table() + ".");
        }
        Entity target = address.require(organization);
        values.set(one.lookup().name(), new Reference(one.table(), target.id()).stored());
    }

    private boolean mayWrite(TableType type, Column column, boolean create) {
        boolean writable = !column.is(Column.Mark.RO) && (create || !column.is(Column.Mark.CREATE_ONLY));
        if (!writable) {
            readOnly(type, column);
        }
        return writable;
    }

    private void readOnly(TableType type, Column column) {
        if (organization.on(Switch.READ_ONLY_IS_REFUSED)) {
            throw Refusals.argument("The attribute '" + column.name() + "' of '" + type.name() + "' cannot be set.");
        }
    }

    private static List<JsonNode> elements(TableType type, String name, JsonNode value) {
        if (!value.isArray()) {
            throw Refusals.payload(type.set(), "The navigation '" + name + "' takes an array of new rows.");
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }
}
