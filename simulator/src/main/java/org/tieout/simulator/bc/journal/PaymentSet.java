package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// `customerPayments`: lines of type payment on a customer, applied to posted invoices only (memo, 7.7).
/// They have no balancing account of their own: it is the one of their journal.
final class PaymentSet extends LineSet {
    private static final EntityType TYPE = EntityType.declare("customerPayments", "customerPayment", """
            journalId              Guid
            journalDisplayName     Code 10
            lineNumber             Int
            customerId             Guid
            customerNumber         Code 20
            contactId              Guid ro
            postingDate            Date
            documentNumber         Code 20
            externalDocumentNumber Code 35
            amount                 Decimal
            appliesToInvoiceId     Guid
            appliesToInvoiceNumber Code 20
            description            Text 100
            comment                Text 250
            dimensionSetLines      Many dimensionSetLines
            """);

    private static final String NO_CUSTOMER = "The \"%s\" does not match to a Customer.";
    private static final Set<String> POSTED = Set.of("Open", "Paid", "Corrective", "Canceled");

    PaymentSet(Books books, Batches batches, Lines lines) {
        super(TYPE, DocumentType.PAYMENT, AccountKind.CUSTOMER, books, batches, lines);
    }

    @Override
    Refusal otherJournal() {
        return Refusals.rule("The Journal Id cannot be changed.");
    }

    @Override
    Refusal otherDisplayName() {
        return Refusals.rule("The Journal Batch Display Name cannot be changed.");
    }

    @Override
    boolean shown(Entity line) {
        return super.shown(line) && line.text("accountType").equals(AccountKind.CUSTOMER.wireName());
    }

    @Override
    boolean set(ObjectNode data, String field, String text, Set<String> byId) {
        switch (field) {
            case "customerId" -> {
                if (accountById(data, AccountKind.CUSTOMER, text, NO_CUSTOMER.formatted(field))) {
                    byId.add(field);
                }
            }
            case "customerNumber" -> customerNumber(data, text, byId.contains("customerId"));
            case "appliesToInvoiceId" -> {
                if (invoiceId(data, text)) {
                    byId.add(field);
                }
            }
            case "appliesToInvoiceNumber" -> invoiceNumber(data, text, byId.contains("appliesToInvoiceId"));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void customerNumber(ObjectNode data, String number, boolean byId) {
        accountByNumber(
                data,
                AccountKind.CUSTOMER,
                number,
                byId ? Optional.of("The customer values do not match to a specific Customer.") : Optional.empty(),
                () -> Refusals.rule(NO_CUSTOMER.formatted("customerNumber")));
    }

    private boolean invoiceId(ObjectNode data, String id) {
        Optional<UUID> guid = References.guid(id);
        if (guid.isEmpty()) {
            data.put("appliesToInvoiceNumber", "");
            return false;
        }
        Entity invoice = books.table("salesInvoices")
                .get(guid.get())
                .filter(PaymentSet::posted)
                .orElseThrow(() -> Refusals.rule("The \"appliesToInvoiceId\" should be the ID of an Open, Paid,"
                        + " Corrective, or Canceled Invoice."));
        data.put("appliesToInvoiceNumber", invoice.text("number"));
        customerOf(data, invoice);
        return true;
    }

    private void invoiceNumber(ObjectNode data, String number, boolean invoiceById) {
        if (invoiceById && !data.path("appliesToInvoiceNumber").asText().equals(number)) {
            throw Refusals.rule("The Applies To Invoice values do not match to the same Invoice.");
        }
        data.put("appliesToInvoiceNumber", number);
        invoice(number).ifPresent(invoice -> customerOf(data, invoice));
    }

    private Optional<Entity> invoice(String number) {
        return books.table("salesInvoices").all().stream()
                .filter(invoice -> invoice.text("number").equals(number) && posted(invoice))
                .findFirst();
    }

    private static boolean posted(Entity invoice) {
        return POSTED.contains(invoice.text("status"));
    }

    private void customerOf(ObjectNode data, Entity invoice) {
        if (!data.path("accountNumber").asText().isEmpty()) {
            return;
        }
        String billTo = invoice.text("billToCustomerNumber");
        lines.account(AccountKind.CUSTOMER, billTo.isEmpty() ? invoice.text("customerNumber") : billTo)
                .ifPresent(customer -> lines.account(data, customer, AccountKind.CUSTOMER));
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return switch (property.name()) {
            case "customerNumber" -> TextNode.valueOf(entity.text("accountNumber"));
            case "customerId" -> id(lines.account(AccountKind.CUSTOMER, entity.text("accountNumber")));
            case "appliesToInvoiceId" ->
                id(Optional.of(entity.text("appliesToInvoiceNumber"))
                        .filter(number -> !number.isEmpty())
                        .flatMap(this::invoice));
            default -> super.value(entity, property);
        };
    }
}
