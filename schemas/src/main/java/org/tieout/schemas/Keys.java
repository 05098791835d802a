package org.tieout.schemas;

import java.util.StringJoiner;

/// Builds record keys: their parts joined by `|`. A part's own `|` and `\` are escaped, so two different lists
/// of parts
/// never meet.
public final class Keys {

    private Keys() {}

    /// Joins the parts.
    ///
    /// @throws IllegalArgumentException without parts: nothing would have the same key as one empty part
    public static String of(String... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("a key has at least one part");
        }
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

    /// The parts of a key, as they were given to [#of].
    public static String[] parts(String key) {
        var parts = key.split("\\|", -1);
        for (var i = 0; i < parts.length; i++) {
            parts[i] = unescape(parts[i]);
        }
        return parts;
    }

    private static String unescape(String part) {
        if (part.indexOf('\\') < 0) {
            return part;
        }
        var text = new StringBuilder(part.length());
        for (var i = 0; i < part.length(); i++) {
            var c = part.charAt(i);
            if (c == '\\') {
                i++;
                c = part.charAt(i) == 'p' ? '|' : part.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }

    private static String escape(String part) {
        return part.replace("\\", "\\\\").replace("|", "\\p");
    }
}
