package org.tieout.simulator.qbo.company;

import java.util.Set;

/// What posting rules ask of an account.
record AccountView(String id, String name, String type, String subType) {
    private static final Set<String> BALANCE_SHEET = Set.of(
            "Bank",
            "Accounts Receivable",
            "Other Current Asset",
            "Fixed Asset",
            "Other Asset",
            "Accounts Payable",
            "Credit Card",
            "Other Current Liability",
            "Long Term Liability",
            "Equity");

    boolean undepositedFunds() {
        return subType.equals("UndepositedFunds");
    }

    boolean onBalanceSheet() {
        return BALANCE_SHEET.contains(type);
    }

    boolean receivesMoney() {
        return type.equals("Bank") || type.equals("Other Current Asset");
    }
}
