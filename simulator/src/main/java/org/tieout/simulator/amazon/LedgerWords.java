package org.tieout.simulator.amazon;

import java.util.List;

/// What the Finances API calls what a settlement file calls otherwise: transaction types, and the names on
/// the way to an amount. Sources: Amazon, models/finances-api-model/finances_2024-06-19.json; a published
/// recording of listTransactions; a public tally of leaf types by transaction type. Wrapper names of rare
/// rows are assumed.
final class LedgerWords {
    private static final String ADJUSTMENT = "Adjustment";
    private static final String EXPENSES = "Expenses";
    private static final String SALES = "Sales";
    private static final String SERVICE_FEE = "ServiceFee";
    private static final String TAX = "Tax";

    /// Amazon's fees are one branch of their own.
    static final String FEES = "AmazonFees";

    private LedgerWords() {}

    /// Shipment, Refund, ServiceFee and others.
    static String type(SettlementRow row) {
        return switch (row.transactionType()) {
            case "Order" -> "Shipment";
            case "Refund" -> "Refund";
            case "ServiceFee" -> row.amountType().equals("Cost of Advertising") ? "ProductAdsPayment" : SERVICE_FEE;
            case "CouponRedemptionFee" -> SERVICE_FEE;
            case "other-transaction" -> otherType(row);
            default -> row.transactionType();
        };
    }

    private static String otherType(SettlementRow row) {
        if (row.amountType().equals("FBA Inventory Reimbursement")) {
            return "FBAInventoryReimbursement";
        }
        return switch (row.amountDescription()) {
            case "Subscription Fee", "Storage Fee", "FBAInboundTransportationFee" -> SERVICE_FEE;
            case SettlementCloser.CHARGE -> "Transfer";
            case SettlementCloser.CURRENT_RESERVE, SettlementCloser.PREVIOUS_RESERVE, "Shipping label purchase" ->
                ADJUSTMENT;
            default -> "MiscellaneousLedgerAdjustment";
        };
    }

    /// Why, in words.
    static String description(SettlementRow row) {
        return switch (type(row)) {
            case "Shipment" -> "Order Payment";
            case "Refund" -> "Refund Order";
            default -> row.amountDescription();
        };
    }

    /// The path to an item's amount: `ProductCharges`, `OurPricePrincipal`.
    static List<String> itemPath(SettlementRow row) {
        String description = row.amountDescription();
        return switch (row.amountType()) {
            case "ItemFees" -> List.of(FEES, description, "Base");
            case "ItemWithheldTax" -> List.of(TAX, description);
            case "Promotion" -> List.of("PromoRebates", promotion(description));
            default -> price(description);
        };
    }

    private static String promotion(String description) {
        return switch (description) {
            case "Principal" -> "OurPriceDiscount";
            case "Shipping" -> "ShippingDiscount";
            default -> "OurPriceTaxDiscount";
        };
    }

    private static List<String> price(String description) {
        return switch (description) {
            case "Principal" -> List.of("ProductCharges", "OurPricePrincipal");
            case "Tax" -> List.of(TAX, "OurPriceTax");
            case "Shipping" -> List.of("Shipping", "ShippingPrincipal");
            case "ShippingTax" -> List.of(TAX, "ShippingTax");
            case "GiftWrap" -> List.of("Giftwrap", "GiftwrapPrincipal");
            case "GiftWrapTax" -> List.of(TAX, "GiftwrapTax");
            default -> List.of(description, description + "Principal");
        };
    }

    /// The path to an amount of the whole transaction, which goes one level below Sales and Expenses.
    static List<String> path(SettlementRow row) {
        return switch (type(row)) {
            case "Shipment" -> below(SALES, EXPENSES, row);
            case "Refund" -> below("Refunded Sales", "Refunded Expenses", row);
            case "Transfer" -> List.of("FundTransfer");
            default -> accountPath(row);
        };
    }

    private static List<String> below(String sales, String expenses, SettlementRow row) {
        String first = itemPath(row).getFirst();
        return List.of(first.equals(FEES) ? expenses : sales, first);
    }

    private static List<String> accountPath(SettlementRow row) {
        if (row.amountType().equals("FBA Inventory Reimbursement")) {
            return List.of(SALES, row.cents() < 0 ? "FBAReversedReimbursement" : "FBAInventoryReimbursement");
        }
        return switch (row.amountDescription()) {
            case "Subscription Fee" -> List.of(EXPENSES, "Subscription");
            case "Storage Fee" -> List.of(EXPENSES, "FBAStorageFee");
            case "Shipping label purchase" -> List.of(EXPENSES, "PostageBilling");
            case "TransactionTotalAmount" -> List.of(EXPENSES, "AdvertisingFee");
            case SettlementCloser.CURRENT_RESERVE -> List.of("ReserveDebit");
            case SettlementCloser.PREVIOUS_RESERVE -> List.of("ReserveCredit");
            case SettlementCloser.PAYABLE -> List.of("Other");
            default -> List.of(row.cents() < 0 ? EXPENSES : SALES, accountLeaf(row));
        };
    }

    private static String accountLeaf(SettlementRow row) {
        return row.transactionType().equals("CouponRedemptionFee") ? "CouponRedemptionFee" : row.amountDescription();
    }
}
