package org.tieout.accounting.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Compares a mapping table with the ledger it posts to, before anything is posted.
public final class MappingCheck {

    private MappingCheck() {}

    /// What is wrong, by key of the row.
    ///
    /// @param mappings the table
    /// @param masterData the ledger's lists
    /// @param used which rows matter: a shipped row of a category that never occurs needs no account
    public static List<MappingProblem> problems(Mappings mappings, MasterData masterData, Predicate<MappingRow> used) {
        var ledger = new LedgerCheck(masterData);
        return mappings.rows().stream()
                .filter(used)
                .flatMap(row -> problem(row, ledger).stream())
                .toList();
    }

    static Optional<MappingProblem> problem(MappingRow row, LedgerCheck ledger) {
        return ledger.gapOf(row).map(gap -> new MappingProblem(row, gap.column(), gap.problem(), nextStep(row, gap)));
    }

    /// Rows of the flow's own table, and the roles that its posting profile uses.
    public static Predicate<MappingRow> ownRowsAnd(Collection<Role> roles) {
        return row -> row.version() > 0
                || Role.byKey(row.key().key()).filter(roles::contains).isPresent();
    }

    private static String nextStep(MappingRow row, LedgerCheck.Gap gap) {
        if (gap.column().equals("tax-code")) {
            return "write one that it can take, or leave it empty";
        }
        var key = row.key().key();
        var other = switch (row.key().kind()) {
            case ACCOUNT -> "map " + key + " to another account";
            case ITEM, BUNDLE -> "map " + key + " to another item";
            case CUSTOMER -> "map " + key + " to another customer";
            case DEAL -> "map " + key + " to another item or account";
            case ROW_TYPE,
                    VENDOR,
                    FEE_TAX,
                    SALES_TAX,
                    CHART,
                    ALIAS,
                    SKU_GROUP,
                    DIMENSION,
                    UNIT,
                    TERMS,
                    SHIPMENT,
                    REPRESENTATIVE,
                    COUNTRY,
                    PERIOD -> "correct the row";
        };
        return switch (gap.cause()) {
            case ABSENT -> "create it in the ledger, or " + other;
            case INACTIVE -> "make it active in the ledger, or " + other;
            case UNFIT -> other;
        };
    }
}
