package org.tieout.ingest.amazon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.tieout.simulator.http.FaceDescription;

/// What the consent page does after a person has authorized the application again.
final class Tokens {

    private Tokens() {}

    static void exchange(FaceDescription amazon, String code) {
        var form = "grant_type=authorization_code&code=" + code + "&redirect_uri=http://127.0.0.1/callback&client_id="
                + amazon.clientId() + "&client_secret=" + amazon.clientSecret();
        var request = HttpRequest.newBuilder(URI.create(amazon.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("the code was refused: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
