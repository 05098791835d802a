package org.tieout.accounting.plan;

import java.util.List;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Line;

/// How money and credit of an order reach its invoices in one ledger, outside a settlement.
enum Applying {
    /// A payment takes invoices and memos alike; one of nothing only uses memos.
    INVOICES_AND_MEMOS(true) {
        @Override
        Document fromUnapplied(Heading heading, String customer, List<Line> lines, List<Application> applications) {
            return new CustomerPayment(heading, customer, lines, applications);
        }
    },
    /// A payment takes invoices only; a memo stays open until its money is given back.
    INVOICES_ONLY(false) {
        @Override
        Document fromUnapplied(Heading heading, String customer, List<Line> lines, List<Application> applications) {
            return new CustomerPayment(heading, customer, lines, applications);
        }
    },
    /// The ledger closes invoices and memos against clearing when it posts them: no payment can be applied to them,
    /// and none is needed.
    BY_THE_LEDGER(true) {
        @Override
        Document fromUnapplied(Heading heading, String customer, List<Line> lines, List<Application> applications) {
            return new Journal(heading, lines);
        }
    };

    private final boolean usesMemosAtOnce;

    Applying(boolean usesMemosAtOnce) {
        this.usesMemosAtOnce = usesMemosAtOnce;
    }

    /// That of a profile's ledger.
    static Applying of(PostingProfile profile) {
        return switch (profile) {
            case QBO -> INVOICES_AND_MEMOS;
            case BC_1, INTACCT, MYOB -> INVOICES_ONLY;
            case BC_2 -> BY_THE_LEDGER;
        };
    }

    /// The document by which money that waits in account 1155 reaches invoices.
    ///
    /// @param heading its heading
    /// @param customer whose invoices they are
    /// @param lines account 1155 is debited, what the invoices debited is credited
    /// @param applications what it takes from which invoice
    abstract Document fromUnapplied(Heading heading, String customer, List<Line> lines, List<Application> applications);

    /// True when a memo lowers what is open of its order's invoices as soon as it is posted.
    boolean usesMemosAtOnce() {
        return usesMemosAtOnce;
    }

    /// True when it takes a payment of nothing to use a memo against invoices.
    boolean usesMemosByPayment() {
        return this == INVOICES_AND_MEMOS;
    }
}
