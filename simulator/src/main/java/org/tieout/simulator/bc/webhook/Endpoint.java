package org.tieout.simulator.bc.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Loopback;

/// Calls the subscribers. Addresses other than this machine's own are never called: the simulator opens no
/// connection to the outside. Thread-safe.
final class Endpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Optional<HttpClient> http = Optional.empty();

    /// Made on first use: few simulators ever call a subscriber.
    private synchronized HttpClient http() {
        HttpClient client = http.orElseGet(
                () -> HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        http = Optional.of(client);
        return client;
    }

    /// Calls nobody any more.
    synchronized void close() {
        http.ifPresent(HttpClient::shutdownNow);
    }

    /// The handshake: the subscriber must answer 200 with the token as its body.
    boolean echoes(String url, String token) {
        if (!Loopback.mayCall(url)) {
            return false;
        }
        String separator = url.contains("?") ? "&" : "?";
        String encoded = URLEncoder.encode(token, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(URI.create(url + separator + "validationToken=" + encoded))
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.noBody()))
                .map(answer ->
                        answer.statusCode() == 200 && answer.body().strip().equals(token))
                .orElse(false);
    }

    /// Posts a notification; nothing where no answer came.
    Optional<Integer> post(String url, JsonNode body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body))))
                .map(HttpResponse::statusCode);
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(http().send(request.build(), BodyHandlers.ofString()));
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
