package org.tieout.simulator.odata;

import java.util.Locale;
import java.util.Optional;

/// The functions of a `$filter` that look for a part of a text.
public enum Match {
    /// Anywhere.
    CONTAINS,
    /// At the beginning.
    STARTSWITH,
    /// At the end.
    ENDSWITH;

    /// The function as a filter writes it; nothing where there is none of this name.
    public static Optional<Match> named(String name) {
        for (Match each : values()) {
            if (each.wireName().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// As a filter writes it.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the part is found in the text.
    public boolean finds(String text, String part) {
        return switch (this) {
            case CONTAINS -> text.contains(part);
            case STARTSWITH -> text.startsWith(part);
            case ENDSWITH -> text.endsWith(part);
        };
    }
}
