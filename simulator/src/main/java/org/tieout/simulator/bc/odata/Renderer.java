package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Value;
import org.tieout.simulator.state.Entity;

/// Writes records with the properties and navigations that were asked for. Stateless.
final class Renderer {
    private Renderer() {}

    static ObjectNode record(EntitySet set, Entity entity, QueryOptions options) {
        ObjectNode node = Json.object().put("@odata.etag", ETags.of(entity));
        set.type().properties().stream()
                .filter(property ->
                        options.select().isEmpty() || options.select().contains(property.name()))
                .forEach(property -> node.set(property.name(), set.value(entity, property)));
        options.expand().forEach(expand -> node.set(expand.navigation().name(), expanded(set, entity, expand)));
        return node;
    }

    private static JsonNode expanded(EntitySet set, Entity entity, QueryOptions.Expand expand) {
        EntitySet target = expand.target();
        if (!expand.navigation().many()) {
            Optional<Entity> other = follow(set, entity, expand.navigation(), target);
            return other.<JsonNode>map(found -> record(target, found, expand.options()))
                    .orElseGet(() -> Json.object().nullNode());
        }
        ArrayNode array = Json.array();
        QueryOptions options = expand.options();
        Stream<Entity> rows = sorted(target, target.below(entity), options).stream()
                .filter(row -> passes(target, row, options))
                .skip(options.skip());
        (options.top() < 0 ? rows : rows.limit(options.top())).forEach(row -> array.add(record(target, row, options)));
        return array;
    }

    /// The record that a navigation to at most one leads to.
    static Optional<Entity> follow(EntitySet set, Entity entity, Navigation navigation, EntitySet target) {
        String key = set.value(entity, set.type().require(navigation.via())).asText();
        return key.equals(Property.BLANK_GUID) ? Optional.empty() : target.find(key);
    }

    static boolean passes(EntitySet set, Entity entity, QueryOptions options) {
        return options.filter().passes(property -> set.value(entity, property));
    }

    static List<Entity> sorted(EntitySet set, Collection<Entity> rows, QueryOptions options) {
        List<Entity> sorted = new ArrayList<>(rows);
        if (!options.order().isEmpty()) {
            Comparator<Entity> comparator = (_, _) -> 0;
            for (QueryOptions.Order order : options.order()) {
                comparator = comparator.thenComparing(by(set, order));
            }
            Collections.sort(sorted, comparator);
        }
        return sorted;
    }

    private static Comparator<Entity> by(EntitySet set, QueryOptions.Order order) {
        Function<Entity, Value> value = entity -> Operand.stored(order.property(), set.value(entity, order.property()));
        Comparator<Entity> ascending = (left, right) -> value.apply(left).compare(value.apply(right));
        return order.descending() ? ascending.reversed() : ascending;
    }
}
