package org.tieout.ingest.dynamics.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.secret.Secret;

/// What the webhook answers, and what wakes.
class WebhookTest {

    private static final String BODY = "{\"MessageName\":\"Update\"}";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> alerts = new ConcurrentHashMap<>();
    private final CountDownLatch woken = new CountDownLatch(1);
    private final AtomicReference<Optional<Secret>> secret = new AtomicReference<>(Optional.of(Secret.of("made-up")));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Webhook webhook = webhook(0);

    private Webhook webhook(int port) {
        return new Webhook("crm", port, secret::get, Alerts.into(alerts), meters, woken::countDown);
    }

    @BeforeEach
    void start() {
        webhook.start();
    }

    @AfterEach
    void stop() {
        webhook.close();
        http.close();
    }

    private int post(String query, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + webhook.port().orElseThrow() + "/crm" + query))
                .POST(BodyPublishers.ofString(body));
        var answer =
                http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        assertThat(answer.body()).isEmpty();
        return answer.statusCode();
    }

    private double count(String kind) {
        var counter =
                meters.find("tieout.ingest.notifications").tag("kind", kind).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void aCallWithTheSecretWakesOnceHoweverOftenItComes() throws IOException, InterruptedException {
        assertThat(post("", BODY, Webhook.HEADER, "made-up")).isEqualTo(200);
        assertThat(post("", BODY, Webhook.HEADER, "made-up")).isEqualTo(200);
        assertThat(post("?code=made-up", "no JSON")).isEqualTo(200);

        assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(count("taken")).isEqualTo(3);
    }

    @Test
    void aCallWithoutItIsRefusedAndWakesNobody() throws IOException, InterruptedException {
        assertThat(post("", BODY)).isEqualTo(401);
        assertThat(post("?code=made-u", BODY)).isEqualTo(401);
        assertThat(post("?code=made-up", BODY, Webhook.HEADER, "other")).isEqualTo(401);
        secret.set(Optional.empty());
        assertThat(post("", BODY, Webhook.HEADER, "")).isEqualTo(401);

        assertThat(count("foreign")).isEqualTo(4);
        assertThat(woken.getCount()).isOne();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedUnreadAndOneOfTheLargestSizeIsNot() throws IOException, InterruptedException {
        assertThat(post("?code=made-up", " ".repeat(Webhook.LARGEST + 1))).isEqualTo(413);
        assertThat(post("?code=made-up", " ".repeat(4 * Webhook.LARGEST))).isEqualTo(413);
        assertThat(count("taken")).isZero();
        assertThat(post("?code=made-up", " ".repeat(Webhook.LARGEST))).isEqualTo(200);
    }

    @Test
    void aPortThatIsTakenIsAMatterForAPersonAndReadingGoesOnWithout() {
        try (Webhook second = webhook(webhook.port().orElseThrow())) {
            second.start();

            assertThat(second.port()).isEmpty();
            assertThat(alerts).containsKey("crm|webhook");
        }
    }
}
