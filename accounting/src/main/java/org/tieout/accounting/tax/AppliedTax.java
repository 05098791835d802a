package org.tieout.accounting.tax;

/// A rule as a mapping row states it.
///
/// @param rule the rule
/// @param taxCode the ledger's tax code for net and tax lines; empty to keep the account's own
/// @param mappingVersion version of that row; 0 where none says anything
public record AppliedTax(TaxRule rule, String taxCode, long mappingVersion) {
    /// What holds where no row says anything.
    public static final AppliedTax NONE = new AppliedTax(new TaxRule.None(), "", 0);

    /// True when lines are the same with it and without it, whichever row said so.
    public boolean changesNothing() {
        return rule.equals(NONE.rule) && taxCode.isEmpty();
    }
}
