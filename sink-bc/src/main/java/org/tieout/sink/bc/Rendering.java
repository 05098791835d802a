package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tieout.event.Document;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;

/// Renders canonical documents to the bodies of requests. Pure: the same command against the same company
/// yields the same bytes. What the company lacks is an answer, with what a person can do about it.
///
/// Properties are written in the order in which Business Central validates them safely: what a line is,
/// quantity, price, then what overrides (memo, 8.1). Only writable properties are sent (memo, 7).
final class Rendering {
    private static final int REFERENCE_LENGTH = 20;
    private static final int DESCRIPTION_LENGTH = 100;

    private final Company company;
    private final Choices choices;

    Rendering(Company company, Choices choices) {
        this.company = company;
        this.choices = choices;
    }

    /// What is sent for a command.
    Prepared render(Ready ready) {
        try {
            PostingCommand command = ready.command();
            ObjectNode body = switch (command.getDocument().getKind()) {
                case INVOICE -> sales(command, SalesType.INVOICE);
                case CREDIT_MEMO -> sales(command, SalesType.CREDIT_MEMO);
                case JOURNAL, CREDIT_REFUND -> new JournalRendering(company, choices).journal(command);
                case CUSTOMER_PAYMENT -> new JournalRendering(company, choices).payment(command, ready.references());
                case REFUND_RECEIPT, DEPOSIT, BILL, BILL_PAYMENT, SPEND_MONEY, RECEIVE_MONEY, TRANSFER ->
                    throw new Unpostable(
                            "other-profile",
                            "Business Central's posting profiles make no "
                                    + command.getDocument().getKind(),
                            "Check the flow's target: the document was planned for another ledger.");
                case SALES_ORDER -> new DealRendering(company).render(ready, DealType.ORDER);
                case SALES_INVOICE -> new DealRendering(company).render(ready, DealType.INVOICE);
                case CUSTOMER, STATUS_UPDATE, UNKNOWN ->
                    throw new Unpostable(
                            "unknown-kind",
                            "This version does not know the document's kind",
                            "Upgrade the sink, then retry.");
            };
            return new Prepared.Body(Json.write(body));
        } catch (Unpostable e) {
            return e.prepared();
        }
    }

    // ---- sales documents ------------------------------------------------------------------------------------------

    private ObjectNode sales(PostingCommand command, SalesType type) throws Unpostable {
        Document document = command.getDocument();
        ObjectNode json = Json.object();
        json.put("customerNumber", customer(command).number());
        json.put("externalDocumentNumber", reference(document));
        json.put(type.date(), document.getDate().toString());
        json.put("postingDate", document.getDate().toString());
        // A customer may have a currency of its own; lines are priced in what is set before them.
        json.put("currencyCode", document.getCurrency());
        ArrayNode lines = json.putArray(type.lines());
        lines.add(Json.object().put("lineType", "Comment").put("description", Mark.of(command.getPostingId())));
        int other = document.getLines().indexOf(Amounts.otherSide(document));
        for (int i = 0; i < document.getLines().size(); i++) {
            if (i != other) {
                salesLine(document.getLines().get(i), command, type, lines);
            }
        }
        if (Amounts.of(Amounts.otherSide(document)).signum() * (type == SalesType.INVOICE ? 1 : -1) < 0) {
            throw new Unpostable(
                    "negative-total",
                    "The document's total is below zero, which Business Central does not post",
                    "Look at the order with `tieout audit " + command.getSourceId() + "`.");
        }
        return json;
    }

    private void salesLine(DocumentLine line, PostingCommand command, SalesType type, ArrayNode lines)
            throws Unpostable {
        BigDecimal amount = Amounts.of(line);
        BigDecimal value = type == SalesType.INVOICE ? amount.negate() : amount;
        Optional<Company.Item> item = item(line, command, type);
        if (item.isPresent()) {
            int quantity = line.getQuantity() == null ? 1 : Math.max(line.getQuantity(), 1);
            for (Amounts.Units units : Amounts.split(value, quantity)) {
                lines.add(line("Item", item.get().number(), units, line));
            }
        } else if (value.signum() != 0) {
            Company.Account account = directAccount(line.getAccount());
            lines.add(line("Account", account.number(), new Amounts.Units(1, value), line));
        }
    }

    private ObjectNode line(String lineType, String number, Amounts.Units units, DocumentLine line) throws Unpostable {
        ObjectNode json = Json.object();
        json.put("lineType", lineType);
        json.put("lineObjectNumber", number);
        // Quantity prices an item anew: the price comes after it (memo, 8.1).
        json.put("quantity", units.quantity());
        json.put("unitPrice", units.price());
        taxCode(line).ifPresent(code -> json.put("taxCode", code));
        json.put("description", shortened(line.getMemo()));
        dimensions(line, json);
        return json;
    }

    /// Marketplace tax is not the seller's: without a tax code a line must not be taxed (memo, 8.3).
    private Optional<String> taxCode(DocumentLine line) throws Unpostable {
        String code = line.getTaxCode();
        if (code == null) {
            return company.taxGroup(choices.nonTaxable()).map(Company.Code::code);
        }
        return Optional.of(company.taxGroup(code)
                .orElseThrow(() -> new Unpostable(
                        "tax-code-missing",
                        "The company has no tax group " + code,
                        "Create it in Business Central or map another, then retry."))
                .code());
    }

