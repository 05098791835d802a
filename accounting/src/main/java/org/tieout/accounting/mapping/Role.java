package org.tieout.accounting.mapping;

/// Accounts that a plan needs whatever the rows say.
public enum Role {
    /// Where payouts arrive.
    BANK,
    /// What Amazon holds of settled money until it pays out; unused where undeposited funds play that part.
    CLEARING,
    /// What is owed to Amazon as a vendor, for fees that are billed.
    VENDOR_PAYABLE,
    /// What buyers owe.
    RECEIVABLE,
    /// Payments received and not yet deposited.
    UNDEPOSITED,
    /// Receipts of orders that cannot be invoiced yet.
    UNAPPLIED,
    /// What an earlier month already holds of a later deposit.
    ACCRUED,
    /// What is owed to Amazon after a negative settlement.
    PAYABLE,
    /// Tax that the seller remits.
    SALES_TAX,
    /// Tax in what Amazon charges, which the seller may deduct.
    INPUT_TAX,
    /// Tax in what the seller sells, or owes by reverse charge: VAT or GST.
    OUTPUT_TAX,
    /// Payouts that Amazon sent and the bank has not shown yet.
    IN_TRANSIT,
    /// What Amazon defers, where revenue comes from settlements and is accrued at a month end.
    DEFERRED,
    /// What Amazon holds against refunds and claims.
    RESERVE,
    /// What converting a payout into the bank's currency costs.
    CONVERSION_COST,
    /// The interest on a loan of Amazon's.
    INTEREST,
    /// The other side of opening balances at a cut-over.
    MIGRATION;

    /// The role whose row has that key.
    public static java.util.Optional<Role> byKey(String key) {
        return java.util.Arrays.stream(values())
                .filter(role -> role.key().key().equals(key))
                .findFirst();
    }

    /// The key of the role's row in a mapping table, for example `account:ROLE.BANK`.
    public MappingKey key() {
        return new MappingKey(MappingKey.Kind.ACCOUNT, "ROLE." + name());
    }
}
