package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// What a person does in the sales application, by the same rules as any caller. Not thread-safe: the organisation
/// guards it.
final class Salesperson {
    private final Organization organization;
    private final Crm crm;
    private final Caller caller;
    private final List<String> notes = new ArrayList<>();

    Salesperson(Organization organization, Crm crm, Founding founding) {
        this.organization = organization;
        this.crm = crm;
        this.caller = Caller.user(founding.seller().id());
    }

    static DecimalNode number(String text) {
        return DecimalNode.valueOf(new BigDecimal(text));
    }

    Reference create(String table, ObjectNode values) {
        Entity row = crm.create(organization.type(table), organization.newId(), values, caller);
        return new Reference(table, row.id());
    }

    void edit(Reference row, ObjectNode changes) {
        TableType type = organization.type(row.table());
        crm.update(type, organization.require(row.table(), row.id()), changes, caller);
    }

    void delete(Reference row) {
        crm.delete(organization.type(row.table()), organization.require(row.table(), row.id()), caller);
    }

    void state(Reference row, int state, int status) {
        edit(row, Json.object().put("statecode", state).put("statuscode", status));
    }

    Reference account(String name, String number, String city, String state) {
        ObjectNode values = Json.object()
                .put("name", name)
                .put("accountnumber", number)
                .put(
                        "emailaddress1",
                        "accounts@" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + ".example")
                .put("telephone1", "555-0100")
                .put("address1_line1", "1 Main Street")
                .put("address1_city", city)
                .put("address1_stateorprovince", state)
                .put("address1_postalcode", "00001")
                .put("address1_country", "US")
                .put("customertypecode", 3);
        return create("account", values);
    }

    Reference contact(String first, String last, Reference account) {
        ObjectNode values = Json.object()
                .put("firstname", first)
                .put("lastname", last)
                .put("emailaddress1", first.toLowerCase(Locale.ROOT) + "@mapleyard.example");
        values.set("parentcustomerid", account.stored());
        return create("contact", values);
    }

    private ObjectNode document(String name, Reference customer) {
        ObjectNode values = Json.object().put("name", name);
        values.set("customerid", customer.stored());
        organization.rows("pricelevel").stream()
                .findFirst()
                .ifPresent(level -> values.set("pricelevelid", new Reference("pricelevel", level.id()).stored()));
        return values;
    }

    Reference opportunity(String name, Reference customer) {
        return create("opportunity", document(name, customer).put("isrevenuesystemcalculated", true));
    }

    Reference quote(String name, Reference customer, Optional<Reference> opportunity) {
        ObjectNode values = document(name, customer);
        opportunity.ifPresent(deal -> values.set("opportunityid", deal.stored()));
        return create("quote", values);
    }

    Reference order(String name, Reference customer) {
        return create("salesorder", document(name, customer));
    }

    ObjectNode productLine(Family family, Reference document, String number, String quantity) {
        Entity product = organization.rows("product").stream()
                .filter(row -> row.text("productnumber").equals(number))
                .findFirst()
                .orElseThrow();
        ObjectNode values = Json.object();
        values.set(family.via(), document.stored());
        values.set("productid", new Reference("product", product.id()).stored());
        Rows.lookup(product.data(), "defaultuomid").ifPresent(unit -> values.set("uomid", unit.stored()));
        values.set("quantity", number(quantity));
        return values;
    }

    Reference line(Family family, Reference document, String number, String quantity) {
        return create(family.lines(), productLine(family, document, number, quantity));
    }

    void writeIn(Reference order, String text, String quantity, String price) {
        ObjectNode values = Json.object().put("isproductoverridden", true).put("productdescription", text);
        values.set("salesorderid", order.stored());
        values.set("quantity", number(quantity));
        values.set("priceperunit", number(price));
        create("salesorderdetail", values);
    }

    void win(Reference opportunity) {
        close("WinOpportunity", "OpportunityClose", opportunity, "opportunities", "Won");
    }

    void lose(Reference opportunity) {
        close("LoseOpportunity", "OpportunityClose", opportunity, "opportunities", "Lost");
    }

    void winQuote(Reference quote) {
        close("WinQuote", "QuoteClose", quote, "quotes", "Accepted");
    }

    void fulfil(Reference order) {
        close("FulfillSalesOrder", "OrderClose", order, "salesorders", "Delivered");
    }

    private void close(String message, String parameter, Reference document, String set, String subject) {
        ObjectNode activity = Json.object()
                .put("subject", subject)
                .put(document.table() + "id@odata.bind", "/" + set + "(" + document.key() + ")");
        ObjectNode body = Json.object().put("Status", -1);
        body.set(parameter, activity);
        crm.run(message, body, caller);
    }

    Reference convert(Reference quote) {
        ObjectNode body = Json.object().put("QuoteId", quote.key()).put("QuoteCloseStatus", -1);
        return crm.run("ConvertQuoteToSalesOrder", body, caller)
                .map(made -> new Reference(made.type().name(), made.row().id()))
                .orElseThrow();
    }

    /// Keeps in mind that something planned was not possible.
    boolean note(String deal, String why) {
        return notes.add(deal + ": " + why);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
