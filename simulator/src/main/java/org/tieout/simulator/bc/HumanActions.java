package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.odata.Answers;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.entra.TokenEndpoint;
import org.tieout.simulator.entra.Tokens;
import org.tieout.simulator.http.Actions;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// What a human does in the company or in Entra, over `POST /control/bc/{action}` with a JSON body. A rule that stops
/// the human answers 409 with its code.
final class HumanActions {
    private final Actions actions = new Actions();

    HumanActions(Company company, Human human, Tokens tokens, TokenEndpoint entra, String clientId) {
        on("posting-dates", body -> company.humanAllowsPosting(date(body, "from"), date(body, "to")));
        on("customer-template", body -> company.humanSetsCustomerTemplate(flag(body)));
        on("external-numbers-mandatory", body -> company.humanRequiresExternalNumbers(flag(body)));
        on("vat", body -> company.humanReportsVat(flag(body)));
        on("permit-deletion", body -> company.humanPermitsDeletion(flag(body)));
        on("block-customer", body -> company.humanBlocksCustomer(text(body, "number"), text(body, "blocked")));
        on("block-account", body -> company.humanBlocksAccount(text(body, "number"), flag(body)));
        on("direct-posting", body -> company.humanAllowsDirectPosting(text(body, "number"), flag(body)));
        on("rename", body -> company.humanRenames(text(body, "table"), text(body, "number"), text(body, "name")));
        on("block-item", body -> company.humanBlocksItem(text(body, "number"), flag(body)));
        on(
                "prevent-negative-inventory",
                body -> company.humanPreventsNegativeInventory(text(body, "number"), flag(body)));
        on("count-inventory", body -> company.humanCountsInventory(text(body, "number"), amount(body, "quantity")));
        on("prices-include-tax", body -> company.humanSetsPricesIncludeTax(text(body, "number"), flag(body)));
        on("post", body -> human.posts(text(body, "set"), text(body, "id")));
        on("cancel", body -> human.cancels(text(body, "id")));
        on("correct", body -> human.corrects(text(body, "id")));
        on("edit", body -> human.edits(text(body, "set"), text(body, "id"), body.path("changes")));
        on("delete", body -> human.deletes(text(body, "set"), text(body, "id")));
        on(
                "receive-payment",
                body -> human.receives(
                        text(body, "invoice"),
                        amount(body, "amount"),
                        date(body, "date").orElseThrow(() -> new IllegalArgumentException("date is required")),
                        text(body, "account")));
        on(
                "apply",
                body -> company.humanAppliesEntry(
                        body.path("entry").asInt(), body.path("to").asInt()));
        on("switches", body -> turn(company, body));
        on("tokens/expire", _ -> tokens.revokeAll());
        on("secret/expire", body -> entra.expireSecret(clientId, flag(body)));
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

    private static void turn(Company company, JsonNode body) {
        body.properties()
                .forEach(field -> company.turn(
                        Switch.named(field.getKey()), field.getValue().asBoolean()));
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }

    private static BigDecimal amount(JsonNode body, String field) {
        return new BigDecimal(text(body, field));
    }

    private static boolean flag(JsonNode body) {
        return body.path("on").asBoolean();
    }

    private static Optional<LocalDate> date(JsonNode body, String field) {
        return Optional.ofNullable(body.get(field)).map(JsonNode::asText).map(LocalDate::parse);
    }
}
