package org.tieout.accounting.tax;

/// A rule as a mapping row states it.
///
/// @param rule the rule
/// @param taxCode the ledger's tax code for net and tax lines; empty to keep the account's own
public record AppliedTax(TaxRule rule, String taxCode) {
    /// What holds where no row says anything.
    public static final AppliedTax NONE = new AppliedTax(new TaxRule.None(), "");
}
