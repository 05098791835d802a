package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.http.Json;

/// A running Business Central face and the plainest possible HTTP client: literal bodies in, raw answers out.
public final class BcServer implements AutoCloseable {
    static final String SCOPE = "https%3A%2F%2Fapi.businesscentral.dynamics.com%2F.default";

    public final Simulator simulator;
    public final String token;
    public final String companyId;
    private final BcOptions options;
    private final HttpClient http = HttpClient.newHttpClient();

    public BcServer() {
        this(BcOptions.defaults().withLimits(UserLimits.Limits.none()));
    }

    public BcServer(BcOptions options) {
        this.options = options;
        simulator = Simulator.start(
                SimulatorOptions.builder().seed(7).build(), List.of(kernel -> new BcFace(kernel, options)));
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
        return send(HttpRequest.newBuilder(
                        URI.create(simulator.address() + "/bc/" + options.tenantId() + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /// `http://…/api/v2.0/`.
    public String root() {
        return simulator.address() + "/bc/v2.0/" + options.tenantId() + "/" + options.environment() + "/api/v2.0/";
    }

    /// A request below the company, with a good token; the path begins without a slash and is sent as it is.
    public HttpRequest.Builder request(String path) {
        return anonymous("companies(" + companyId + ")/" + path).header("Authorization", "Bearer " + token);
    }

    /// A request below the root without a token.
    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(root() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> patch(String path, String etag, String body) {
        return send(request(path).header("If-Match", etag).method("PATCH", BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    public HttpResponse<String> act(String path, String action) {
        return post(path + "/Microsoft.NAV." + action, "");
    }

    public HttpResponse<String> control(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(simulator.address() + "/control" + path))
                .POST(BodyPublishers.ofString(body)));
    }

    /// The first record of a set that passes a filter, which is encoded here.
    public JsonNode first(String set, String filter) {
        return ok(get(set + "?$filter=" + encode(filter))).path("value").path(0);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static JsonNode json(HttpResponse<String> response) {
        return Json.parse(response.body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError("no JSON: " + response.body()));
    }

    public static JsonNode ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    public static JsonNode created(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).isPresent();
        return json(response);
    }

    public static void done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    /// The documented shape of a refusal: one error, its text ends with a correlation id.
    public static void assertRefused(HttpResponse<String> response, int status, String code, String text) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = json(response).path("error");
        assertThat(error.path("code").asText()).as(response.body()).isEqualTo(code);
        assertThat(error.path("message").asText())
                .contains(text)
                .matches("(?s).*  CorrelationId:  [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.");
    }

    @Override
    public void close() {
        simulator.close();
        http.close();
    }
}
