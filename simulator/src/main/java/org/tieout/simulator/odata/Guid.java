package org.tieout.simulator.odata;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Reads ids. Stateless.
public final class Guid {
    // UUID.fromString also takes groups that are too short.
    private static final Pattern WRITTEN =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Guid() {}

    /// The id, where the text is one to its last digit.
    public static Optional<UUID> of(String text) {
        return WRITTEN.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
