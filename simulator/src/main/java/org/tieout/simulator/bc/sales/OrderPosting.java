package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.state.Entity;

/// `shipAndInvoice` (section 9): ships and invoices the quantities set on the lines. What is invoiced becomes a posted
/// invoice with an id of its own; an order invoiced to its end disappears. Not thread-safe: the company guards it.
final class OrderPosting {
    private final Books books;
    private final SalesPosting posting;

    OrderPosting(Books books, SalesPosting posting) {
        this.books = books;
        this.posting = posting;
    }

    void shipAndInvoice(Entity order) {
        requireUnblocked(order);
        List<Entity> lines = books.table(SalesKind.ORDER.lines()).below(order.id());
        if (lines.isEmpty()) {
            throw Refusals.rule("Please add at least one line item to the order.");
        }
        boolean nothing =
                lines.stream().allMatch(line -> line.amount("invoiceQuantity").signum() == 0);
        if (nothing) {
            throw Refusals.rule("There is nothing to post because the document does not contain a quantity or amount.");
        }
        Entity invoice = draft(order, lines);
        posting.post(SalesKind.INVOICE, invoice);
        settle(order, lines);
    }

    private void requireUnblocked(Entity order) {
        boolean stopped = books.first("customers", "number", order.text("customerNumber"))
                .map(customer -> customer.text("blocked").equals("Ship"))
                .orElse(false);
        if (stopped) {
            throw Refusals.rule("You cannot post this type of document when Customer " + order.text("customerNumber")
                    + " is blocked with type Ship.");
        }
    }

    /// The invoice of what is to be invoiced, which takes the order's fields with it.
    private Entity draft(Entity order, List<Entity> lines) {
        ObjectNode data = order.data().deepCopy();
        data.put("orderId", order.id().toString()).put("orderNumber", order.text("number"));
        data.set("invoiceDate", data.remove("orderDate"));
        data.set("dueDate", data.path("invoiceDate"));
        Entity invoice = books.create(SalesKind.INVOICE.set(), Optional.empty(), data);
        for (Entity line : lines) {
            BigDecimal quantity = line.amount("invoiceQuantity");
            boolean comment = line.amount("quantity").signum() == 0;
            if (quantity.signum() != 0 || comment) {
                ObjectNode copy = line.data().deepCopy();
                copy.put("documentId", invoice.id().toString()).put("quantity", quantity);
                copy.put("discountAmount", share(line, quantity));
                copy.remove(List.of("invoiceQuantity", "shipQuantity", "shippedQuantity", "invoicedQuantity"));
                books.create(SalesKind.INVOICE.lines(), Optional.of(invoice.id()), copy);
            }
        }
        return new Totals(books, SalesKind.INVOICE).recompute(invoice.id());
    }

    private static BigDecimal share(Entity line, BigDecimal quantity) {
        BigDecimal whole = line.amount("quantity");
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : line.amount("discountAmount").multiply(quantity).divide(whole, 2, RoundingMode.HALF_UP);
    }

    private void settle(Entity order, List<Entity> lines) {
        boolean complete = true;
        for (Entity line : lines) {
            BigDecimal invoiced = line.amount("invoicedQuantity").add(line.amount("invoiceQuantity"));
            BigDecimal shipped = line.amount("shippedQuantity").add(line.amount("shipQuantity"));
            BigDecimal open = line.amount("quantity").subtract(invoiced);
            complete &= open.signum() == 0;
            ObjectNode data = line.data().deepCopy();
            data.put("invoicedQuantity", invoiced).put("shippedQuantity", shipped.max(invoiced));
            data.put("invoiceQuantity", open)
                    .put("shipQuantity", line.amount("quantity").subtract(shipped.max(invoiced)));
            books.update(SalesKind.ORDER.lines(), line, data);
        }
        if (complete) {
            lines.forEach(line -> books.table(SalesKind.ORDER.lines()).remove(line.id()));
            books.table(SalesKind.ORDER.set()).remove(order.id());
        } else {
            books.update(SalesKind.ORDER.set(), order, order.data());
        }
    }
}
