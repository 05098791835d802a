package org.tieout.accounting.mapping;

import java.util.Optional;
import org.tieout.accounting.catalogue.Category;

/// Whether the ledger can take what a mapping row names. Pure.
record LedgerCheck(MasterData masterData) {

    /// What the ledger cannot take of a row.
    ///
    /// @param column the row's column that names it
    /// @param problem what is wrong
    /// @param cause which way
    record Gap(String column, String problem, Cause cause) {

        private static Gap absent(String what) {
            return new Gap("value", what + " is not in the ledger", Cause.ABSENT);
        }

        private static Gap inactive(String what) {
            return new Gap("value", what + " is inactive in the ledger", Cause.INACTIVE);
        }
    }

    /// What can be wrong with what a row names.
    enum Cause {
        /// The ledger has no such thing.
        ABSENT,
        /// It has it, and does not let it be used.
        INACTIVE,
        /// It has it, and it cannot serve for this.
        UNFIT
    }

    /// What is wrong; nothing when the ledger can take the row, or when the list that would tell was not read.
    Optional<Gap> gapOf(MappingRow row) {
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
            case DEAL -> deal(row).or(() -> taxCode(row));
            case ROW_TYPE,
                    VENDOR,
                    CHART,
                    ALIAS,
                    SKU_GROUP,
                    DIMENSION,
                    UNIT,
                    TERMS,
                    SHIPMENT,
                    REPRESENTATIVE,
                    COUNTRY,
                    PERIOD -> Optional.empty();
        };
    }

    private Optional<Gap> deal(MappingRow row) {
        return DealRows.Target.parse(row.value())
                .flatMap(target -> target.isItem() ? item(target.number()) : accountOfDeal(target.number()));
    }

    private Optional<Gap> accountOfDeal(String number) {
        if (masterData.accounts().isEmpty()) {
            return Optional.empty();
        }
        return masterData
                .account(number)
                .map(account ->
                        account.active() ? Optional.<Gap>empty() : Optional.of(Gap.inactive("account " + number)))
                .orElseGet(() -> Optional.of(Gap.absent("account " + number)));
    }

    /// True when the ledger takes an item of that number although no row names it: it has it, or the sink
    /// creates it.
    boolean takesItem(String number) {
        return masterData
                .itemNumbered(number)
                .map(MasterData.Item::active)
                .orElse(masterData.creates().items() && number.length() <= DealRows.MOST_DIGITS);
    }

    private Optional<Gap> account(MappingRow row) {
        if (masterData.accounts().isEmpty()) {
            return Optional.empty();
        }
        var code = Mappings.codeOf(row.key().key());
        var role = Role.byKey(code);
        var found = masterData.account(row.value());
        if (found.isEmpty()) {
            return Optional.of(Gap.absent("account " + row.value()));
        }
        var account = found.get();
        if (!account.active()) {
            return Optional.of(Gap.inactive("account " + row.value()));
        }
        var unfit = role.isPresent()
                ? unfitForRole(role.get(), account)
                : Category.byCode(code).flatMap(category -> unfitForCategory(category, account));
        return unfit.or(() -> taxCode(row)).or(() -> accountTaxCode(row, account));
    }

    private static Optional<Gap> unfitForRole(Role role, MasterData.Account account) {
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
        return fits
                ? Optional.empty()
                : Optional.of(new Gap("value", unfit(account, role.key().key()), Cause.UNFIT));
    }

    private static Optional<Gap> unfitForCategory(Category category, MasterData.Account account) {
        var kind = AccountClass.of(account.type());
        var balance = category.code().startsWith("BAL.") || category.code().startsWith("LOAN.");
        var unfit = kind.isOfSubledger() || (balance && kind.isOfProfitAndLoss());
        return unfit ? Optional.of(new Gap("value", unfit(account, category.code()), Cause.UNFIT)) : Optional.empty();
    }

    private static String unfit(MasterData.Account account, String use) {
        var code = account.number().isEmpty() ? account.name() : account.number();
        return "account " + code + " is of type " + account.type() + ", which " + use + " cannot use";
    }

    private Optional<Gap> taxCode(MappingRow row) {
        return row.taxCode().isEmpty() || masterData.knowsTaxCode(row.taxCode())
                ? Optional.empty()
                : Optional.of(new Gap("tax-code", "tax code " + row.taxCode() + " is not in the ledger", Cause.ABSENT));
    }

    private static Optional<Gap> accountTaxCode(MappingRow row, MasterData.Account account) {
        return row.taxCode().isEmpty()
                        || account.taxCodes().isEmpty()
                        || account.taxCodes().contains(row.taxCode())
                ? Optional.empty()
                : Optional.of(new Gap(
                        "tax-code", "account " + row.value() + " cannot take tax code " + row.taxCode(), Cause.UNFIT));
    }

    private Optional<Gap> item(String name) {
        var known = masterData.item(name);
        if (known.isPresent()) {
            return known.get().active() ? Optional.empty() : Optional.of(Gap.inactive("item '" + name + "'"));
        }
        return masterData.creates().items() || masterData.items().isEmpty()
                ? Optional.empty()
                : Optional.of(Gap.absent("item '" + name + "'"));
    }

    private Optional<Gap> customer(String name) {
        var known = masterData.customer(name);
        if (known.isPresent()) {
            return known.get().active() ? Optional.empty() : Optional.of(Gap.inactive("customer '" + name + "'"));
        }
        return masterData.creates().customers() ? Optional.empty() : Optional.of(Gap.absent("customer '" + name + "'"));
    }
}
