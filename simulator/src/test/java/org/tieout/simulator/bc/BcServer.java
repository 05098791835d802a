package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.tieout.simulator.PlainServer;
import org.tieout.simulator.bc.company.Company;

/// A running Business Central face and the plainest possible HTTP client: literal bodies in, raw answers out.
public final class BcServer extends PlainServer {
    static final String SCOPE = "https%3A%2F%2Fapi.businesscentral.dynamics.com%2F.default";

    public final String token;
    public final String companyId;
    private final BcOptions options;

    public BcServer() {
        this(BcOptions.defaults().withLimits(UserLimits.Limits.none()));
    }

    public BcServer(BcOptions options) {
        super(kernel -> new BcFace(kernel, options));
        this.options = options;
        token = json(tokens("grant_type=client_credentials&client_id=sim-bc-client-1"
                        + "&client_secret=sim-bc-client-secret-1&scope=" + SCOPE))
                .path("access_token")
                .asText();
        companyId = company().id().toString();
    }

    public BcFace face() {
        return simulator.face(BcFace.class);
    }

    public Company company() {
        return face().company();
    }

    public HttpResponse<String> tokens(String form) {
        return send(form(simulator.address() + "/bc/" + options.tenantId() + "/oauth2/v2.0/token", form));
    }

    /// `http://…/api/v2.0/`.
    public String root() {
        return simulator.address() + "/bc/v2.0/" + options.tenantId() + "/" + options.environment() + "/api/v2.0/";
    }

    /// A request below the company, with a good token; the path begins without a slash and is sent as it is.
    @Override
    public HttpRequest.Builder request(String path) {
        return anonymous("companies(" + companyId + ")/" + path).header("Authorization", "Bearer " + token);
    }

    /// A request below the root without a token.
    @Override
    public HttpRequest.Builder anonymous(String path) {
        return asking(root() + path).header("Content-Type", "application/json");
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> patch(String path, String etag, String body) {
        return send(request(path).header("If-Match", etag).method("PATCH", BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> act(String path, String action) {
        return post(path + "/Microsoft.NAV." + action, "");
    }

    /// The first record of a set that passes a filter, which is encoded here.
    public JsonNode first(String set, String filter) {
        return ok(get(set + "?$filter=" + encode(filter))).path("value").path(0);
    }

    public static JsonNode ok(HttpResponse<String> response) {
        return json(response, 200);
    }

    public static JsonNode created(HttpResponse<String> response) {
        JsonNode body = json(response, 201);
        assertThat(response.headers().firstValue("Location")).isPresent();
        return body;
    }

    /// The documented shape of a refusal: one error, its text ends with a correlation id.
    public static void assertRefused(HttpResponse<String> response, int status, String code, String text) {
        JsonNode error = json(response, status).path("error");
        assertThat(error.path("code").asText()).as(response.body()).isEqualTo(code);
        assertThat(error.path("message").asText())
                .contains(text)
                .matches("(?s).*  CorrelationId:  [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.");
    }
}
