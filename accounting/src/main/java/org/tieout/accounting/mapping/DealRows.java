package org.tieout.accounting.mapping;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// What the mapping rows of deals may say.
public final class DealRows {

    /// Key: what was written in by hand.
    public static final String WRITE_IN = "write-in";
    /// Key: the discount on a line.
    public static final String LINE_DISCOUNT = "line-discount";
    /// Key: the discount on the whole document.
    public static final String DISCOUNT = "discount";
    /// Key: freight.
    public static final String FREIGHT = "freight";
    /// Key: the value of a deal that has no lines.
    public static final String WITHOUT_LINES = "without-lines";

    /// The keys of kind `deal`.
    public static final List<String> KEYS = List.of(WRITE_IN, LINE_DISCOUNT, DISCOUNT, FREIGHT, WITHOUT_LINES);

    /// Value of a `terms` or `shipment` row that says: nothing is sent.
    public static final String NOTHING = "-";

    /// The most characters that Business Central's numbers of items and customers have (dynamics-sales.md
    /// section 8.6).
    public static final int MOST_DIGITS = 20;

    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final Pattern COUNTRY_CODE = Pattern.compile("[A-Z]{2}");

    private DealRows() {}

    /// The key of a row of kind `deal`.
    public static MappingKey key(String word) {
        return new MappingKey(MappingKey.Kind.DEAL, word);
    }

    /// True for a GUID as 32 digits.
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// True for two capital letters.
    public static boolean isCountryCode(String text) {
        return COUNTRY_CODE.matcher(text).matches();
    }

    /// True for the kinds that only deals use.
    static boolean isOf(MappingKey.Kind kind) {
        return switch (kind) {
            case DEAL, UNIT, TERMS, SHIPMENT, REPRESENTATIVE, COUNTRY -> true;
            case ROW_TYPE,
                    ACCOUNT,
                    ITEM,
                    CUSTOMER,
                    VENDOR,
                    FEE_TAX,
                    SALES_TAX,
                    CHART,
                    ALIAS,
                    BUNDLE,
                    SKU_GROUP,
                    DIMENSION,
                    PERIOD -> false;
        };
    }

    /// What something of a deal is sold on.
    ///
    /// @param isItem true for an item, false for an account
    /// @param number its number
    public record Target(boolean isItem, String number) {

        private static final String ITEM = "item:";
        private static final String ACCOUNT = "account:";

        /// Reads `item:1000` or `account:40100`.
        public static Optional<Target> parse(String value) {
            for (var prefix : List.of(ITEM, ACCOUNT)) {
                if (value.startsWith(prefix)
                        && !value.substring(prefix.length()).isBlank()) {
                    return Optional.of(new Target(
                            prefix.equals(ITEM),
                            value.substring(prefix.length()).strip()));
                }
            }
            return Optional.empty();
        }
    }

    /// What a row says.
    ///
    /// @param value its value
    /// @param taxCode the ledger's tax code; empty for the ledger's own choice
    /// @param dimensions of the line
    /// @param version of the row
    public record Mapped(String value, String taxCode, SortedMap<String, String> dimensions, long version) {}
}