    /// The item of a line; nothing where the line goes to an account. Goods need an item, everything else uses
    /// one where the company has it. A refund credits an account, unless the goods return to stock.
    private Optional<Company.Item> item(DocumentLine line, PostingCommand command, SalesType type) throws Unpostable {
        String name = line.getItem();
        if (name == null) {
            return Optional.empty();
        }
        if (type == SalesType.CREDIT_MEMO && !choices.of(command.getFlow()).goodsReturn()) {
            return Optional.empty();
        }
        Optional<Company.Item> item = company.item(name);
        if (item.isEmpty()) {
            if (!isGoods(line)) {
                return Optional.empty();
            }
            throw new Unpostable(
                    "item-missing",
                    "The company has no item of the number, GTIN or name " + name,
                    "Create it in Business Central, map the SKU to another, or set the flow's option"
                            + " create-missing-items to true, then retry.");
        }
        if (item.get().blocked()) {
            throw new Unpostable(
                    "item-blocked",
                    "The item " + item.get().number() + " (" + name + ") is blocked",
                    "Unblock it in Business Central, or map the line to another item, then retry.");
        }
        return item;
    }

    static boolean isGoods(DocumentLine line) {
        return "REV.PRINCIPAL".equals(line.getCategory());
    }

    private Company.Customer customer(PostingCommand command) throws Unpostable {
        Company.Customer customer = customer(company, command.getDocument());
        if (choices.of(command.getFlow()).closesItself() && !customer.hasPaymentMethod()) {
            throw new Unpostable(
                    "customer-payment-method",
                    "The customer " + customer.number() + " has no payment method, so that Business Central would"
                            + " leave its invoices open",
                    "Give the customer a payment method whose balancing account is Amazon clearing, or set the flow's"
                            + " option bc-scheme to BC-1, then retry.");
        }
        return customer;
    }

    static Company.Customer customer(Company company, Document document) throws Unpostable {
        String name = document.getCustomer();
        if (name == null) {
            throw new Unpostable("customer-missing", "The document names no customer", "Map one, then retry.");
        }
        Company.Customer customer = company.customer(name)
                .orElseThrow(() -> new Unpostable(
                        "customer-missing",
                        "The company has no customer of the name or number " + name,
                        "Create the customer in Business Central, with a payment method whose balancing account is Amazon"
                                + " clearing, then retry."));
        if (!customer.active()) {
            throw new Unpostable(
                    "customer-blocked",
                    "The customer " + customer.number() + " (" + name + ") is blocked",
                    "Unblock the customer in Business Central, or map another, then retry.");
        }
        return customer;
    }

    private Company.Account directAccount(String code) throws Unpostable {
        return directAccount(company, code);
    }

    static Company.Account directAccount(Company company, String code) throws Unpostable {
        Company.Account account = company.account(code)
                .orElseThrow(() -> new Unpostable(
                        "account-missing",
                        "The company has no account " + code,
                        "Give an account this number in Business Central, or map another, then retry."));
        if (account.blocked() || !account.posts() || !account.directPosting()) {
            throw new Unpostable(
                    "account-closed",
                    "The account " + account.number() + " (" + account.name() + ") "
                            + (account.blocked()
                                    ? "is blocked"
                                    : account.posts() ? "takes no direct posting" : "is no posting account"),
                    "Allow it in Business Central, or map another account, then retry.");
        }
        return account;
    }

    /// Dimensions as the line's dimension set; by code, in a fixed order.
    private void dimensions(DocumentLine line, ObjectNode json) throws Unpostable {
        dimensions(company, line, json);
    }

    static void dimensions(Company company, DocumentLine line, ObjectNode json) throws Unpostable {
        if (line.getDimensions().isEmpty()) {
            return;
        }
        ArrayNode set = json.putArray("dimensionSetLines");
        for (Map.Entry<String, String> each : coded(company, line).entrySet()) {
            set.add(Json.object().put("code", each.getKey()).put("valueCode", each.getValue()));
        }
    }

    /// The codes of a line's dimensions and their values.
    static Map<String, String> coded(Company company, DocumentLine line) throws Unpostable {
        return coded(company, line.getDimensions());
    }

    static Map<String, String> coded(Company company, Map<String, String> dimensions) throws Unpostable {
        Map<String, String> codes = new TreeMap<>();
        for (Map.Entry<String, String> each : dimensions.entrySet()) {
            Company.Dimension dimension = company.dimension(each.getKey())
                    .orElseThrow(() -> new Unpostable(
                            "dimension-missing",
                            "The company has no dimension " + each.getKey(),
                            "Create it in Business Central, or correct the mapping, then retry."));
            String value = dimension.values().stream()
                    .filter(known -> known.equalsIgnoreCase(each.getValue().strip()))
                    .findFirst()
                    .orElseThrow(() -> new Unpostable(
                            "dimension-missing",
                            "The dimension " + dimension.code() + " has no value " + each.getValue(),
                            "Create it in Business Central, or correct the mapping, then retry."));
            codes.put(dimension.code(), value);
        }
        return codes;
    }

    /// A journal's document number holds 20 characters, and codes are stored in capitals (memo, 7). Plans keep
    /// to that; anything else would be a defect upstream.
    static String reference(Document document) throws Unpostable {
        String reference = document.getReference();
        if (reference.length() > REFERENCE_LENGTH
                || !reference.equals(reference.strip().toUpperCase(java.util.Locale.ROOT))) {
            throw new Unpostable(
                    "reference-form",
                    "The reference " + reference + " is longer than " + REFERENCE_LENGTH
                            + " characters or not in capitals",
                    "Report this: plans for Business Central keep within it.");
        }
        return reference;
    }

    static String shortened(String text) {
        return text.length() <= DESCRIPTION_LENGTH ? text : text.substring(0, DESCRIPTION_LENGTH);
    }
}
