package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.References;
import org.tieout.simulator.bc.company.Rules;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// The fields of a document's header as they are validated (sections 7.1, 8.1 and 8.4): the customer brings its
/// address, terms and dimensions; the dates are applied last. Not thread-safe: made for one request.
final class Header {
    /// The payment method, which sales documents do not show.
    static final String PAYMENT_METHOD = "_paymentMethodId";

    /// Whether and by which area the customer is taxed, as of the document's creation.
    static final String TAX_LIABLE = "_taxLiable";

    static final String TAX_AREA = "_taxAreaId";

    private static final Map<String, String> ADDRESS = Map.of(
            "AddressLine1", "addressLine1",
            "AddressLine2", "addressLine2",
            "City", "city",
            "Country", "country",
            "State", "state",
            "PostCode", "postalCode");

    private final Books books;
    private final SalesKind kind;
    private final ObjectNode data;

    private Header(Books books, SalesKind kind, ObjectNode data) {
        this.books = books;
        this.kind = kind;
        this.data = data;
    }

    /// The data of a new document.
    static ObjectNode create(Books books, SalesKind kind, ObjectNode sent) {
        Header header = new Header(books, kind, Json.object());
        header.data.put("number", books.nextNumber(kind.series(), kind.firstNumber()));
        header.data.put("status", "Draft");
        header.setCustomer(header.customer(sent));
        String today = books.today().toString();
        header.data.put(kind.dateProperty(), today).put("postingDate", today);
        header.due();
        header.apply(sent);
        return header.data;
    }

    /// The data of a draft after a change.
    static ObjectNode change(Books books, SalesKind kind, Entity draft, ObjectNode sent) {
        Header header = new Header(books, kind, draft.data().deepCopy());
        boolean named = sent.has("customerId") || sent.has("customerNumber");
        if (named) {
            header.changeCustomer(draft, header.customer(sent));
        }
        header.apply(sent);
        return header.data;
    }

    private void changeCustomer(Entity draft, Entity customer) {
        if (customer.text("number").equals(draft.text("customerNumber"))) {
            return;
        }
        if (!books.table(kind.lines()).below(draft.id()).isEmpty()) {
            throw Refusals.rule("The customer cannot be changed while the " + kind.word() + " has lines.");
        }
        setCustomer(customer);
    }

    private Entity customer(ObjectNode sent) {
        String id = sent.path("customerId").asText("");
        String number = sent.path("customerNumber").asText("");
        boolean byId = !id.isEmpty() && !id.equals(Property.BLANK_GUID);
        if (!byId && number.isEmpty()) {
            throw Refusals.rule("A \"customerNumber\" or a \"customerId\" must be provided.");
        }
        Optional<Entity> found =
                byId ? books.table("customers").get(UUID.fromString(id)) : books.first("customers", "number", number);
        Entity customer = found.orElseThrow(() -> Refusals.rule("The sell-to customer cannot be found."));
        if (byId && !number.isEmpty() && !customer.text("number").equals(number)) {
            throw Refusals.rule("The sell-to customer values do not match to a specific Customer.");
        }
        return customer;
    }

    private void setCustomer(Entity customer) {
        String blocked = customer.text("blocked");
        boolean stopped = blocked.equals("All") || (blocked.equals("Invoice") && kind != SalesKind.CREDIT_MEMO);
        if (stopped) {
            throw Refusals.rule("You cannot create this type of document when Customer " + customer.text("number")
                    + " is blocked with type " + blocked + ".");
        }
        String id = customer.id().toString();
        data.put("customerId", id).put("customerNumber", customer.text("number"));
        data.put("billToCustomerId", id).put("billToCustomerNumber", customer.text("number"));
        for (String name : List.of("customerName", "billToName", "shipToName")) {
            data.put(name, customer.text("displayName"));
        }
        for (String prefix : List.of("sellTo", "billTo", "shipTo")) {
            ADDRESS.forEach((part, property) -> data.put(prefix + part, customer.text(property)));
        }
        for (String same :
                List.of("phoneNumber", "email", "currencyId", "currencyCode", "paymentTermsId", "shipmentMethodId")) {
            data.put(same, customer.text(same));
        }
        data.put(PAYMENT_METHOD, customer.text("paymentMethodId"));
        data.put(TAX_LIABLE, customer.flag("taxLiable")).put(TAX_AREA, customer.text("taxAreaId"));
        data.put("pricesIncludeTax", customer.flag(Books.PRICES_INCLUDE_TAX));
        Dimensions.put(data, Dimensions.defaults(books, customer.id()));
    }

