package org.tieout.accounting.source;

/// What kind of settlement row it is: the three columns that a mapping is keyed by.
///
/// @param transactionType transaction-type, for example `Order`
/// @param amountType amount-type, for example `ItemFees`
/// @param amountDescription amount-description, for example `Commission`
public record RowType(String transactionType, String amountType, String amountDescription)
        implements Comparable<RowType> {

    /// As a mapping file writes it: the three columns joined by `|`.
    public String key() {
        return transactionType + "|" + amountType + "|" + amountDescription;
    }

    /// The reverse of [#key]. A description may itself hold `|`.
    ///
    /// @throws IllegalArgumentException if there are fewer than three parts
    public static RowType parse(String key) {
        var first = key.indexOf('|');
        var second = first < 0 ? -1 : key.indexOf('|', first + 1);
        if (second < 0) {
            throw new IllegalArgumentException(
                    "a row type is written transaction-type|amount-type|amount-description, not: " + key);
        }
        return new RowType(key.substring(0, first), key.substring(first + 1, second), key.substring(second + 1));
    }

    @Override
    public int compareTo(RowType other) {
        var byTransaction = transactionType.compareTo(other.transactionType);
        var byType = byTransaction != 0 ? byTransaction : amountType.compareTo(other.amountType);
        return byType != 0 ? byType : amountDescription.compareTo(other.amountDescription);
    }

    @Override
    public String toString() {
        return key();
    }
}
