package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Value;
import org.tieout.simulator.state.Entity;

/// Writes rows with the columns, navigations and annotations that were asked for. Not thread-safe: the organisation
/// guards it.
final class Renderer {
    static final String FORMATTED = "OData.Community.Display.V1.FormattedValue";
    private static final String LOGICAL_NAME = "Microsoft.Dynamics.CRM.lookuplogicalname";
    private static final String NAVIGATION = "Microsoft.Dynamics.CRM.associatednavigationproperty";

    private final Organization organization;

    Renderer(Organization organization) {
        this.organization = organization;
    }

    static String etag(Entity row) {
        return "W/\"" + row.version() + "\"";
    }

    ObjectNode row(TableType type, Entity row, Query query, Preferences preferences) {
        ObjectNode node = Json.object().put("@odata.etag", etag(row));
        type.columns().stream()
                .filter(column ->
                        query.select().isEmpty() || query.select().contains(column) || column.kind() == Column.Kind.KEY)
                .filter(column -> !column.is(Column.Mark.WRITE_ONLY))
                .forEach(column -> write(row, column, node, preferences));
        query.expand().forEach(expand -> node.set(expand.navigation(), expanded(type, row, expand, preferences)));
        return node;
    }

    private void write(Entity row, Column column, ObjectNode node, Preferences preferences) {
        String name = column.wireName();
        if (column.kind() == Column.Kind.KEY) {
            node.put(name, row.id().toString());
            return;
        }
        JsonNode stored = row.data().path(column.name());
        if (stored.isMissingNode() || stored.isNull()) {
            node.putNull(name);
            return;
        }
        if (column.kind() == Column.Kind.LOOKUP) {
            Reference target = Reference.read(stored.asText());
            if (preferences.annotate(NAVIGATION)) {
                node.put(name + "@" + NAVIGATION, column.navigation(target.table()));
            }
            if (preferences.annotate(LOGICAL_NAME)) {
                node.put(name + "@" + LOGICAL_NAME, target.table());
            }
            if (preferences.annotate(FORMATTED)) {
                node.put(name + "@" + FORMATTED, nameOf(target));
            }
            node.put(name, target.key());
            return;
        }
        if (preferences.annotate(FORMATTED)) {
            formatted(column, stored).ifPresent(text -> node.put(name + "@" + FORMATTED, text));
        }
        node.set(name, stored);
    }

    private static Optional<String> formatted(Column column, JsonNode stored) {
        return switch (column.kind()) {
            case CHOICE -> Optional.ofNullable(column.choices().get(stored.asInt()));
            case BOOL -> Optional.of(stored.asBoolean() ? "Yes" : "No");
            case MONEY ->
                Optional.of("$"
                        + new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT))
                                .format(stored.decimalValue().setScale(2, RoundingMode.HALF_EVEN)));
            case DECIMAL, INT, BIGINT, DATE, TIMESTAMP -> Optional.of(stored.asText());
            case KEY, TEXT, LOOKUP, GUID -> Optional.empty();
        };
    }

    /// The name of a row as people see it.
    private String nameOf(Reference reference) {
        TableType type = organization.type(reference.table());
        return organization
                .find(reference)
                .map(row -> row.text(type.primaryName()))
                .orElse("");
    }

    private JsonNode expanded(TableType type, Entity row, Query.Expand expand, Preferences preferences) {
        Optional<TableType.Many> many = type.many(expand.navigation());
        if (many.isEmpty()) {
            TableType.One one = type.one(expand.navigation()).orElseThrow();
            return Rows.lookup(row.data(), one.lookup().name())
                    .filter(target -> target.table().equals(one.table()))
                    .flatMap(organization::find)
                    .<JsonNode>map(target -> row(expand.target(), target, expand.query(), preferences))
                    .orElseGet(() -> Json.object().nullNode());
        }
        ArrayNode array = Json.array();
        Query query = expand.query();
        List<Entity> rows = sorted(related(many.get(), row), query).stream()
                .filter(query.filter()::passes)
                .toList();
        long wanted = query.top() < 0 ? rows.size() : Math.min(query.top(), rows.size());
        rows.subList(0, (int) wanted).forEach(part -> array.add(row(expand.target(), part, query, preferences)));
        return array;
    }

    /// The rows that name this one.
    List<Entity> related(TableType.Many many, Entity row) {
        return organization.rows(many.table()).stream()
                .filter(other ->
                        Rows.id(other, many.via()).filter(row.id()::equals).isPresent())
                .toList();
    }

    /// As `$orderby` says; rows that are equal by it, by their ids.
    static List<Entity> sorted(Collection<Entity> rows, Query query) {
        List<Entity> sorted = new ArrayList<>(rows);
        Comparator<Entity> comparator = (_, _) -> 0;
        for (Query.Order order : query.order()) {
            comparator = comparator.thenComparing(by(order));
        }
        sorted.sort(comparator.thenComparing(row -> row.id().toString()));
        return sorted;
    }

    private static Comparator<Entity> by(Query.Order order) {
        Comparator<Entity> ascending = (left, right) -> {
            Optional<Value> mine = Filter.value(order.column(), left);
            Optional<Value> its = Filter.value(order.column(), right);
            if (mine.isEmpty() || its.isEmpty()) {
                return Boolean.compare(mine.isPresent(), its.isPresent());
            }
            return mine.get().compare(its.get());
        };
        return order.descending() ? ascending.reversed() : ascending;
    }
}
