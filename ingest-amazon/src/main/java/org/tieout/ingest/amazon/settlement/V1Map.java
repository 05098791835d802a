package org.tieout.ingest.amazon.settlement;

import java.util.List;
import java.util.Optional;
import org.tieout.accounting.source.RowType;

/// How the amounts of a V1 file read in the words of V2, so that one mapping serves both.
///
/// A V1 row has a transaction type and up to nine amounts, most with a type of their own. Each amount that is
/// not blank
/// is one line. The first rule of its column whose patterns match says what it is (`*` matches any text):
///
/// | V1 amount column | transaction-type | its type | V2 transaction-type, amount-type, amount-description |
/// |---|---|---|---|
/// | price-amount | any | any | *same*, ItemPrice, price-type |
/// | item-related-fee-amount | ServiceFee | any | ServiceFee, *item-related-fee-type*, TransactionTotalAmount |
/// | item-related-fee-amount | any | MarketplaceFacilitator…, LowValueGoodsTax…, TCS-…, TDS… | *same*, ItemWithheldTax,
/// item-related-fee-type |
/// | item-related-fee-amount | any | any | *same*, ItemFees, item-related-fee-type |
/// | promotion-amount | any | any | *same*, Promotion, promotion-type |
/// | shipment-fee-amount | any | any | *same*, Shipment-Fees, shipment-fee-type |
/// | order-fee-amount | any | any | *same*, Order-Fees, order-fee-type |
/// | misc-fee-amount | any | – | *same*, Misc-Fees, Misc-Fee |
/// | other-fee-amount | ServiceFee | any | ServiceFee, *item-related-fee-type*, other-fee-reason-description |
/// | other-fee-amount | any | any | *same*, Other-Fees, other-fee-reason-description |
/// | direct-payment-amount | any | any | *same*, Direct-Payment, direct-payment-type |
/// | other-amount | WAREHOUSE_…, MISSING_FROM_INBOUND…, … | – | other-transaction, FBA Inventory Reimbursement,
/// *transaction-type* |
/// | other-amount | MULTICHANNEL_ORDER_… | – | other-transaction, MCF Inventory Reimbursement, *transaction-type* |
/// | other-amount | Micro Deposit | – | Transfers, Micro Deposit, Micro Deposit |
/// | other-amount | any | – | other-transaction, other-transaction, *transaction-type* |
///
/// From "Update: Removal of XML Settlement Report and Flat File Settlement Report date changed to November 11,
/// 2026"
/// (the name of a type column becomes amount-type, its value amount-description) and from real Canadian V1
/// settlements.
/// The names for order, misc, other and direct-payment amounts are inferred: no V2 row of them was seen.
final class V1Map {

    /// A column with amounts, and the one that says what kind.
    record AmountColumn(String amountColumn, Optional<String> typeColumn) {
        private AmountColumn(String amountColumn, String typeColumn) {
            this(amountColumn, Optional.of(typeColumn));
        }
    }

    private static final String PRICE = "price-amount";
    private static final String ITEM_FEE = "item-related-fee-amount";
    private static final String PROMOTION = "promotion-amount";
    private static final String SHIPMENT_FEE = "shipment-fee-amount";
    private static final String ORDER_FEE = "order-fee-amount";
    private static final String MISC_FEE = "misc-fee-amount";
    private static final String OTHER_FEE = "other-fee-amount";
    private static final String DIRECT_PAYMENT = "direct-payment-amount";
    private static final String OTHER = "other-amount";

    /// The type of the fee that an other-fee of the same row belongs to.
    static final String ITEM_FEE_TYPE = "item-related-fee-type";

    /// Every column of a V1 file that holds amounts.
    static final List<AmountColumn> AMOUNT_COLUMNS = List.of(
            new AmountColumn(PRICE, "price-type"),
            new AmountColumn(ITEM_FEE, ITEM_FEE_TYPE),
            new AmountColumn(PROMOTION, "promotion-type"),
            new AmountColumn(SHIPMENT_FEE, "shipment-fee-type"),
            new AmountColumn(ORDER_FEE, "order-fee-type"),
            new AmountColumn(MISC_FEE, Optional.empty()),
            new AmountColumn(OTHER_FEE, "other-fee-reason-description"),
            new AmountColumn(DIRECT_PAYMENT, "direct-payment-type"),
            new AmountColumn(OTHER, Optional.empty()));

    private static final String ANY = "*";
    /// The V1 row's transaction-type.
    private static final String SAME = "{transaction-type}";
    /// The text in the amount's own type column.
    private static final String KIND = "{type}";
    /// The text in item-related-fee-type.
    private static final String FEE_KIND = "{item-related-fee-type}";

