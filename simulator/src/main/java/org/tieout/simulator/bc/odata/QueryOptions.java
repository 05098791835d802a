package org.tieout.simulator.bc.odata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The query options of a request or of a nested `$expand`. Immutable.
///
/// @param select the properties to write; empty for all
/// @param top how many records at most; -1 for no limit
/// @param skipToken where a page before this one ended
record QueryOptions(
        Filter filter,
        List<String> select,
        List<Expand> expand,
        List<Order> order,
        long top,
        long skip,
        boolean count,
        Optional<String> skipToken) {

    /// A navigation to follow, with its own options.
    record Expand(Navigation navigation, EntitySet target, QueryOptions options) {}

    /// A property to sort by.
    record Order(Property property, boolean descending) {}

    static QueryOptions parse(EntityType type, Map<String, String> options, Sets sets) {
        boolean newest = options.getOrDefault("$schemaversion", "").equals("2.1");
        options.keySet().stream()
                .filter(name -> name.startsWith("$") && !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusals.badRequest("The query option '" + name + "' is not supported.");
                });
        String filter = options.getOrDefault("$filter", "");
        return new QueryOptions(
                filter.isBlank() ? Filter.all() : FilterParser.parse(type, newest, filter),
                names(options.getOrDefault("$select", "")).stream()
                        .filter(name -> !name.equals("*"))
                        .map(name -> type.require(name).name())
                        .toList(),
                expands(type, options.getOrDefault("$expand", ""), sets),
                names(options.getOrDefault("$orderby", "")).stream()
                        .map(term -> order(type, term))
                        .toList(),
                number(options, "$top", -1),
                number(options, "$skip", 0),
                options.getOrDefault("$count", "false").equals("true"),
                Optional.ofNullable(options.get("$skiptoken")));
    }

    private static final List<String> KNOWN = List.of(
            "$filter", "$select", "$expand", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$schemaversion");

    private static long number(Map<String, String> options, String name, long absent) {
        String text = options.getOrDefault(name, "");
        if (text.isEmpty()) {
            return absent;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException notNumber) {
            // Refused below, like a negative one.
        }
        throw Refusals.badRequest("Invalid value '" + text + "' for " + name + " query option found.");
    }

    private static Order order(EntityType type, String term) {
        String[] words = term.split("\\s+");
        boolean descending = words.length == 2 && words[1].equals("desc");
        if (words.length > 2 || (words.length == 2 && !descending && !words[1].equals("asc"))) {
            throw Refusals.badRequest("Syntax error in $orderby at '" + term + "'.");
        }
        return new Order(type.require(words[0]), descending);
    }

    private static List<Expand> expands(EntityType type, String text, Sets sets) {
        return names(text).stream().map(term -> expand(type, term, sets)).toList();
    }

    private static Expand expand(EntityType type, String term, Sets sets) {
        int open = term.indexOf('(');
        String name = open < 0 ? term : term.substring(0, open).strip();
        Navigation navigation = type.navigation(name).orElseThrow(() -> Refusals.unknownProperty(type.name(), name));
        EntitySet target = sets.set(navigation.set()).orElseThrow(() -> Refusals.resourceNotFound(name));
        String nested = open < 0 ? "" : term.substring(open + 1, term.length() - 1);
        return new Expand(navigation, target, parse(target.type(), nested(nested), sets));
    }

    private static Map<String, String> nested(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : split(text, ';')) {
            int equals = option.indexOf('=');
            if (equals < 0) {
                throw Refusals.badRequest("Syntax error in $expand at '" + option + "'.");
            }
            options.put(
                    option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        }
        return options;
    }

    private static List<String> names(String text) {
        return split(text, ',');
    }

    /// Splits outside of parentheses and quotes.
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == separator && depth == 0 && !quoted) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        if (depth != 0 || quoted) {
            throw Refusals.badRequest("Syntax error in the query: '" + text + "' does not close what it opens.");
        }
        parts.add(text.substring(from));
        return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
    }
}
