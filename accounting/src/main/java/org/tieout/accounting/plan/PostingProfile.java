package org.tieout.accounting.plan;

import java.util.EnumSet;
import java.util.Set;
import org.tieout.accounting.mapping.Role;

/// The ways in which the same settlement reaches different ledgers. A sink only renders what its profile made.
public enum PostingProfile {
    /// QuickBooks Online: payments to undeposited funds, one deposit that equals the bank line.
    QBO,
    /// Business Central, open receivables: customer payments balanced by clearing, one journal a month.
    BC_1,
    /// Business Central, the default: the customer's payment method closes every invoice against clearing.
    BC_2,
    /// Sage Intacct: journals for the sales side, bills of the vendor Amazon for its fees.
    INTACCT,
    /// MYOB: customer payments into a clearing account, money spent from it, a transfer to the bank.
    MYOB;

    /// The account that an order's invoice debits: the receivable, or clearing where the ledger closes invoices itself.
    public Role invoiceDebits() {
        return this == BC_2 ? Role.CLEARING : Role.RECEIVABLE;
    }

    /// The account that receives what buyers paid until Amazon pays out.
    public Role received() {
        return this == QBO ? Role.UNDEPOSITED : Role.CLEARING;
    }

    /// The account that carries a settlement's balance over a month end.
    public Role carried() {
        return this == QBO ? Role.ACCRUED : Role.CLEARING;
    }

    /// How many characters the shortest field has in which this ledger shows a document's number or reference:
    /// QuickBooks'
    /// document number has 21, a journal's document number of Business Central 20, every number of MYOB 13.
    public int longestReference() {
        return switch (this) {
            case QBO, INTACCT -> 21;
            case BC_1, BC_2 -> 20;
            case MYOB -> 13;
        };
    }

    /// The accounts a mapping must have before anything is planned.
    public Set<Role> roles() {
        var roles = EnumSet.of(Role.BANK, Role.PAYABLE, Role.SALES_TAX, Role.UNAPPLIED, Role.RECEIVABLE);
        roles.addAll(
                switch (this) {
                    case QBO -> EnumSet.of(Role.UNDEPOSITED, Role.ACCRUED);
                    case BC_1, BC_2, MYOB -> EnumSet.of(Role.CLEARING);
                    case INTACCT -> EnumSet.of(Role.CLEARING, Role.VENDOR_PAYABLE);
                });
        return roles;
    }
}
