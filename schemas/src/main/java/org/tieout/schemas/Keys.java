package org.tieout.schemas;

import java.util.StringJoiner;

/// Builds record keys: their parts joined by `|`. A part's own `|` and `\` are escaped, so two different lists of parts
/// never meet.
public final class Keys {

    private Keys() {}

    /// Joins the parts.
    public static String of(String... parts) {
        var key = new StringJoiner("|");
        for (var part : parts) {
            key.add(part.indexOf('|') < 0 && part.indexOf('\\') < 0 ? part : escape(part));
        }
        return key.toString();
    }

    /// The prefix that all keys starting with these parts have, and no others.
    public static String prefix(String... parts) {
        return of(parts) + "|";
    }

    private static String escape(String part) {
        return part.replace("\\", "\\\\").replace("|", "\\p");
    }
}
