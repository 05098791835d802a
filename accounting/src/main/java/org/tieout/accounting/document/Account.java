package org.tieout.accounting.document;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// An account of the ledger, as a mapping names it, with what the mapping says of the lines on it.
///
/// Two are equal when a ledger would see no difference between them: the version of the mapping is evidence, and not
/// part of what is posted.
///
/// @param code its number, or its name where the ledger has no numbers
/// @param name what a person reads
/// @param taxCode the tax code for its lines; empty for the ledger's default
/// @param dimensions the ledger's dimensions of its lines, by name
/// @param mappingVersion version of the mapping row that chose it; 0 for the rows that ship with the product
public record Account(
        String code, String name, String taxCode, SortedMap<String, String> dimensions, long mappingVersion) {

    private static final SortedMap<String, String> NONE = Collections.unmodifiableSortedMap(new TreeMap<>());

    public Account {
        dimensions = dimensions.isEmpty() ? NONE : Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    /// An account without dimensions.
    public Account(String code, String name, String taxCode) {
        this(code, name, taxCode, NONE, 0);
    }

    /// An account without a tax code.
    public static Account of(String code, String name) {
        return new Account(code, name, "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Account that
                && code.equals(that.code)
                && name.equals(that.name)
                && taxCode.equals(that.taxCode)
                && dimensions.equals(that.dimensions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, name, taxCode, dimensions);
    }

    /// What a document's hash is made of: without dimensions it reads as it did before there were any.
    @Override
    public String toString() {
        return "Account[code=" + code + ", name=" + name + ", taxCode=" + taxCode
                + (dimensions.isEmpty() ? "]" : ", dimensions=" + dimensions + "]");
    }
}
