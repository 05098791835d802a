package org.tieout.accounting.mapping;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What a mapping row is looked up by. A missing one is what a parked record waits for.
///
/// @param kind which part of the table
/// @param key the row's key, as the mapping file writes it
public record MappingKey(Kind kind, String key) implements Comparable<MappingKey> {

    /// The parts of a mapping table.
    public enum Kind {
        /// A row type to its category.
        ROW_TYPE("row-type"),
        /// A category or role to its account.
        ACCOUNT("account"),
        /// A SKU, or a category's service item, to the ledger's item.
        ITEM("item"),
        /// A marketplace to the customer its sales are booked on.
        CUSTOMER("customer"),
        /// The vendor that Amazon is, for what it charges.
        VENDOR("vendor"),
        /// What Amazon charges to the rule for the tax in it.
        FEE_TAX("fee-tax"),
        /// What is sold or refunded to the rule for the tax in it.
        SALES_TAX("sales-tax"),
        /// An account's number to its name and type.
        CHART("chart"),
        /// A SKU, or a pattern of SKUs, to the SKU whose row holds for it.
        ALIAS("alias"),
        /// A SKU to the several items it is sold as.
        BUNDLE("bundle"),
        /// A SKU, or a pattern of SKUs, to the group that account rows may name.
        SKU_GROUP("sku-group"),
        /// A dimension's name, perhaps of one category, to its value.
        DIMENSION("dimension"),
        /// What a deal has that is no product, to the item or account it is sold on.
        DEAL("deal"),
        /// A unit of the CRM to the ledger's unit of measure.
        UNIT("unit"),
        /// The CRM's code of payment terms to the ledger's.
        TERMS("terms"),
        /// The CRM's code of a shipping method to the ledger's.
        SHIPMENT("shipment"),
        /// An owner of deals to the ledger's salesperson.
        REPRESENTATIVE("representative"),
        /// A country as people wrote it to its code.
        COUNTRY("country"),
        /// A closed period of the books, which a flow's options open. No row of a mapping file is of this kind.
        PERIOD("period");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The word in the mapping file.
        public String word() {
            return word;
        }

        /// The kind with that word.
        ///
        /// @throws IllegalArgumentException naming the known words
        public static Kind of(String word) {
            for (var kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown kind '" + word + "': one of "
                    + Arrays.stream(values())
                            .filter(kind -> kind != PERIOD)
                            .map(Kind::word)
                            .collect(Collectors.joining(", ")));
        }
    }

    /// The reverse of [#toString].
    public static MappingKey parse(String text) {
        var colon = text.indexOf(':');
        return new MappingKey(Kind.of(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public int compareTo(MappingKey other) {
        return toString().compareTo(other.toString());
    }

    /// Kind and key, for example `item:SKU-1`.
    @Override
    public String toString() {
        return kind.word() + ":" + key;
    }
}
