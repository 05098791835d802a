package org.tieout.simulator.qbo.company;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The vendor's account types with the sub types that matter here; the first is the default. Source: Account
/// reference,
/// "AccountType and AccountSubType".
final class AccountTypes {
    private static final Map<String, List<String>> SUB_TYPES = Map.ofEntries(
            Map.entry(
                    "Bank",
                    List.of("Checking", "CashOnHand", "MoneyMarket", "Savings", "RentsHeldInTrust", "TrustAccounts")),
            Map.entry("Accounts Receivable", List.of("AccountsReceivable")),
            Map.entry(
                    "Other Current Asset",
                    List.of(
                            "OtherCurrentAssets",
                            "UndepositedFunds",
                            "Inventory",
                            "PrepaidExpenses",
                            "AllowanceForBadDebts",
                            "EmployeeCashAdvances")),
            Map.entry("Fixed Asset", List.of("OtherFixedAssets")),
            Map.entry("Other Asset", List.of("OtherLongTermAssets")),
            Map.entry("Accounts Payable", List.of("AccountsPayable")),
            Map.entry("Credit Card", List.of("CreditCard")),
            Map.entry(
                    "Other Current Liability",
                    List.of(
                            "OtherCurrentLiabilities",
                            "SalesTaxPayable",
                            "LoanPayable",
                            "LineOfCredit",
                            "PrepaidExpensesPayable")),
            Map.entry("Long Term Liability", List.of("OtherLongTermLiabilities", "NotesPayable")),
            Map.entry("Equity", List.of("OwnersEquity", "OpeningBalanceEquity", "RetainedEarnings")),
            Map.entry(
                    "Income",
                    List.of(
                            "SalesOfProductIncome",
                            "ServiceFeeIncome",
                            "DiscountsRefundsGiven",
                            "OtherPrimaryIncome",
                            "NonProfitIncome")),
            Map.entry("Other Income", List.of("OtherMiscellaneousIncome", "InterestEarned", "OtherInvestmentIncome")),
            Map.entry(
                    "Cost of Goods Sold",
                    List.of("SuppliesMaterialsCogs", "ShippingFreightDeliveryCos", "OtherCostsOfServiceCos")),
            Map.entry(
                    "Expense",
                    List.of(
                            "OtherMiscellaneousServiceCost",
                            "CommissionsAndFees",
                            "AdvertisingPromotional",
                            "ShippingFreightDelivery",
                            "InterestPaid",
                            "OtherBusinessExpenses",
                            "DuesSubscriptions",
                            "TaxesPaid")),
            Map.entry("Other Expense", List.of("OtherMiscellaneousExpense", "PenaltiesSettlements")));

    private AccountTypes() {}

    static boolean known(String type) {
        return SUB_TYPES.containsKey(type);
    }

    static Optional<String> defaultSubType(String type) {
        return Optional.ofNullable(SUB_TYPES.get(type)).map(List::getFirst);
    }

    static boolean matches(String type, String subType) {
        return SUB_TYPES.getOrDefault(type, List.of()).contains(subType);
    }

    static Optional<String> typeOf(String subType) {
        return SUB_TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(subType))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String classification(String type) {
        return switch (type) {
            case "Accounts Payable", "Credit Card", "Other Current Liability", "Long Term Liability" -> "Liability";
            case "Equity" -> "Equity";
            case "Income", "Other Income" -> "Revenue";
            case "Cost of Goods Sold", "Expense", "Other Expense" -> "Expense";
            default -> "Asset";
        };
    }
}
