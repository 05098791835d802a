package org.tieout.simulator.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tieout.simulator.dataverse.model.AlternateKey;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Keys;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.dataverse.odata.Answers;
import org.tieout.simulator.dataverse.odata.Binder;
import org.tieout.simulator.dataverse.sales.Crm;
import org.tieout.simulator.http.Actions;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// What people do in the sales application or to the organisation, over `POST /control/dataverse/{action}` with a JSON
/// body. A rule that stops them answers 409 with its code. A person's edit is not stopped by the state of a document.
final class HumanActions {
    private final Organization organization;
    private final Crm crm;
    private final Binder binder;
    private final Caller seller;
    private final Actions actions = new Actions();

    HumanActions(Organization organization, Crm crm, Binder binder, Caller seller) {
        this.organization = organization;
        this.crm = crm;
        this.binder = binder;
        this.seller = seller;
        asking("create", this::create);
        on("edit", body -> edit(text(body, "table"), id(body), body.path("changes")));
        on("rename", body -> edit("account", id(body), Json.object().put("name", text(body, "name"))));
        on("delete", this::delete);
        on("win", body -> close("WinOpportunity", "OpportunityClose", "opportunity", "opportunities", id(body)));
        on("lose", body -> close("LoseOpportunity", "OpportunityClose", "opportunity", "opportunities", id(body)));
        on("reopen", body -> edit("opportunity", id(body), state(0, 1)));
        on("submit", body -> edit("salesorder", id(body), state(1, 3)));
        on("fulfil", body -> close("FulfillSalesOrder", "OrderClose", "salesorder", "salesorders", id(body)));
        on("message", body -> run(text(body, "name"), body.path("body")));
        on(
                "switches",
                body -> body.properties()
                        .forEach(field -> organization.turn(
                                Switch.valueOf(field.getKey()), field.getValue().asBoolean())));
        on("keys/define", body -> define(body, AlternateKey.Status.PENDING));
        on("keys/build", body -> build(text(body, "name")));
    }

    Response handle(Request request) {
        try {
            return actions.handle(request);
        } catch (Refusal refusal) {
            return Answers.json(409, Json.object().put("code", refusal.code()).put("error", refusal.text()));
        }
    }

    /// Adds an action.
    void on(String action, Consumer<JsonNode> effect) {
        actions.on(action, effect);
    }

    /// Adds an action that has something to tell.
    void asking(String action, Function<JsonNode, JsonNode> effect) {
        actions.asking(action, effect);
    }

    private JsonNode create(JsonNode body) {
        TableType type = organization.type(text(body, "table"));
        Entity row = organization.atomically(() -> crm.create(
                type,
                organization.newId(),
                binder.bind(type, body.path("values"), true).values(),
                seller));
        return Json.object().put("id", row.id().toString());
    }

    private void edit(String table, UUID id, JsonNode changes) {
        TableType type = organization.type(table);
        organization.atomically(() -> crm.update(
                type,
                organization.require(table, id),
                binder.bind(type, changes, false).values(),
                seller));
    }

    private void delete(JsonNode body) {
        String table = text(body, "table");
        organization.atomically(() -> {
            crm.delete(organization.type(table), organization.require(table, id(body)), seller);
            return true;
        });
    }

    private void close(String message, String parameter, String table, String set, UUID id) {
        ObjectNode activity = Json.object().put(table + "id@odata.bind", "/" + set + "(" + id + ")");
        run(message, Json.object().put("Status", -1).set(parameter, activity));
    }

    private void run(String message, JsonNode body) {
        organization.atomically(() -> crm.run(message, body, seller));
    }

    private static ObjectNode state(int state, int status) {
        return Json.object().put("statecode", state).put("statuscode", status);
    }

    private void define(JsonNode body, AlternateKey.Status status) {
        List<String> columns = new ArrayList<>();
        body.path("columns").forEach(column -> columns.add(column.asText()));
        organization.define(new AlternateKey(text(body, "name"), text(body, "table"), columns, status));
    }

    private void build(String name) {
        AlternateKey key = organization.keys().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no key " + name));
        organization.define(organization.atomically(() -> Keys.build(key, organization.rows(key.table()))));
    }

    static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }

    static Duration duration(JsonNode body) {
        return Duration.parse(body.path("duration").asText("PT0S"));
    }

    private static UUID id(JsonNode body) {
        return UUID.fromString(text(body, "id"));
    }
}
