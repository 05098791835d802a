package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Entity;

/// `customerPayments`: lines of type payment on a customer, applied to posted invoices only (memo, 7.7). They have
/// no balancing account of their own: it is the one of their journal.
final class PaymentSet implements EntitySet {
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

    private static final Set<String> POSTED = Set.of("Open", "Paid", "Corrective", "Canceled");

    private final Books books;
    private final Batches batches;
    private final Lines lines;

    PaymentSet(Books books, Batches batches, Lines lines) {
        this.books = books;
        this.batches = batches;
        this.lines = lines;
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        Optional<Entity> one = filter.equalTo("id").flatMap(this::find);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        UUID journal = filter.equalTo("journalId").flatMap(References::guid).orElseThrow(Lines::noJournal);
        return batches.batch(journal).map(this::below).orElse(List.of());
    }

    @Override
    public Collection<Entity> below(Entity parent) {
        return batches.linesOf(parent).stream().filter(PaymentSet::shown).toList();
    }

    private static boolean shown(Entity line) {
        return line.text("documentType").equals(DocumentType.PAYMENT.wireName())
                && line.text("accountType").equals(AccountKind.CUSTOMER.wireName());
    }

    @Override
    public Optional<Entity> find(String key) {
        return books.table(Batches.LINES).get(EntitySet.id(key)).filter(PaymentSet::shown);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        Entity batch = lines.batchFor(parent, values);
        ObjectNode data = lines.initial(batch, DocumentType.PAYMENT, AccountKind.CUSTOMER);
        values.remove("journalId");
        set(data, values, "", true);
        return lines.create(batch, data);
    }

    /// Dimensions of a deep insert stand in the line itself.
    @Override
    public Entity inserted(Entity created) {
        return books.table(Batches.LINES).get(created.id()).orElse(created);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        ObjectNode data = current.data().deepCopy();
        if (changes.has("journalId")
                && !changes.path("journalId")
                        .asText()
                        .equals(data.path("journalId").asText())) {
            throw Refusals.rule("The Journal Id cannot be changed.");
        }
        set(data, changes, value(current, TYPE.require("journalDisplayName")).asText(), false);
        return lines.update(current, data);
    }

    @Override
    public void delete(Entity current) {
        books.table(Batches.LINES).remove(current.id());
    }

    private void set(ObjectNode data, ObjectNode values, String displayName, boolean isNew) {
        boolean customerById = false;
        boolean invoiceById = false;
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            String text = field.getValue().asText();
            switch (field.getKey()) {
                case "journalDisplayName" -> {
                    if (!text.equals(displayName)) {
                        throw Refusals.rule("The Journal Batch Display Name cannot be changed.");
                    }
                }
                case "customerId" -> customerById = customerId(data, text);
                case "customerNumber" -> customerNumber(data, text, customerById);
                case "appliesToInvoiceId" -> invoiceById = invoiceId(data, text);
                case "appliesToInvoiceNumber" -> invoiceNumber(data, text, invoiceById);
                case "amount" -> Lines.amount(data, field.getValue().decimalValue());
                case "description" -> {
                    // A new line without one keeps the name of its account.
                    if (!text.isEmpty() || !isNew) {
                        data.put("description", text);
                    }
                }
                default -> data.set(field.getKey(), field.getValue());
            }
        }
    }

    private boolean customerId(ObjectNode data, String id) {
        Optional<UUID> guid = References.guid(id);
        if (guid.isEmpty()) {
            data.put("accountNumber", "");
            return false;
        }
        Entity customer = lines.account(AccountKind.CUSTOMER, guid.get())
                .orElseThrow(() -> Refusals.rule("The \"customerId\" does not match to a Customer."));
        lines.account(data, customer, AccountKind.CUSTOMER);
        return true;
    }

    private void customerNumber(ObjectNode data, String number, boolean customerById) {
        if (customerById) {
            if (!data.path("accountNumber").asText().equals(number)) {
                throw Refusals.rule("The customer values do not match to a specific Customer.");
            }
            return;
        }
        if (number.isEmpty()) {
            data.put("accountNumber", "");
            return;
        }
        Entity customer = lines.account(AccountKind.CUSTOMER, number)
                .orElseThrow(() -> Refusals.rule("The \"customerNumber\" does not match to a Customer."));
        lines.account(data, customer, AccountKind.CUSTOMER);
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
            case "journalDisplayName" ->
                TextNode.valueOf(entity.parent()
                        .flatMap(batches::batch)
                        .map(batch -> batch.text("code"))
                        .orElse(""));
            case "customerNumber" -> TextNode.valueOf(entity.text("accountNumber"));
            case "customerId" -> id(lines.account(AccountKind.CUSTOMER, entity.text("accountNumber")));
            case "appliesToInvoiceId" ->
                id(Optional.of(entity.text("appliesToInvoiceNumber"))
                        .filter(number -> !number.isEmpty())
                        .flatMap(this::invoice));
            default -> EntitySet.super.value(entity, property);
        };
    }

    private static JsonNode id(Optional<Entity> entity) {
        return TextNode.valueOf(entity.map(found -> found.id().toString()).orElse(Property.BLANK_GUID));
    }
}
