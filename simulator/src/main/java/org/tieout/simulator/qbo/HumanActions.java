package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.tieout.simulator.http.Actions;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.qbo.company.Company;
import org.tieout.simulator.qbo.company.Switches;
import org.tieout.simulator.qbo.oauth.Connections;
import org.tieout.simulator.qbo.refusal.Refusal;
import org.tieout.simulator.qbo.schema.EntityType;

/// What a human does in the company, over `POST /control/qbo/{action}` with a JSON body. `realm` may be left
/// out: then it is the first. A rule that stops the human answers 409 with its code.
final class HumanActions {
    private final Function<Optional<String>, Company> companies;
    private final Connections connections;
    private final Actions actions = new Actions();

    HumanActions(Function<Optional<String>, Company> companies, Connections connections) {
        this.companies = companies;
        this.connections = connections;
        on("edit", (company, body) -> company.humanEdit(type(body), id(body), body.path("changes")));
        on("void", (company, body) -> company.humanVoid(type(body), id(body)));
        on("delete", (company, body) -> company.humanDelete(type(body), id(body)));
        on("inactivate", (company, body) -> company.inactivate(type(body), id(body)));
        on("reactivate", (company, body) -> company.reactivate(type(body), id(body)));
        on("match", (company, body) -> company.matchWithBankFeed(type(body), id(body)));
        on(
                "close-books",
                (company, body) -> company.closeBooks(Optional.ofNullable(body.get("date"))
                        .map(JsonNode::asText)
                        .map(LocalDate::parse)));
        on(
                "custom-numbers",
                (company, body) ->
                        company.customTransactionNumbers(body.path("on").asBoolean()));
        on("switches", (company, body) -> company.change(switches -> changed(switches, body)));
        on("revoke", (company, _) -> this.connections.disconnect(company.realm()));
    }

    Response handle(Request request) {
        try {
            return actions.handle(request);
        } catch (Refusal refusal) {
            return Response.json(409, Wire.service(refusal));
        }
    }

    private void on(String action, BiConsumer<Company, JsonNode> effect) {
        actions.asking(action, body -> {
            Company company =
                    companies.apply(Optional.ofNullable(body.get("realm")).map(JsonNode::asText));
            effect.accept(company, body);
            return Json.object().put("done", action).put("realm", company.realm());
        });
    }

    private static Switches changed(Switches switches, JsonNode body) {
        Switches changed = switches;
        if (body.has("refuseZeroDeposit")) {
            changed =
                    changed.withRefuseZeroDeposit(body.path("refuseZeroDeposit").asBoolean());
        }
        if (body.has("refuseLiabilityDepositLines")) {
            changed = changed.withRefuseLiabilityDepositLines(
                    body.path("refuseLiabilityDepositLines").asBoolean());
        }
        if (body.has("automatedSalesTax")) {
            changed =
                    changed.withAutomatedSalesTax(body.path("automatedSalesTax").asBoolean());
        }
        if (body.has("warnDuplicateNumbers")) {
            changed = changed.withWarnDuplicateNumbers(
                    body.path("warnDuplicateNumbers").asBoolean());
        }
        if (body.has("access")) {
            changed = changed.withAccess(
                    Switches.Access.valueOf(body.path("access").asText()));
        }
        return changed;
    }

    private static EntityType type(JsonNode body) {
        String name = body.path("type").asText();
        return EntityType.named(name).orElseThrow(() -> new IllegalArgumentException("no entity type " + name));
    }

    private static String id(JsonNode body) {
        return body.path("id").asText();
    }
}