    private void apply(ObjectNode sent) {
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!field.getValue().equals(data.get(field.getKey()))) {
                validate(field.getKey(), field.getValue(), sent);
            }
        }
        for (String date : List.of(kind.dateProperty(), "postingDate", "dueDate")) {
            if (sent.has(date)) {
                date(date, sent.path(date).asText());
            }
        }
        if (sent.has("postingDate") && !sent.has(kind.dateProperty())) {
            data.set(kind.dateProperty(), sent.path("postingDate"));
        }
    }

    private void validate(String name, JsonNode value, ObjectNode sent) {
        switch (name) {
            case "customerId", "customerNumber", "postingDate", "dueDate" -> {
                // The customer came first, the dates come last.
            }
            case "invoiceDate", "orderDate", "creditMemoDate" -> {
                // Like the other dates.
            }
            case "currencyId", "currencyCode" -> currency(sent);
            case "paymentTermsId" -> {
                Rules.requireReference(books, sent, name, "paymentTerms", "Payment Terms");
                data.set(name, value);
                due();
            }
            case "shipmentMethodId" -> {
                Rules.requireReference(books, sent, name, "shipmentMethods", "Shipment Method");
                data.set(name, value);
            }
            case "billToCustomerId", "billToCustomerNumber" -> billTo(sent);
            case "shortcutDimension1Code", "shortcutDimension2Code" -> {
                Dimensions.shortcut(books, data, name, value.asText());
                data.set(name, value);
            }
            case "promisedPayDate", "disputeStatusId", "disputeStatus" ->
                throw Refusals.rule("\"" + name + "\" can be changed on posted documents only.");
            case "pricesIncludeTax" -> {
                if (value.asBoolean() && !books.setup().vat()) {
                    throw Refusals.rule(
                            "The \"pricesIncludeTax\" cannot be set to true if VAT Calculation Type is Sales Tax.");
                }
                data.set(name, value);
            }
            case "invoiceId", "invoiceNumber" -> invoice(sent);
            default -> data.set(name, value);
        }
    }

    private void currency(ObjectNode sent) {
        String code = sent.path("currencyCode").asText("");
        if (code.equals(Books.LOCAL_CURRENCY)) {
            data.put("currencyId", "").put("currencyCode", "");
            return;
        }
        Rules.agree(books, data, sent, References.CURRENCY);
        if (!data.path("currencyCode").asText("").isEmpty()) {
            throw new Refusal(
                    400,
                    "Internal_DataNotFoundFilter",
                    "There is no Currency Exchange Rate within the filter.  Filters: Currency Code: "
                            + data.path("currencyCode").asText());
        }
    }

    private void billTo(ObjectNode sent) {
        Rules.agree(
                books,
                data,
                sent,
                new Rules.Pair("billToCustomerId", "billToCustomerNumber", "customers", "number", "Customer"));
        books.first("customers", "number", data.path("billToCustomerNumber").asText())
                .ifPresent(customer -> data.put("billToName", customer.text("displayName")));
    }

    private void invoice(ObjectNode sent) {
        Rules.agree(
                books,
                data,
                sent,
                new Rules.Pair("invoiceId", "invoiceNumber", "salesInvoices", "number", "Sales Invoice"));
        boolean draft = Optional.of(data.path("invoiceId").asText(""))
                .filter(id -> !id.isEmpty() && !id.equals(Property.BLANK_GUID))
                .flatMap(id -> books.table("salesInvoices").get(UUID.fromString(id)))
                .map(found -> found.text("status").equals("Draft"))
                .orElse(false);
        if (draft) {
            throw Refusals.rule(
                    "The \"invoiceId\" should be the ID of an Open, Paid, Corrective, or Canceled Invoice.");
        }
    }

    private void date(String name, String date) {
        data.put(name, date);
        if (name.equals(kind.dateProperty())) {
            due();
        }
    }

    /// The due date that follows from the document date and the payment terms.
    private void due() {
        if (kind == SalesKind.ORDER) {
            return;
        }
        String formula = Optional.of(data.path("paymentTermsId").asText(""))
                .filter(id -> !id.isEmpty() && !id.equals(Property.BLANK_GUID))
                .flatMap(id -> books.table("paymentTerms").get(UUID.fromString(id)))
                .map(terms -> terms.text("dueDateCalculation"))
                .orElse("");
        LocalDate from = LocalDate.parse(
                data.path(kind.dateProperty()).asText(books.today().toString()));
        data.put("dueDate", DateFormula.apply(formula, from).toString());
    }
}
