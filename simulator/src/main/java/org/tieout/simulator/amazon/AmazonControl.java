package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.http.Router;

/// The seller model's editing hooks for a program in another process: `POST /control/amazon/...` with a JSON body.
final class AmazonControl {
    private final SellerModel seller;
    private final LoginWithAmazon login;
    private final UsagePlans plans;
    private final Documents documents;
    private final FinancesApi finances;
    private final Router router;

    AmazonControl(
            SellerModel seller, LoginWithAmazon login, UsagePlans plans, Documents documents, FinancesApi finances) {
        this.seller = seller;
        this.login = login;
        this.plans = plans;
        this.documents = documents;
        this.finances = finances;
        this.router = new Router()
                .on("POST", "/orders/add", "addOrder", this::addOrder)
                .on("POST", "/orders/alter", "alterOrder", this::alterOrder)
                .on("POST", "/orders/hide", "hideOrder", this::hideOrder)
                .on("POST", "/orders/show", "showOrder", this::showOrder)
                .on("POST", "/settlements/alter-row", "alterRow", this::alterRow)
                .on("POST", "/settlements/alter-header", "alterHeader", this::alterHeader)
                .on("POST", "/settlements/add-row", "addRow", this::addRow)
                .on("POST", "/settlements/reissue", "reissue", this::reissue)
                .on("POST", "/settlements/withhold", "withhold", this::withhold)
                .on("POST", "/settlements/release", "release", this::release)
                .on("POST", "/settlements/break-cell", "breakCell", this::breakCell)
                .on("POST", "/tokens/expire", "expireTokens", _ -> expireTokens())
                .on("POST", "/tokens/revoke", "revokeGrant", _ -> revokeGrant())
                .on("POST", "/tokens/code", "issueCode", _ -> issueCode())
                .on("POST", "/documents/plain", "servePlain", this::servePlain)
                .on("POST", "/finances/repeat-pages", "repeatPages", this::repeatPages)
                .on("POST", "/usage-plans", "scalePlans", this::scalePlans);
    }

    Response handle(Request request) {
        return router.match(request)
                .map(Router.Match::answer)
                .orElseGet(() -> Response.json(404, Json.object().put("error", "no control at " + request.path())));
    }

    private Response addOrder(Request request) {
        JsonNode body = body(request);
        String id = seller.addShippedOrder(
                marketplace(body), text(body, "sku"), body.path("quantity").asInt(1));
        return Response.json(200, Json.object().put("orderId", id));
    }

    private Response alterOrder(Request request) {
        JsonNode body = body(request);
        seller.alterOrder(text(body, "orderId"), body.path("cents").asLong());
        return done();
    }

    private Response alterRow(Request request) {
        JsonNode body = body(request);
        seller.alterRow(
                text(body, "settlementId"),
                body.path("row").asInt(),
                body.path("cents").asLong(),
                body.path("headerFollows").asBoolean(false));
        return done();
    }

    private Response alterHeader(Request request) {
        JsonNode body = body(request);
        seller.alterHeader(text(body, "settlementId"), body.path("cents").asLong());
        return done();
    }

    /// Without `settlementId` the row falls into the settlement that closes next.
    private Response addRow(Request request) {
        JsonNode body = body(request);
        String transactionType = text(body, "transactionType");
        String amountType = text(body, "amountType");
        String description = text(body, "amountDescription");
        long cents = body.path("cents").asLong();
        if (body.has("settlementId")) {
            seller.addRow(text(body, "settlementId"), transactionType, amountType, description, cents);
        } else {
            seller.addRowToNext(marketplace(body), transactionType, amountType, description, cents);
        }
        return done();
    }

    private Response reissue(Request request) {
        seller.reissue(text(body(request), "settlementId"));
        return done();
    }

    private Response hideOrder(Request request) {
        seller.hideOrder(text(body(request), "orderId"));
        return done();
    }

    private Response showOrder(Request request) {
        seller.showOrder(text(body(request), "orderId"));
        return done();
    }

    private Response withhold(Request request) {
        seller.withhold(text(body(request), "settlementId"));
        return done();
    }

    private Response release(Request request) {
        seller.release(text(body(request), "settlementId"));
        return done();
    }

    private Response breakCell(Request request) {
        JsonNode body = body(request);
        seller.breakCell(
                text(body, "settlementId"), body.path("row").asInt(), text(body, "column"), text(body, "text"));
        return done();
    }

    private Response expireTokens() {
        login.expireAccessTokens();
        return done();
    }

    private Response revokeGrant() {
        login.revokeGrant();
        return done();
    }

    private Response issueCode() {
        return Response.json(200, Json.object().put("code", login.issueAuthorizationCode()));
    }

    private Response servePlain(Request request) {
        documents.servePlain(body(request).path("plain").asBoolean(true));
        return done();
    }

    private Response repeatPages(Request request) {
        finances.repeatPages(body(request).path("on").asBoolean(true));
        return done();
    }

    private Response scalePlans(Request request) {
        plans.scale(body(request).path("factor").decimalValue());
        return done();
    }

    private Marketplace marketplace(JsonNode body) {
        Optional<String> id = Optional.ofNullable(body.get("marketplaceId")).map(JsonNode::asText);
        return id.map(given -> Marketplace.byId(given)
                        .orElseThrow(() -> new IllegalArgumentException("no marketplace " + given)))
                .orElseGet(() -> seller.options().marketplaces().getFirst());
    }

    private static ObjectNode body(Request request) {
        return request.json()
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("the body must be a JSON object"));
    }

    private static String text(JsonNode body, String field) {
        return Optional.ofNullable(body.get(field))
                .map(JsonNode::asText)
                .orElseThrow(() -> new IllegalArgumentException(field + " is required"));
    }

    private static Response done() {
        return Response.json(200, Json.object());
    }
}
