package org.tieout.simulator.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Header fields by case-insensitive name. Immutable.
public final class Headers {
    private final Map<String, List<String>> fields;

    /// Copies the fields.
    public Headers(Map<String, ? extends Collection<String>> fields) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fields.forEach((name, values) ->
                copy.computeIfAbsent(key(name), _ -> new ArrayList<>()).addAll(values));
        this.fields = Map.copyOf(copy);
    }

    /// The first value of the field.
    public Optional<String> first(String name) {
        return fields.getOrDefault(key(name), List.of()).stream().findFirst();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
