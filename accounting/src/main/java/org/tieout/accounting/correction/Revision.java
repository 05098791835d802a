package org.tieout.accounting.correction;

import java.util.Optional;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CreditMemo;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Deposit;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Invoice;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Document.RefundReceipt;

/// A planned document under the revision it is posted as.
final class Revision {

    private Revision() {}

    static Document of(Document document, int revision) {
        if (revision == 1) {
            return document;
        }
        var old = document.heading();
        var replaced = old.id().revised(revision - 1);
        var heading = new Heading(
                old.id().revised(revision),
                Numbers.revision(old.reference(), revision),
                old.date(),
                old.currency(),
                old.memo() + " (stands instead of " + replaced + ")",
                Optional.of(replaced));
        return switch (document) {
            case Invoice invoice ->
                new Invoice(heading, invoice.customer(), invoice.order(), invoice.trackingNumber(), invoice.lines());
            case CreditMemo memo -> new CreditMemo(heading, memo.customer(), memo.order(), memo.lines());
            case RefundReceipt receipt ->
                new RefundReceipt(heading, receipt.customer(), receipt.order(), receipt.lines());
            case CustomerPayment payment ->
                new CustomerPayment(heading, payment.customer(), payment.lines(), payment.applications());
            case Deposit deposit -> new Deposit(heading, deposit.lines(), deposit.applications());
            case Journal journal -> new Journal(heading, journal.lines());
        };
    }
}
