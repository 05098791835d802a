package org.tieout.simulator.dataverse.odata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.odata.Refusal;

/// The query options of a request or of a nested `$expand`. Immutable.
///
/// @param select the columns to write; empty for all
/// @param top how many rows at most; -1 for no limit
/// @param skipToken where a page before this one ended
/// @param deltaToken where a synchronisation before this one ended
record Query(
        Filter filter,
        Set<Column> select,
        List<Expand> expand,
        List<Order> order,
        long top,
        boolean count,
        Optional<String> skipToken,
        Optional<String> deltaToken) {
    private static final Set<String> KNOWN =
            Set.of("$select", "$filter", "$orderby", "$expand", "$top", "$count", "$skiptoken", "$deltatoken");

    /// A navigation with query options of its own.
    record Expand(String navigation, TableType target, Query query) {}

    /// One criterion of `$orderby`.
    record Order(Column column, boolean descending) {}

    /// The names of the columns asked for, for the context.
    String selected() {
        List<String> names =
                new ArrayList<>(select.stream().map(Column::wireName).toList());
        expand.forEach(one -> names.add(one.navigation() + "(" + one.query().selected() + ")"));
        return String.join(",", names);
    }

    static Query parse(Organization organization, TableType type, Map<String, String> options) {
        for (String name : options.keySet()) {
            if (name.startsWith("$") && !KNOWN.contains(name)) {
                throw Refusals.query("The query parameter " + name + " is not supported.");
            }
        }
        return new Query(
                options.containsKey("$filter")
                        ? FilterParser.parse(type, options.getOrDefault("$filter", ""))
                        : new Filter.All(),
                select(type, options.getOrDefault("$select", "")),
                expand(organization, type, options.getOrDefault("$expand", "")),
                order(type, options.getOrDefault("$orderby", "")),
                number(options),
                Boolean.parseBoolean(options.getOrDefault("$count", "false")),
                Optional.ofNullable(options.get("$skiptoken")),
                Optional.ofNullable(options.get("$deltatoken")));
    }

    private static long number(Map<String, String> options) {
        String text = options.get("$top");
        if (text == null) {
            return -1;
        }
        if (!text.matches("[0-9]{1,9}") || text.matches("0+")) {
            throw Refusals.query("Invalid value '" + text + "' for $top query option found.");
        }
        return Long.parseLong(text);
    }

    private static Set<Column> select(TableType type, String text) {
        Set<Column> columns = new LinkedHashSet<>();
        for (String name : parts(text, ',')) {
            Column column = type.wire(name)
                    .filter(found -> !found.is(Column.Mark.WRITE_ONLY))
                    .orElseThrow(() -> Refusals.unknownProperty(type.name(), name));
            columns.add(column);
        }
        return columns;
    }

    private static List<Order> order(TableType type, String text) {
        List<Order> order = new ArrayList<>();
        for (String part : parts(text, ',')) {
            List<String> words = Arrays.asList(part.split("\\s+"));
            boolean descending = words.getLast().equals("desc");
            if (words.size() > 2
                    || (words.size() == 2 && !descending && !words.getLast().equals("asc"))) {
                throw Refusals.query("Syntax error in $orderby at '" + part + "'.");
            }
            Column column = type.wire(words.getFirst())
                    .orElseThrow(() -> Refusals.unknownProperty(type.name(), words.getFirst()));
            order.add(new Order(column, descending));
        }
        return List.copyOf(order);
    }

    private static List<Expand> expand(Organization organization, TableType type, String text) {
        List<Expand> expands = new ArrayList<>();
        for (String part : parts(text, ',')) {
            int open = part.indexOf('(');
            if (open >= 0 && !part.endsWith(")")) {
                throw Refusals.query("Syntax error in $expand at '" + part + "'.");
            }
            String name = open < 0 ? part : part.substring(0, open);
            Map<String, String> nested = new LinkedHashMap<>();
            if (open >= 0) {
                parts(part.substring(open + 1, part.length() - 1), ';').forEach(option -> option(nested, option));
            }
            TableType target = organization.type(target(type, name));
            expands.add(new Expand(name, target, parse(organization, target, nested)));
        }
        return List.copyOf(expands);
    }

    private static void option(Map<String, String> options, String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw Refusals.query("Syntax error in $expand at '" + text + "'.");
        }
        options.put(text.substring(0, equals), text.substring(equals + 1));
    }

    private static String target(TableType type, String navigation) {
        return type.many(navigation)
                .map(TableType.Many::table)
                .or(() -> type.one(navigation).map(TableType.One::table))
                .orElseThrow(() -> unknownNavigation(type, navigation));
    }

    private static Refusal unknownNavigation(TableType type, String navigation) {
        return Refusals.unknownProperty(type.name(), navigation);
    }

    /// Splits at a separator that stands outside of parentheses.
    private static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == separator && depth == 0) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
