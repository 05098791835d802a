package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.tieout.simulator.PlainServer;
import org.tieout.simulator.qbo.company.Company;

/// A running QuickBooks face and the plainest possible HTTP client: literal bodies in, raw answers out. The
/// company has one customer (id 1, "Amazon US"), another (id 2, "Amazon CA"), and the items 1 "Sale"
/// (account 4000), 2 "Promotion" (4090), 3 "Shipping" (4010). Accounts have ids in the order of the chart:
/// Checking is 1, receivables 2, Undeposited Funds 3.
final class QboServer extends PlainServer {
    static final String REALM = "9130355000000001";
    static final String OTHER_REALM = "9130355000000002";

    final String token;

    QboServer() {
        this(QboOptions.defaults().withRealms(REALM, OTHER_REALM).withLimits(RateLimits.Limits.none()));
    }

    QboServer(QboOptions options) {
        super(kernel -> new QboFace(kernel, options));
        token = json(refresh("sim-refresh-" + REALM)).path("access_token").asText();
    }

    QboServer withCompany() {
        ok(post("/customer", "{\"DisplayName\":\"Amazon US\"}"));
        ok(post("/customer", "{\"DisplayName\":\"Amazon CA\"}"));
        ok(post("/item", "{\"Name\":\"Sale\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"17\"}}"));
        ok(post("/item", "{\"Name\":\"Promotion\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"21\"}}"));
        ok(post("/item", "{\"Name\":\"Shipping\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"18\"}}"));
        return this;
    }

    Company company() {
        return simulator.face(QboFace.class).company();
    }

    String base() {
        return simulator.address() + "/qbo";
    }

    HttpResponse<String> refresh(String refreshToken) {
        return tokens("grant_type=refresh_token&refresh_token=" + refreshToken, "sim-client-secret-1");
    }

    HttpResponse<String> tokens(String form, String secret) {
        String basic = Base64.getEncoder().encodeToString(("sim-client-1:" + secret).getBytes(StandardCharsets.UTF_8));
        return send(form(base() + "/oauth2/v1/tokens/bearer", form)
                .header("Authorization", "Basic " + basic)
                .header("Accept", "application/json"));
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> query(String text) {
        return get("/query?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&minorversion=75");
    }

    /// A request with a good token that asks for JSON.
    @Override
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + token);
    }

    @Override
    public HttpRequest.Builder anonymous(String path) {
        return asking(base() + "/v3/company/" + REALM + path).header("Content-Type", "application/json");
    }

    static JsonNode ok(HttpResponse<String> response) {
        JsonNode body = json(response, 200);
        assertThat(response.headers().firstValue("intuit_tid")).isPresent();
        return body;
    }

    /// The documented shape of a business refusal: 400, one error, `code` as a string.
    static void assertRefused(HttpResponse<String> response, String code, String detail) {
        JsonNode body = json(response, 400);
        assertThat(response.headers().firstValue("intuit_tid")).isPresent();
        assertThat(body.path("Fault").path("type").asText()).isEqualTo("ValidationFault");
        assertThat(body.path("time").isTextual()).isTrue();
        JsonNode errors = body.path("Fault").path("Error");
        assertThat(errors).hasSize(1);
        assertThat(errors.path(0).path("code").isTextual()).isTrue();
        assertThat(errors.path(0).path("code").asText()).as(response.body()).isEqualTo(code);
        assertThat(errors.path(0).path("Message").asText()).isNotEmpty();
        assertThat(errors.path(0).path("Detail").asText()).contains(detail);
    }
}
