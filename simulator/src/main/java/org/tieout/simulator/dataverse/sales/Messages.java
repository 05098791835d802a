package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.dataverse.odata.Application.Made;
import org.tieout.simulator.dataverse.odata.Binder;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// The unbound actions that close, convert and lock documents (section 9). Not thread-safe: the organisation guards it.
final class Messages {
    private final Organization organization;
    private final Crm crm;
    private final Binder binder;
    private final Copies copies;
    private final Map<String, Message> messages = new HashMap<>();

    private interface Message {
        Optional<Made> run(JsonNode body, Caller caller);
    }

    Messages(Organization organization, Crm crm, Binder binder) {
        this.organization = organization;
        this.crm = crm;
        this.binder = binder;
        this.copies = new Copies(organization, crm);
        messages.put("WinOpportunity", (body, caller) -> closeOpportunity(body, caller, 1, "Win"));
        messages.put("LoseOpportunity", (body, caller) -> closeOpportunity(body, caller, 2, "Lose"));
        messages.put("WinQuote", (body, caller) -> closeQuote(body, caller, 2, "Win"));
        messages.put("CloseQuote", (body, caller) -> closeQuote(body, caller, 3, "Close"));
        messages.put("ReviseQuote", this::revise);
        messages.put("ConvertQuoteToSalesOrder", this::convert);
        messages.put("GenerateQuoteFromOpportunity", (body, caller) -> generate(body, caller, Family.QUOTE));
        messages.put("GenerateSalesOrderFromOpportunity", (body, caller) -> generate(body, caller, Family.ORDER));
        messages.put("GenerateInvoiceFromOpportunity", (body, caller) -> generate(body, caller, Family.INVOICE));
        messages.put("ConvertSalesOrderToInvoice", this::invoice);
        messages.put("FulfillSalesOrder", (body, caller) -> closeOrder(body, caller, 3, "Fulfill"));
        messages.put("CancelSalesOrder", (body, caller) -> closeOrder(body, caller, 2, "Cancel"));
        messages.put("LockSalesOrderPricing", (body, caller) -> lock(body, caller, true));
        messages.put("UnlockSalesOrderPricing", (body, caller) -> lock(body, caller, false));
    }

    boolean knows(String action) {
        return messages.containsKey(action);
    }

    Optional<Made> run(String action, JsonNode body, Caller caller) {
        Message message = Optional.ofNullable(messages.get(action)).orElseThrow(() -> Refusals.resource(action));
        return message.run(body, caller);
    }

    private record Closing(Entity document, ObjectNode activity) {}

    /// Reads `{"Status":…,"OpportunityClose":{…}}`; the activity names the document.
    private Closing closing(JsonNode body, String parameter, String activity, Family family) {
        if (!body.path(parameter).isObject()) {
            throw Refusals.payload(parameter, "The parameter '" + parameter + "' is missing.");
        }
        ObjectNode values = binder.bind(organization.type(activity), body.path(parameter), true)
                .values();
        Reference reference =
                Rows.lookup(values, family.via()).orElseThrow(() -> Refusals.required(activity, family.via()));
        return new Closing(organization.require(reference.table(), reference.id()), values);
    }

    private void record(String activity, ObjectNode values, Caller caller) {
        ObjectNode data = values.deepCopy();
        data.put("statuscode", 2);
        data.remove("activityid");
        organization.insert(organization.type(activity), organization.newId(), data, caller);
    }

    /// When it ended, as the activity says, or now.
    private String end(JsonNode activity) {
        return activity.path("actualend").asText(organization.now().toString());
    }

    private static JsonNode status(JsonNode body) {
        return body.path("Status");
    }

    private Optional<Made> closeOpportunity(JsonNode body, Caller caller, int state, String message) {
        TableType type = organization.type("opportunity");
        Closing closing = closing(body, "OpportunityClose", "opportunityclose", Family.OPPORTUNITY);
        Entity current = closing.document();
        if (Rows.choice(current.data(), "statecode") != 0) {
            throw Refusals.rule("The opportunity has already been closed.");
        }
        ObjectNode changes = Json.object();
        changes.put("statecode", state).put("statuscode", States.status(type, state, status(body)));
        JsonNode revenue = closing.activity().path("actualrevenue");
        if (revenue.isNumber()) {
            changes.set("actualvalue", revenue);
        } else if (state == 1 && Rows.has(current.data(), "estimatedvalue")) {
            changes.set("actualvalue", current.data().get("estimatedvalue"));
        }
        changes.put("actualclosedate", end(closing.activity()).substring(0, 10));
        record("opportunityclose", closing.activity(), caller);
        Entity closed = state == 1 && organization.on(Switch.WIN_WITHOUT_UPDATE)
                ? organization.quietly(type, current, changes, caller)
                : organization.update(type, current, changes, caller);
        organization.tell(message, type, closed, changes, caller);
        return Optional.empty();
    }

