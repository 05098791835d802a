package org.tieout.accounting.mapping;

import java.util.Locale;

/// What kind of account a ledger's own type word means. Ledgers differ in their words and agree in these.
enum AccountClass {
    BANK,
    RECEIVABLE,
    PAYABLE,
    ASSET,
    LIABILITY,
    EQUITY,
    INCOME,
    EXPENSE,
    /// A word of which we know nothing: nothing is held against it.
    UNKNOWN;

    static AccountClass of(String type) {
        var word = type.toLowerCase(Locale.ROOT);
        if (word.contains("receivable")) {
            return RECEIVABLE;
        } else if (word.contains("payable")) {
            return PAYABLE;
        } else if (word.contains("bank") || word.contains("checking") || word.contains("cash")) {
            return BANK;
        } else if (word.contains("liabilit") || word.contains("credit card")) {
            return LIABILITY;
        } else if (word.contains("equity")) {
            return EQUITY;
        } else if (word.contains("income") || word.contains("revenue")) {
            return INCOME;
        } else if (word.contains("expense") || word.contains("cost")) {
            return EXPENSE;
        } else if (word.contains("asset")) {
            return ASSET;
        }
        return UNKNOWN;
    }

    boolean isOfProfitAndLoss() {
        return this == INCOME || this == EXPENSE;
    }

    /// Accounts of a subledger take their amounts from documents with a customer or vendor.
    boolean isOfSubledger() {
        return this == RECEIVABLE || this == PAYABLE;
    }
}
