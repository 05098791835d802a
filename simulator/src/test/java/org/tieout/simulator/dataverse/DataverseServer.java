package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.tieout.simulator.PlainServer;

/// A running Dataverse face and the plainest possible HTTP client: literal bodies in, raw answers out.
public final class DataverseServer extends PlainServer {
    static final String CLIENT = "grant_type=client_credentials&client_id=8a1f0c2e-0000-4000-8000-5ee11e300001";
    static final String SECRET = "&client_secret=sim-dataverse-client-secret-1";

    public final String token;

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
        super(kernel -> new DataverseFace(kernel, options));
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
        return send(
                form(simulator.address() + "/dataverse/3f1c7a52-0000-4000-8000-5ee11e200001/oauth2/v2.0/token", form));
    }

    /// `http://…/api/data/v9.2/`.
    public String root() {
        return simulator.address() + "/dataverse/tieoutsim/api/data/v9.2/";
    }

    /// A request with a good token; the path begins without a slash and is sent as it is.
    @Override
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + token);
    }

    @Override
    public HttpRequest.Builder anonymous(String path) {
        return asking(path.startsWith("http") ? path : root() + path);
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

    public static JsonNode ok(HttpResponse<String> response) {
        return json(response, 200);
    }

    /// The documented shape of a refusal.
    public static void assertRefused(HttpResponse<String> response, int status, String code, String text) {
        JsonNode error = json(response, status).path("error");
        assertThat(error.path("code").asText()).as(response.body()).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(text);
    }
}
