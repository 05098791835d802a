package org.tieout.simulator.bc.sales;

import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.state.Entity;

/// The bound actions of sales documents (section 9). What posts commits. Not thread-safe: the company guards it.
final class SalesActions {
    private final Books books;
    private final SalesPosting posting;
    private final OrderPosting orders;
    private final Corrections corrections;

    SalesActions(Books books) {
        this.books = books;
        this.posting = new SalesPosting(books);
        this.orders = new OrderPosting(books, posting);
        this.corrections = new Corrections(books, posting);
    }

    void run(SalesKind kind, Entity document, String name) {
        switch (kind) {
            case INVOICE -> {
                switch (name) {
                    case "post" -> post(kind, document);
                    case "postandsend" -> {
                        requireAddress(document);
                        post(kind, document);
                    }
                    case "send" -> requireAddress(document);
                    case "cancel" -> cancel(document);
                    case "cancelandsend" -> {
                        requireAddress(document);
                        cancel(document);
                    }
                    case "makecorrectivecreditmemo" -> corrections.draft(document);
                    default -> throw unknown(name);
                }
            }
            case CREDIT_MEMO -> {
                switch (name) {
                    case "post" -> post(kind, document);
                    case "postandsend" -> {
                        requireAddress(document);
                        post(kind, document);
                    }
                    case "send" -> requireAddress(document);
                    case "cancel", "cancelandsend" ->
                        throw Refusals.rule("The credit memo " + document.text("number") + " cannot be canceled.");
                    default -> throw unknown(name);
                }
            }
            case ORDER -> {
                if (!name.equals("shipandinvoice")) {
                    throw unknown(name);
                }
                orders.shipAndInvoice(document);
                books.transaction().commit();
            }
        }
    }

    private void post(SalesKind kind, Entity document) {
        posting.post(kind, document);
        books.transaction().commit();
    }

    private void cancel(Entity document) {
        corrections.cancel(document);
        books.transaction().commit();
    }

    private static void requireAddress(Entity document) {
        if (document.text("email").isEmpty()) {
            throw Refusals.rule("The customer " + document.text("customerNumber") + " has no email address.");
        }
    }

    private static RuntimeException unknown(String name) {
        return Refusals.resourceNotFound("Microsoft.NAV." + name);
    }
}
