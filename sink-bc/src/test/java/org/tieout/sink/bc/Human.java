package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.tieout.runtime.http.Json;
import org.tieout.simulator.Simulator;

/// Somebody else who works in the company, over the same API.
final class Human {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator;
    private final String root;

    Human(Simulator simulator) {
        this.simulator = simulator;
        var face = simulator.bc().describe();
        this.root = face.baseUrl() + "/v2.0/" + id("tenantId") + "/" + id("environment") + "/api/v2.0/companies("
                + id("companyId") + ")/";
    }

    private String id(String name) {
        return Objects.requireNonNull(simulator.bc().describe().ids().get(name)).getFirst();
    }

    JsonNode get(String path) {
        return send(path, "GET", "", "");
    }

    JsonNode post(String path, String body) {
        return send(path, "POST", body, "");
    }

    JsonNode patch(String path, String body) {
        return send(path, "PATCH", body, "*");
    }

    JsonNode delete(String path) {
        return send(path, "DELETE", "", "*");
    }

    /// Something ordered of the simulator.
    void order(String action, String body) {
        var request = HttpRequest.newBuilder(URI.create(simulator.address() + "/control/bc/" + action))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = exchange(request);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(action + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private JsonNode send(String path, String method, String body, String etag) {
        var request = HttpRequest.newBuilder(URI.create(root + path.replace(" ", "%20")))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        HttpResponse<String> answer = exchange(request.build());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.read(answer.body()).orElseGet(Json::object);
    }

    private String token() {
        var face = simulator.bc().describe();
        String form = "grant_type=client_credentials&client_id=" + face.clientId() + "&client_secret="
                + face.clientSecret() + "&scope=https%3A%2F%2Fapi.businesscentral.dynamics.com%2F.default";
        var request = HttpRequest.newBuilder(URI.create(face.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return Json.read(exchange(request).body())
                .orElseThrow()
                .path("access_token")
                .asText();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
