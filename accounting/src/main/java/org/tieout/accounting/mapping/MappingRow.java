package org.tieout.accounting.mapping;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One row of a mapping table. Edits of the table never change what was posted: the version is stored on every line.
///
/// @param key what is mapped
/// @param marketplace only for this marketplace; null means all
/// @param validFrom first posting date it is valid for; null means since ever
/// @param validTo last posting date it is valid for; null means for ever
/// @param value what it is mapped to
/// @param name a name, where the kind has one
/// @param type a type, where the kind has one
/// @param taxCode the ledger's tax code, where one is wanted
/// @param skuGroup only for goods of this group; null means all
/// @param dimensions the ledger's dimensions of its lines, by name
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
        @Nullable String skuGroup,
        SortedMap<String, String> dimensions,
        long version) {

    private static final SortedMap<String, String> NONE = Collections.unmodifiableSortedMap(new TreeMap<>());

    public MappingRow {
        dimensions = dimensions.isEmpty() ? NONE : Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    /// A row for all goods, without dimensions.
    public MappingRow(
            MappingKey key,
            @Nullable String marketplace,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            String value,
            String name,
            String type,
            String taxCode,
            long version) {
        this(key, marketplace, validFrom, validTo, value, name, type, taxCode, null, NONE, version);
    }

    /// This row for goods of one group only, or with dimensions.
    public MappingRow with(@Nullable String group, Map<String, String> itsDimensions) {
        return new MappingRow(
                key,
                marketplace,
                validFrom,
                validTo,
                value,
                name,
                type,
                taxCode,
                group,
                new TreeMap<>(itsDimensions),
                version);
    }

    /// True when the row holds for that marketplace on that date.
    boolean holds(@Nullable String forMarketplace, LocalDate date) {
        return (marketplace == null || (forMarketplace != null && marketplace.equalsIgnoreCase(forMarketplace)))
                && (validFrom == null || !date.isBefore(validFrom))
                && (validTo == null || !date.isAfter(validTo));
    }

    /// True when the row holds for goods of that group.
    boolean ofGroup(@Nullable String group) {
        return skuGroup == null || skuGroup.equals(group);
    }

    /// Rows with the same identity replace each other.
    public String identity() {
        return key + "@" + (marketplace == null ? "" : marketplace) + "@" + (validFrom == null ? "" : validFrom)
                + (skuGroup == null ? "" : "@" + skuGroup);
    }

    /// This row under another version.
    public MappingRow withVersion(long newVersion) {
        return new MappingRow(
                key, marketplace, validFrom, validTo, value, name, type, taxCode, skuGroup, dimensions, newVersion);
    }
}
