package org.tieout.sink.qbo;

import java.util.Objects;
import org.tieout.event.DocumentLine;

/// Names of items as QuickBooks Online takes them: at most 100 characters, no colon, tab or line break
/// (Item reference, "Name").
final class ItemNames {
    private static final int LONGEST = 100;

    private ItemNames() {}

    static String of(DocumentLine line) {
        return clean(Objects.requireNonNull(line.getItem()));
    }

    /// An item posts to one income account. A line that posts elsewhere uses a namesake that says so.
    static String variant(String name, String account) {
        String suffix = " (" + clean(account) + ")";
        return name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
    }

    private static String clean(String name) {
        String clean = name.replaceAll("[:\\t\\r\\n]", "-").strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
