package org.tieout.accounting.mapping;

import java.util.Optional;
import org.tieout.accounting.catalogue.Category;

/// Whether the ledger can take what a mapping row names. Pure.
record LedgerCheck(MasterData masterData) {

    /// What is wrong, in words that go on "row …: "; nothing when the ledger can take it, or when the list that would
    /// tell was not read.
    Optional<String> gapOf(MappingRow row) {
        return switch (row.key().kind()) {
            case ACCOUNT -> account(row);
            case ITEM -> item(row.value()).or(() -> taxCode(row));
            case BUNDLE ->
                Bundle.parse(row.value()).parts().stream()
                        .flatMap(part -> item(part.item()).stream())
                        .findFirst()
                        .or(() -> taxCode(row));
            case CUSTOMER -> customer(row.value());
            case FEE_TAX, SALES_TAX -> taxCode(row);
            case ROW_TYPE, VENDOR, CHART, ALIAS, SKU_GROUP, DIMENSION, PERIOD -> Optional.empty();
        };
    }

    private Optional<String> account(MappingRow row) {
        if (masterData.accounts().isEmpty()) {
            return Optional.empty();
        }
        var code = Mappings.codeOf(row.key().key());
        var role = Role.byKey(code);
        var found = masterData.account(row.value());
        if (found.isEmpty()) {
            return Optional.of("account " + row.value() + " is not in the ledger");
        }
        var account = found.get();
        if (!account.active()) {
            return Optional.of("account " + row.value() + " is inactive in the ledger");
        }
        var unfit = role.isPresent()
                ? unfitForRole(role.get(), account)
                : Category.byCode(code).flatMap(category -> unfitForCategory(category, account));
        return unfit.or(() -> taxCode(row)).or(() -> accountTaxCode(row, account));
    }

    private static Optional<String> unfitForRole(Role role, MasterData.Account account) {
        var kind = AccountClass.of(account.type());
        var fits = kind == AccountClass.UNKNOWN
                || switch (role) {
                    case RECEIVABLE -> kind == AccountClass.RECEIVABLE;
                    case VENDOR_PAYABLE -> kind == AccountClass.PAYABLE;
                    case BANK,
                            CLEARING,
                            UNDEPOSITED,
                            UNAPPLIED,
                            ACCRUED,
                            PAYABLE,
                            SALES_TAX,
                            INPUT_TAX,
                            OUTPUT_TAX,
                            IN_TRANSIT,
                            DEFERRED,
                            RESERVE,
                            MIGRATION -> !kind.isOfProfitAndLoss() && !kind.isOfSubledger();
                    case CONVERSION_COST, INTEREST -> kind.isOfProfitAndLoss();
                };
        return fits ? Optional.empty() : Optional.of(unfit(account, role.key().key()));
    }

    private static Optional<String> unfitForCategory(Category category, MasterData.Account account) {
        var kind = AccountClass.of(account.type());
        var balance = category.code().startsWith("BAL.") || category.code().startsWith("LOAN.");
        var unfit = kind.isOfSubledger() || (balance && kind.isOfProfitAndLoss());
        return unfit ? Optional.of(unfit(account, category.code())) : Optional.empty();
    }

    private static String unfit(MasterData.Account account, String use) {
        var code = account.number().isEmpty() ? account.name() : account.number();
        return "account " + code + " is of type " + account.type() + ", which " + use + " cannot use";
    }

    private Optional<String> taxCode(MappingRow row) {
        return row.taxCode().isEmpty() || masterData.knowsTaxCode(row.taxCode())
                ? Optional.empty()
                : Optional.of("tax code " + row.taxCode() + " is not in the ledger");
    }

    private static Optional<String> accountTaxCode(MappingRow row, MasterData.Account account) {
        return row.taxCode().isEmpty()
                        || account.taxCodes().isEmpty()
                        || account.taxCodes().contains(row.taxCode())
                ? Optional.empty()
                : Optional.of("account " + row.value() + " cannot take tax code " + row.taxCode());
    }

    private Optional<String> item(String name) {
        var known = masterData.item(name);
        if (known.isPresent()) {
            return known.get().active()
                    ? Optional.empty()
                    : Optional.of("item '" + name + "' is inactive in the ledger");
        }
        return masterData.creates().items() || masterData.items().isEmpty()
                ? Optional.empty()
                : Optional.of("item '" + name + "' is not in the ledger");
    }

    private Optional<String> customer(String name) {
        var known = masterData.customer(name);
        if (known.isPresent()) {
            return known.get().active()
                    ? Optional.empty()
                    : Optional.of("customer '" + name + "' is inactive in the ledger");
        }
        return masterData.creates().customers()
                ? Optional.empty()
                : Optional.of("customer '" + name + "' is not in the ledger");
    }
}
