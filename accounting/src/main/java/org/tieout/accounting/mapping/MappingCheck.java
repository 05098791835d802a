package org.tieout.accounting.mapping;

import java.util.Collection;
import java.util.List;
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
                .flatMap(row -> ledger.gapOf(row).map(gap -> new MappingProblem(row, gap, nextStep(row))).stream())
                .toList();
    }

    /// Rows of the flow's own table, and the roles that its posting profile uses.
    public static Predicate<MappingRow> ownRowsAnd(Collection<Role> roles) {
        return row -> row.version() > 0
                || Role.byKey(row.key().key()).filter(roles::contains).isPresent();
    }

    private static String nextStep(MappingRow row) {
        return switch (row.key().kind()) {
            case ACCOUNT ->
                "create or activate it in the ledger, or map " + row.key().key() + " to another account";
            case ITEM, BUNDLE ->
                "create or activate it in the ledger, or map " + row.key().key() + " to another item";
            case CUSTOMER ->
                "create or activate it in the ledger, or map " + row.key().key() + " to another customer";
            case ROW_TYPE, VENDOR, FEE_TAX, SALES_TAX, CHART, ALIAS, SKU_GROUP, DIMENSION, PERIOD -> "correct the row";
        };
    }
}
