package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tieout.simulator.http.Json;

/// Checks a payload against the declared properties: unknown names, read-only fields, kinds and lengths (sections 5
/// and 7). Stateless.
final class Binder {
    private Binder() {}

    /// A payload that passed.
    ///
    /// @param values the values as they are stored, in the order they were sent
    /// @param parts the payloads of a deep insert, by navigation
    record Bound(ObjectNode values, Map<Navigation, List<JsonNode>> parts) {}

    /// Binds an object. In the page's order the values come sorted as the type declares them.
    static Bound bind(EntityType type, JsonNode payload, boolean pageOrder) {
        if (!payload.isObject()) {
            throw Refusals.badRequest("The body is no JSON object.");
        }
        ObjectNode values = Json.object();
        Map<Navigation, List<JsonNode>> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            String name = field.getKey();
            if (name.startsWith("@odata.") || name.contains("@odata.")) {
                continue;
            }
            type.navigation(name)
                    .ifPresentOrElse(
                            navigation -> parts.put(navigation, elements(navigation, field.getValue())),
                            () -> values.set(name, value(type, name, field.getValue())));
        }
        return new Bound(pageOrder ? sorted(type, values) : values, parts);
    }

    private static JsonNode value(EntityType type, String name, JsonNode value) {
        Property property = type.require(name);
        if (property.readOnly()) {
            throw Refusals.readOnly(name);
        }
        return Values.bind(property, value);
    }

    private static List<JsonNode> elements(Navigation navigation, JsonNode value) {
        if (!navigation.many() || !value.isArray()) {
            throw Refusals.badRequest("The navigation '" + navigation.name() + "' takes an array of new records.");
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    private static ObjectNode sorted(EntityType type, ObjectNode values) {
        ObjectNode sorted = Json.object();
        type.properties().stream()
                .map(Property::name)
                .filter(values::has)
                .forEach(name -> sorted.set(name, values.path(name)));
        return sorted;
    }
}
