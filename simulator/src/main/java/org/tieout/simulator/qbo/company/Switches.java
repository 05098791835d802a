package org.tieout.simulator.qbo.company;

import java.math.BigDecimal;

/// What is unverified or differs between companies, and cannot be read through the API.
///
/// @param refuseZeroDeposit whether a deposit of 0.00 is refused (unverified at the vendor)
/// @param refuseLiabilityDepositLines whether deposit lines on liability accounts are refused (not in the
/// documented
/// list)
/// @param automatedSalesTax whether automated sales tax computes tax for TAX lines and lines without a code
/// @param automatedTaxRate what it computes with
/// @param warnDuplicateNumbers the user's switch that turns duplicate document numbers into 6140
/// @param access what stands between a good token and the company
public record Switches(
        boolean refuseZeroDeposit,
        boolean refuseLiabilityDepositLines,
        boolean automatedSalesTax,
        BigDecimal automatedTaxRate,
        boolean warnDuplicateNumbers,
        Access access) {

    /// What stands between a good token and the company.
    public enum Access {
        /// Nothing.
        OPEN,
        /// The user who connected the app lost the role: 401/120.
        USER_DEMOTED,
        /// Keys and company are of different environments: 401/100.
        WRONG_ENVIRONMENT,
        /// The subscription ended: 6190.
        SUBSCRIPTION_LAPSED
    }

    /// The common company.
    public static Switches defaults() {
        return new Switches(false, false, false, new BigDecimal("0.0825"), true, Access.OPEN);
    }

    /// With deposits of 0.00 refused or not.
    public Switches withRefuseZeroDeposit(boolean value) {
        return new Switches(
                value, refuseLiabilityDepositLines, automatedSalesTax, automatedTaxRate, warnDuplicateNumbers, access);
    }

    /// With liability accounts refused on deposit lines or not.
    public Switches withRefuseLiabilityDepositLines(boolean value) {
        return new Switches(
                refuseZeroDeposit, value, automatedSalesTax, automatedTaxRate, warnDuplicateNumbers, access);
    }

    /// With automated sales tax or not.
    public Switches withAutomatedSalesTax(boolean value) {
        return new Switches(
                refuseZeroDeposit, refuseLiabilityDepositLines, value, automatedTaxRate, warnDuplicateNumbers, access);
    }

    /// With the warning about duplicate numbers or not.
    public Switches withWarnDuplicateNumbers(boolean value) {
        return new Switches(
                refuseZeroDeposit, refuseLiabilityDepositLines, automatedSalesTax, automatedTaxRate, value, access);
    }

    /// With another state of access.
    public Switches withAccess(Access value) {
        return new Switches(
                refuseZeroDeposit,
                refuseLiabilityDepositLines,
                automatedSalesTax,
                automatedTaxRate,
                warnDuplicateNumbers,
                value);
    }
}
