package org.tieout.simulator.dataverse.model;

import java.util.List;

/// An alternate key of a table (section 7); its index is built after it was defined, until then it cannot be used.
public record AlternateKey(String name, String table, List<String> columns, Status status) {
    /// How far the index is.
    public enum Status {
        /// Not begun.
        PENDING,
        /// Usable.
        ACTIVE,
        /// There were duplicates.
        FAILED
    }

    /// Copies the columns.
    public AlternateKey {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || columns.size() > 16) {
            throw new IllegalArgumentException("a key has 1 to 16 columns, not " + columns.size());
        }
    }

    /// In another status.
    public AlternateKey with(Status other) {
        return new AlternateKey(name, table, columns, other);
    }
}
