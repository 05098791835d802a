package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.runtime.secret.Secret;

/// What reaches the receiver, and that nothing of it ends a subscription: every answer is 200.
class ReceiverTest {
    private final AtomicInteger hints = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpClient http = HttpClient.newHttpClient();
    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(0, Secret.of("s3cret"), meters, hints::incrementAndGet);
    }

    @AfterEach
    void stop() {
        receiver.close();
        http.close();
    }

    private HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + "/bc" + query))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void isAnswered(String body, String kind, int hinted) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("", body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(meters.get("tieout.sink.notifications")
                        .tag("kind", kind)
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(hints.get()).isEqualTo(hinted);
    }

    @Test
    void theHandshakeAnswersTheTokenAsText() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("?a=b&validationToken=a%2Bb%20c", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("a+b c");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(hints.get()).isZero();
    }

    @Test
    void aNotificationWithOurSecretIsOneHintHoweverManyEntriesItHas() throws IOException, InterruptedException {
        isAnswered(
                "{\"value\":[{\"clientState\":\"s3cret\"},{\"clientState\":\"s3cret\"},{\"clientState\":\"other\"}]}",
                "taken",
                1);
    }

    @Test
    void withoutOurSecretNothingHappens() throws IOException, InterruptedException {
        isAnswered("{\"value\":[{\"clientState\":\"s3cret2\"},{},7]}", "foreign", 0);
    }

    @Test
    void whatIsNoNotificationIsAnsweredAllTheSame() throws IOException, InterruptedException {
        isAnswered("{\"value\":[{\"clientState\":\"s3cret\"", "unreadable", 0);
    }

    @Test
    void whatIsTooLargeIsAnsweredUnread() throws IOException, InterruptedException {
        String padding = " ".repeat(Receiver.LARGEST);
        isAnswered("{\"value\":[{\"clientState\":\"s3cret\"}]" + padding + "}", "too-large", 0);
    }

    @Test
    void anotherSecretIsExpectedFromThenOn() throws IOException, InterruptedException {
        receiver.expect(Secret.of("new"));

        isAnswered("{\"value\":[{\"clientState\":\"new\"}]}", "taken", 1);
        isAnswered("{\"value\":[{\"clientState\":\"s3cret\"}]}", "foreign", 1);
    }
}
