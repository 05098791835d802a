package org.tieout.accounting.mapping;

import java.util.SortedMap;

/// What goods of one SKU, or charges of one category, are in the ledger.
///
/// @param parts one item, or the several that a bundle is sold as
/// @param taxCode the tax code for its lines; empty for the account's
/// @param dimensions the ledger's dimensions of its lines, over the account's
/// @param mappingVersion version of the row that chose it
public record Goods(Bundle parts, String taxCode, SortedMap<String, String> dimensions, long mappingVersion) {}