    private static final String SERVICE_FEE = "ServiceFee";
    private static final String OTHER_TRANSACTION = "other-transaction";
    private static final String FBA_REIMBURSEMENT = "FBA Inventory Reimbursement";
    private static final String MCF_REIMBURSEMENT = "MCF Inventory Reimbursement";
    private static final String WITHHELD = "ItemWithheldTax";

    private record Rule(String amountColumn, String transactionType, String type, RowType becomes) {
        static Rule of(
                String column, String transaction, String type, String becomes1, String becomes2, String becomes3) {
            return new Rule(column, transaction, type, new RowType(becomes1, becomes2, becomes3));
        }

        boolean matches(String column, String transaction, String kind) {
            return amountColumn.equals(column) && like(transactionType, transaction) && like(type, kind);
        }

        private static boolean like(String pattern, String text) {
            return pattern.endsWith(ANY)
                    ? text.regionMatches(true, 0, pattern, 0, pattern.length() - 1)
                    : text.equalsIgnoreCase(pattern);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(PRICE, ANY, ANY, SAME, "ItemPrice", KIND),
            Rule.of(ITEM_FEE, SERVICE_FEE, ANY, SAME, KIND, "TransactionTotalAmount"),
            Rule.of(ITEM_FEE, ANY, "MarketplaceFacilitator*", SAME, WITHHELD, KIND),
            Rule.of(ITEM_FEE, ANY, "LowValueGoodsTax*", SAME, WITHHELD, KIND),
            Rule.of(ITEM_FEE, ANY, "TCS-*", SAME, WITHHELD, KIND),
            Rule.of(ITEM_FEE, ANY, "TDS*", SAME, WITHHELD, KIND),
            Rule.of(ITEM_FEE, ANY, ANY, SAME, "ItemFees", KIND),
            Rule.of(PROMOTION, ANY, ANY, SAME, "Promotion", KIND),
            Rule.of(SHIPMENT_FEE, ANY, ANY, SAME, "Shipment-Fees", KIND),
            Rule.of(ORDER_FEE, ANY, ANY, SAME, "Order-Fees", KIND),
            Rule.of(MISC_FEE, ANY, ANY, SAME, "Misc-Fees", "Misc-Fee"),
            Rule.of(OTHER_FEE, SERVICE_FEE, ANY, SAME, FEE_KIND, KIND),
            Rule.of(OTHER_FEE, ANY, ANY, SAME, "Other-Fees", KIND),
            Rule.of(DIRECT_PAYMENT, ANY, ANY, SAME, "Direct-Payment", KIND),
            Rule.of(OTHER, "WAREHOUSE_*", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "MISSING_FROM_INBOUND*", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "REVERSAL_REIMBURSEMENT", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "COMPENSATED_CLAWBACK", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "FREE_REPLACEMENT_REFUND_ITEMS", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "CS_ERROR_ITEMS", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "RE_EVALUATION", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "INCORRECT_FEES_ITEMS", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "REMOVAL_ORDER_*", ANY, OTHER_TRANSACTION, FBA_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "MULTICHANNEL_ORDER_*", ANY, OTHER_TRANSACTION, MCF_REIMBURSEMENT, SAME),
            Rule.of(OTHER, "Micro Deposit", ANY, "Transfers", SAME, SAME),
            Rule.of(OTHER, ANY, ANY, OTHER_TRANSACTION, OTHER_TRANSACTION, SAME));

    private V1Map() {}

    /// What an amount of a V1 row is called in V2.
    ///
    /// @param amountColumn the column that held it
    /// @param transactionType the row's transaction-type
    /// @param type the text of its type column; empty if it has none
    /// @param itemFeeType the row's item-related-fee-type
    static RowType toV2(String amountColumn, String transactionType, String type, String itemFeeType) {
        var rule = RULES.stream()
                .filter(r -> r.matches(amountColumn, transactionType, type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no V1 amount column: " + amountColumn));
        return new RowType(
                filled(rule.becomes().transactionType(), transactionType, type, itemFeeType),
                filled(rule.becomes().amountType(), transactionType, type, itemFeeType),
                filled(rule.becomes().amountDescription(), transactionType, type, itemFeeType));
    }

    private static String filled(String template, String transactionType, String type, String itemFeeType) {
        return switch (template) {
            case SAME -> transactionType;
            case KIND -> type;
            case FEE_KIND -> itemFeeType;
            default -> template;
        };
    }
}
