package org.tieout.simulator;

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
import org.tieout.simulator.http.FaceFactory;
import org.tieout.simulator.http.Json;

/// A running simulator with one face and the plainest possible HTTP client: literal bodies in, raw answers
/// out.
public abstract class PlainServer implements AutoCloseable {
    public final Simulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();

    protected PlainServer(FaceFactory face) {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build(), List.of(face));
    }

    /// A request without a token that asks for JSON; the path is sent as it is.
    public abstract HttpRequest.Builder anonymous(String path);

    /// The same with a good token.
    public abstract HttpRequest.Builder request(String path);

    /// What a face's [#anonymous] begins with.
    protected static HttpRequest.Builder asking(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "application/json");
    }

    protected static HttpRequest.Builder form(String address, String form) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    public final HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public final HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    public final HttpResponse<String> control(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(simulator.address() + "/control" + path))
                .POST(BodyPublishers.ofString(body)));
    }

    public final HttpResponse<String> send(HttpRequest.Builder request) {
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

    /// The body of an answer that must have this status.
    protected static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return json(response);
    }

    public static void done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Override
    public final void close() {
        simulator.close();
        http.close();
    }
}
