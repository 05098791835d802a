package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.state.Entity;

/// Takes posted invoices back (section 9): `cancel` posts a corrective credit memo at once,
/// `makeCorrectiveCreditMemo` leaves it as a draft. Not thread-safe: the company guards it.
final class Corrections {
    private final Books books;
    private final SalesPosting posting;

    Corrections(Books books, SalesPosting posting) {
        this.books = books;
        this.posting = posting;
    }

    void cancel(Entity invoice) {
        requirePosted(invoice);
        if (invoice.text("status").equals("Canceled")) {
            throw Refusals.rule("The invoice cannot be canceled because it has already been canceled.");
        }
        boolean paid = partlyPaid(invoice);
        if (paid && !books.on(Switch.PAID_INVOICES_CAN_BE_CANCELED)) {
            throw paid("cancel");
        }
        Entity memo = copy(invoice);
        Entity posted = posting.post(SalesKind.CREDIT_MEMO, memo);
        mark(SalesKind.CREDIT_MEMO, posted, "Corrective");
        mark(SalesKind.INVOICE, invoice, "Canceled");
    }

    /// Makes the draft and answers it.
    Entity draft(Entity invoice) {
        requirePosted(invoice);
        if (partlyPaid(invoice)) {
            throw paid("correct");
        }
        return copy(invoice);
    }

    private static void requirePosted(Entity invoice) {
        if (invoice.text("status").equals("Draft")) {
            throw Refusals.rule("The action can be applied to a posted invoice only.");
        }
    }

    private static boolean partlyPaid(Entity invoice) {
        return invoice.amount("remainingAmount").compareTo(invoice.amount("totalAmountIncludingTax")) != 0;
    }

    private static RuntimeException paid(String verb) {
        return Refusals.rule("You cannot " + verb + " this posted sales invoice because it is fully or partially paid."
                + " To reverse a paid sales invoice, you must manually create a sales credit memo.");
    }

    private Entity copy(Entity invoice) {
        ObjectNode data = invoice.data().deepCopy();
        String today = books.today().toString();
        data.remove(List.of("invoiceDate", "orderId", "orderNumber", "promisedPayDate", "remainingAmount"));
        data.put("number", books.nextNumber(SalesKind.CREDIT_MEMO.series(), SalesKind.CREDIT_MEMO.firstNumber()));
        data.put("status", "Draft")
                .put("creditMemoDate", today)
                .put("postingDate", today)
                .put("dueDate", today)
                .put("invoiceId", invoice.id().toString())
                .put("invoiceNumber", invoice.text("number"));
        Entity memo = books.create(SalesKind.CREDIT_MEMO.set(), Optional.empty(), data);
        for (Entity line : books.table(SalesKind.INVOICE.lines()).below(invoice.id())) {
            ObjectNode copied = line.data().deepCopy();
            copied.put("documentId", memo.id().toString());
            books.create(SalesKind.CREDIT_MEMO.lines(), Optional.of(memo.id()), copied);
        }
        return new Totals(books, SalesKind.CREDIT_MEMO).recompute(memo.id());
    }

    private void mark(SalesKind kind, Entity document, String status) {
        Entity current = books.table(kind.set()).get(document.id()).orElseThrow();
        ObjectNode data = current.data().deepCopy();
        books.update(kind.set(), current, data.put("status", status));
    }
}