    private Optional<Made> closeQuote(JsonNode body, Caller caller, int state, String message) {
        Closing closing = closing(body, "QuoteClose", "quoteclose", Family.QUOTE);
        int from = Rows.choice(closing.document().data(), "statecode");
        boolean possible = from == 1 || (from == 0 && state == 3);
        if (!possible) {
            throw Refusals.rule("The quote cannot be closed because it is not in the correct state.");
        }
        record("quoteclose", closing.activity(), caller);
        closeQuote(closing.document(), state, status(body), end(closing.activity()), message, caller);
        return Optional.empty();
    }

    private Entity closeQuote(Entity quote, int state, JsonNode status, String end, String message, Caller caller) {
        TableType type = organization.type("quote");
        ObjectNode changes = Json.object();
        changes.put("statecode", state)
                .put("statuscode", States.status(type, state, status))
                .put("closedon", end);
        Entity closed = organization.update(type, quote, changes, caller);
        organization.tell(message, type, closed, changes, caller);
        return closed;
    }

    private Entity named(JsonNode body, String parameter, String table) {
        String id = body.path(parameter).asText("");
        try {
            return organization.require(table, UUID.fromString(id));
        } catch (IllegalArgumentException notId) {
            throw Refusals.payload(parameter, "The parameter '" + parameter + "' is no GUID: '" + id + "'.");
        }
    }

    private Optional<Made> revise(JsonNode body, Caller caller) {
        Entity quote = named(body, "QuoteId", "quote");
        int state = Rows.choice(quote.data(), "statecode");
        if (state != 1 && state != 3) {
            throw Refusals.rule("The quote cannot be revised because it is not in the correct state.");
        }
        Entity revised = copies.copy(Family.QUOTE, quote, Family.QUOTE, caller);
        if (state == 1) {
            closeQuote(quote, 3, Json.tree(7), organization.now().toString(), "Close", caller);
        }
        return Optional.of(new Made(organization.type("quote"), revised));
    }

    private Optional<Made> convert(JsonNode body, Caller caller) {
        Entity quote = named(body, "QuoteId", "quote");
        int state = Rows.choice(quote.data(), "statecode");
        if (state != 1 && state != 2) {
            throw Refusals.rule("The quote cannot be converted because it is not in the correct state.");
        }
        if (state == 1) {
            ObjectNode activity = Json.object()
                    .put("subject", body.path("QuoteCloseSubject").asText("Quote accepted"))
                    .set("quoteid", new Reference("quote", quote.id()).stored());
            record("quoteclose", activity, caller);
            closeQuote(
                    quote, 2, body.path("QuoteCloseStatus"), organization.now().toString(), "Win", caller);
        }
        return made(Family.ORDER, copies.copy(Family.QUOTE, quote, Family.ORDER, caller));
    }

    private Optional<Made> generate(JsonNode body, Caller caller, Family target) {
        Entity opportunity = named(body, "OpportunityId", "opportunity");
        return made(target, copies.copy(Family.OPPORTUNITY, opportunity, target, caller));
    }

    private Optional<Made> invoice(JsonNode body, Caller caller) {
        Entity order = named(body, "SalesOrderId", "salesorder");
        return made(Family.INVOICE, copies.copy(Family.ORDER, order, Family.INVOICE, caller));
    }

    private Optional<Made> made(Family family, Entity row) {
        return Optional.of(new Made(organization.type(family.table()), row));
    }

    private Optional<Made> closeOrder(JsonNode body, Caller caller, int state, String message) {
        TableType type = organization.type("salesorder");
        Closing closing = closing(body, "OrderClose", "orderclose", Family.ORDER);
        int from = Rows.choice(closing.document().data(), "statecode");
        if (from != 0 && from != 1) {
            throw Refusals.rule("The order is " + States.label(type, from) + " and cannot be closed.");
        }
        ObjectNode changes = Json.object();
        changes.put("statecode", state).put("statuscode", States.status(type, state, status(body)));
        if (state == 3) {
            changes.put("datefulfilled", end(closing.activity()).substring(0, 10));
        }
        record("orderclose", closing.activity(), caller);
        Entity closed = organization.update(type, closing.document(), changes, caller);
        organization.tell(message, type, closed, changes, caller);
        return Optional.empty();
    }

    private Optional<Made> lock(JsonNode body, Caller caller, boolean locked) {
        Entity order = named(body, "SalesOrderId", "salesorder");
        if (Rows.choice(order.data(), "statecode") != 0) {
            throw Refusals.notEditable("salesorder");
        }
        ObjectNode changes = Json.object();
        changes.put("ispricelocked", locked);
        organization.update(organization.type("salesorder"), order, changes, caller);
        crm.total(Family.ORDER, order.id(), caller);
        return Optional.empty();
    }
}
