package org.tieout.simulator.dataverse.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/// Posts a message: any 2xx is success, the body is not read; once more only for 502, 503 and 504 (section 11).
/// Thread-safe.
final class Sender implements AutoCloseable {
    private static final Set<Integer> REPEATED = Set.of(502, 503, 504);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Duration timeout;

    Sender(Duration timeout) {
        this.timeout = timeout;
    }

    /// How it went.
    ///
    /// @param status the last status; 0 where there was no answer
    record Outcome(int status, int attempts) {
        boolean success() {
            return status >= 200 && status < 300;
        }
    }

    Outcome send(Delivery delivery) {
        int status = post(delivery);
        return REPEATED.contains(status) ? new Outcome(post(delivery), 2) : new Outcome(status, 1);
    }

    private int post(Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(delivery.endpoint().address())
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(delivery.body()));
        delivery.headers().forEach(request::header);
        delivery.endpoint().headers().forEach(request::header);
        try {
            HttpResponse<Void> answer = http.send(request.build(), BodyHandlers.discarding());
            return answer.statusCode();
        } catch (IOException unreachable) {
            return 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
