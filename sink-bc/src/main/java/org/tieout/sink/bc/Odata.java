package org.tieout.sink.bc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The bits of OData that we write (memo, 4).
final class Odata {
    /// Alternatives in one filter. An address has to stay readable for a gateway.
    static final int ALTERNATIVES = 25;

    private Odata() {}

    /// Questions for all these values of one property, as few as alternatives allow: `or` on the same property
    /// works, on different ones it does not.
    static List<String> anyOf(String set, String property, Collection<String> values, String rest) {
        return anyOf(set, property, values, "", rest);
    }

    /// @param and what has to be so besides; empty where nothing has
    static List<String> anyOf(String set, String property, Collection<String> values, String and, String rest) {
        List<String> all = List.copyOf(values);
        List<String> urls = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ALTERNATIVES) {
            String filter = all.subList(from, Math.min(all.size(), from + ALTERNATIVES)).stream()
                    .map(value -> property + " eq " + value)
                    .collect(Collectors.joining(" or "));
            urls.add(set + "?$filter=" + encoded(and.isEmpty() ? filter : and + " and (" + filter + ")") + rest);
        }
        return urls;
    }

    /// A text as a literal; a quote in it is doubled.
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
