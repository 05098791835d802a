package org.tieout.accounting.document;

/// An account of the ledger, as a mapping names it.
///
/// @param code its number, or its name where the ledger has no numbers
/// @param name what a person reads
/// @param taxCode the tax code for its lines; empty for the ledger's default
public record Account(String code, String name, String taxCode) {
    /// An account without a tax code.
    public static Account of(String code, String name) {
        return new Account(code, name, "");
    }
}
