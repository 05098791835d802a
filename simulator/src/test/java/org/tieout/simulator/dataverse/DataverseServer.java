package org.tieout.simulator.dataverse;

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
import org.tieout.simulator.http.Json;

/// A running Dataverse face and the plainest possible HTTP client: literal bodies in, raw answers out.
public final class DataverseServer implements AutoCloseable {
    static final String CLIENT = "grant_type=client_credentials&client_id=8a1f0c2e-0000-4000-8000-5ee11e300001";
    static final String SECRET = "&client_secret=sim-dataverse-client-secret-1";

    public final Simulator simulator;
    public final String token;
    private final HttpClient http = HttpClient.newHttpClient();

    /// Without deals, and webhooks wait.
    public DataverseServer() {
        this(quiet());
    }

    public static DataverseOptions quiet() {
        return DataverseOptions.defaults()
                .withLimits(ServiceLimits.Limits.none())
                .withSeed(false)
                .withWebhooks(false, 2000);
    }

    public DataverseServer(DataverseOptions options) {
        simulator = Simulator.start(
                SimulatorOptions.builder().seed(7).build(), List.of(kernel -> new DataverseFace(kernel, options)));
        token = json(tokens(CLIENT + SECRET + "&scope=" + scope()))
                .path("access_token")
                .asText();
    }

    public DataverseFace face() {
        return simulator.face(DataverseFace.class);
    }

    String scope() {
        return encode(simulator.address() + "/dataverse/tieoutsim/.default");
    }

    public HttpResponse<String> tokens(String form) {
        return send(HttpRequest.newBuilder(URI.create(
                        simulator.address() + "/dataverse/3f1c7a52-0000-4000-8000-5ee11e200001/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /// `http://…/api/data/v9.2/`.
    public String root() {
        return simulator.address() + "/dataverse/tieoutsim/api/data/v9.2/";
    }

    /// A request with a good token; the path begins without a slash and is sent as it is.
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + token);
    }

    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : root() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "application/json");
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> get(String path, String prefer) {
        return send(request(path).header("Prefer", prefer).GET());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> patch(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json; charset=utf-8")
                .method("PATCH", BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    public HttpResponse<String> control(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(simulator.address() + "/control" + path))
                .POST(BodyPublishers.ofString(body)));
    }

    public JsonNode truth() {
        return ok(send(HttpRequest.newBuilder(URI.create(simulator.address() + "/control/truth/dataverse"))
                .GET()));
    }

    /// The first row of a set that passes a filter, which is encoded here.
    public JsonNode first(String set, String filter) {
        return ok(get(set + "?$filter=" + encode(filter))).path("value").path(0);
    }

    /// The id of the first row that passes.
    public String id(String set, String key, String filter) {
        return first(set, filter).path(key).asText();
    }

    /// Creates a row and gives its id.
    public String make(String set, String body) {
        HttpResponse<String> response = post(set, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        String address = response.headers().firstValue("OData-EntityId").orElseThrow();
        return address.substring(address.indexOf('(') + 1, address.length() - 1);
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

    public static void done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    /// The documented shape of a refusal.
    public static void assertRefused(HttpResponse<String> response, int status, String code, String text) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = json(response).path("error");
        assertThat(error.path("code").asText()).as(response.body()).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(text);
    }

    @Override
    public void close() {
        simulator.close();
        http.close();
    }
}
