package org.tieout.accounting.mapping;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One row of a mapping table. Edits of the table never change what was posted: the version is stored on every
/// line.
///
/// @param key what is mapped
/// @param marketplace only for this marketplace; null means all
/// @param validFrom first posting date it is valid for; null means since ever
/// @param validTo last posting date it is valid for; null means for ever
/// @param value what it is mapped to
/// @param name a name, where the kind has one
/// @param type a type, where the kind has one
/// @param taxCode the ledger's tax code, where one is wanted
/// @param version version of the table this row came with
public record MappingRow(
        MappingKey key,
        @Nullable String marketplace,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        String value,
        String name,
        String type,
        String taxCode,
        long version) {

    /// True when the row holds for that marketplace on that date.
    boolean holds(@Nullable String forMarketplace, LocalDate date) {
        return (marketplace == null || (forMarketplace != null && marketplace.equalsIgnoreCase(forMarketplace)))
                && (validFrom == null || !date.isBefore(validFrom))
                && (validTo == null || !date.isAfter(validTo));
    }

    /// Rows with the same identity replace each other.
    public String identity() {
        return key + "@" + (marketplace == null ? "" : marketplace) + "@" + (validFrom == null ? "" : validFrom);
    }

    /// This row under another version.
    public MappingRow withVersion(long newVersion) {
        return new MappingRow(key, marketplace, validFrom, validTo, value, name, type, taxCode, newVersion);
    }
}
