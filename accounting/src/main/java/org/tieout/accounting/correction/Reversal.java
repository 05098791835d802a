package org.tieout.accounting.correction;

import java.util.List;
import java.util.Optional;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CreditMemo;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Invoice;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;

/// What takes a document back: a journal by a journal, an invoice by a credit memo, a credit memo by an invoice. The
/// latter two are used against each other by a payment of nothing, so that neither stays open.
final class Reversal {

    private Reversal() {}

    static List<Document> of(Document document, Mappings mappings) {
        return switch (document) {
            case Journal journal -> List.of(new Journal(heading(document), reversed(document)));
            case Invoice invoice -> {
                var memo = new CreditMemo(heading(document), invoice.customer(), invoice.order(), reversed(document));
                yield used(document, memo, invoice.customer(), invoice.order(), mappings);
            }
            case CreditMemo memo -> {
                var invoice = new Invoice(
                        heading(document), memo.customer(), memo.order(), Optional.empty(), reversed(document));
                yield used(document, invoice, memo.customer(), memo.order(), mappings);
            }
            case Document.RefundReceipt receipt -> throw settled(document);
            case CustomerPayment payment -> throw settled(document);
            case Document.Deposit deposit -> throw settled(document);
            case Document.CreditRefund refund -> throw settled(document);
            case Document.BillPayment payment -> throw settled(document);
            case Document.Transfer transfer -> throw settled(document);
            case Document.SpendMoney spent -> throw settled(document);
            case Document.ReceiveMoney received -> throw settled(document);
            case Document.Bill bill -> List.of(new Document.Bill(heading(document), bill.vendor(), reversed(document)));
        };
    }

    private static IllegalStateException settled(Document document) {
        return new IllegalStateException(document.id() + " is settled and is never taken back");
    }

    private static Heading heading(Document document) {
        var old = document.heading();
        return new Heading(
                old.id().reversal(),
                Numbers.reversal(old.reference(), old.id()),
                old.date(),
                old.currency(),
                "Takes back " + old.reference() + " of " + old.date() + " (" + old.id() + ")",
                Optional.of(old.id()));
    }

    private static List<Line> reversed(Document document) {
        return document.lines().stream().map(Line::reversed).toList();
    }

    /// What the document puts on the receivable, its reversal takes from it.
    private static List<Document> used(
            Document document, Document reversal, String customer, OrderId order, Mappings mappings) {
        var old = document.heading();
        var zero = Money.zero(old.currency());
        var owed = document.lines().stream()
                .filter(line -> line.category().isEmpty())
                .map(Line::amount)
                .reduce(zero, Money::plus);
        if (owed.isZero()) {
            return List.of(reversal);
        }
        var undeposited = mappings.accountOf(Role.UNDEPOSITED, null, old.date()).orElseThrow();
        var receivable = mappings.accountOf(Role.RECEIVABLE, null, old.date()).orElseThrow();
        var payment = new CustomerPayment(
                new Heading(
                        old.id().appliedReversal(),
                        Numbers.appliedReversal(old.reference(), old.id()),
                        old.date(),
                        old.currency(),
                        "Uses the reversal of " + old.reference() + " against it",
                        Optional.of(old.id())),
                customer,
                List.of(Line.balancing(undeposited, zero, "Nothing is paid"), Line.balancing(receivable, zero, "Used")),
                List.of(
                        new Application(document.id(), document.kind(), Optional.of(order), owed),
                        new Application(reversal.id(), reversal.kind(), Optional.of(order), owed.negate())));
        return List.of(reversal, payment);
    }
}
