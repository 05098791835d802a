package org.tieout.cli.settle;

import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.plan.PostingProfile;

/// The ledger that is planned for.
enum Target {
    /// QuickBooks Online.
    QBO,
    /// Microsoft Dynamics 365 Business Central.
    BC,
    /// Sage Intacct.
    INTACCT,
    /// MYOB Business and AccountRight.
    MYOB;

    /// How it is posted to.
    PostingProfile profile(BcScheme scheme) {
        return switch (this) {
            case QBO -> PostingProfile.QBO;
            case BC -> scheme.profile();
            case INTACCT -> PostingProfile.INTACCT;
            case MYOB -> PostingProfile.MYOB;
        };
    }

    /// Where revenue comes from unless a flow says otherwise.
    Mode usualMode() {
        return switch (this) {
            case QBO, BC, MYOB -> Mode.INVOICE;
            case INTACCT -> Mode.SUMMARY;
        };
    }

    /// The two ways of posting to Business Central.
    enum BcScheme {
        /// Receivables stay open until a payment settles them.
        BC_1(PostingProfile.BC_1),
        /// The customer's payment method closes invoices against clearing.
        BC_2(PostingProfile.BC_2);

        private final PostingProfile profile;

        BcScheme(PostingProfile profile) {
            this.profile = profile;
        }

        PostingProfile profile() {
            return profile;
        }

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }
}
