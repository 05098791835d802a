package org.tieout.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.alerts.Transport.Result;
import org.tieout.runtime.secret.Secret;

/// A webhook as its receiver sees it, and what its answers come to.
class WebhookTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String KEY = "made-up-signing-key";

    private final Receiver receiver = new Receiver();

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void aMessageHasTheDocumentedFields() throws IOException {
        assertThat(send(TIMEOUT)).isEqualTo(new Result.Delivered());

        var body = new JsonMapper().readTree(receiver.received.getFirst().body());
        assertThat(body.path("version").asInt()).isEqualTo(1);
        assertThat(body.path("delivery").asText()).isEqualTo("id-1");
        assertThat(body.path("channel").asText()).isEqualTo("ops");
        assertThat(body.path("event").asText()).isEqualTo("raised");
        assertThat(body.path("at").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(body.path("text").asText())
                .isEqualTo("New: books: Posting us-books/settlement/1/deposit/r1 was refused: account inactive");
        assertThat(body.path("more").asInt()).isZero();
        var alert = body.path("alerts").path(0);
        assertThat(alert.path("id").asText()).isEqualTo("refused|us-books/settlement/1/deposit/r1");
        assertThat(alert.path("kind").asText()).isEqualTo("refused");
        assertThat(alert.path("flows").path(0).asText()).isEqualTo("us-books");
        assertThat(alert.path("nextStep").asText()).isEqualTo("Make the account active, then tieout retry");
        assertThat(alert.path("open").asBoolean()).isTrue();
        assertThat(receiver.received.getFirst().header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(receiver.received.getFirst().header("Tieout-Delivery")).isEqualTo("id-1");
    }

    @Test
    void aDigestShowsAHundredAlertsAndCountsTheRest() throws IOException {
        var items = IntStream.range(0, 130).mapToObj(Examples::missing).toList();
        try (var webhook = webhook(TIMEOUT, Optional.empty(), receiver.address(), true)) {
            webhook.send(Message.of("ops", items, Examples.AT));
        }

        var body = new JsonMapper().readTree(receiver.received.getFirst().body());
        assertThat(body.path("event").asText()).isEqualTo("digest");
        assertThat(body.path("text").asText()).isEqualTo("130 alerts: 130 new");
        assertThat(body.path("alerts").size()).isEqualTo(100);
        assertThat(body.path("more").asInt()).isEqualTo(30);
    }

    @Test
    void theSignatureIsTheHmacOfTimeAndBodyAsTheDocumentationSays() throws Exception {
        try (var webhook = webhook(TIMEOUT, Optional.of(Secret.of(KEY)), receiver.address(), true)) {
            webhook.send(Examples.message());
        }

        var received = receiver.received.getFirst();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update("1795176000.".getBytes(StandardCharsets.UTF_8));
        assertThat(received.header("Tieout-Signature"))
                .isEqualTo("t=1795176000,v1="
                        + HexFormat.of().formatHex(mac.doFinal(received.body().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void withoutAKeyThereIsNoSignature() {
        send(TIMEOUT);

        assertThat(receiver.received.getFirst().header("Tieout-Signature")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void whatMayPassIsTriedAgain(int status) {
        receiver.answers(status, Map.of("Retry-After", "90"));

        assertThat(send(TIMEOUT))
                .isEqualTo(new Result.Later("127.0.0.1 answered " + status, Optional.of(Duration.ofSeconds(90))));
    }

    @ParameterizedTest
    @CsvSource({"400, false", "401, false", "404, false", "410, true", "302, false"})
    void whatARepetitionWillNotCureIsRefused(int status, boolean forGood) {
        receiver.answers(status, status == 302 ? Map.of("Location", "http://127.0.0.1:1/elsewhere") : Map.of());

        assertThat(send(TIMEOUT)).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.forGood()).isEqualTo(forGood);
            assertThat(refused.reason()).contains(Integer.toString(status)).doesNotContain("hidden-token");
            assertThat(refused.nextStep()).contains("tieout apply");
        });
        assertThat(receiver.received).hasSize(1);
    }

    @Test
    void noAnswerInTimeIsNoRefusal() {
        receiver.neverAnswers();

        assertThat(send(Duration.ofMillis(200)))
                .isEqualTo(new Result.Later("127.0.0.1 did not answer in time", Optional.empty()));
    }

    @Test
    void nobodyThereIsTriedAgain() {
        receiver.close();

        assertThat(send(TIMEOUT)).isEqualTo(new Result.Later("127.0.0.1 takes no connections", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://alerts.example/hidden-token",
                "ftp://127.0.0.1/hidden-token",
                "https://user:hidden-token@alerts.example/",
                "hidden-token",
                "http://127.0.0.1 /hidden-token"
            })
    void anAddressThatIsNotSafeIsNotCalledAndNotShown(String address) {
        try (var webhook = webhook(TIMEOUT, Optional.empty(), address, true)) {
            assertThat(webhook.send(Examples.message())).isInstanceOfSatisfying(Result.Refused.class, refused -> {
                assertThat(refused.forGood()).isTrue();
                assertThat(refused.reason()).doesNotContain("hidden-token");
            });
        }
    }

    @Test
    void outsideDevelopmentEvenThisMachineIsCalledByHttpsOnly() {
        try (var webhook = webhook(TIMEOUT, Optional.empty(), receiver.address(), false)) {
            assertThat(webhook.send(Examples.message())).isInstanceOf(Result.Refused.class);
        }
        assertThat(receiver.received).isEmpty();
    }

    private Result send(Duration timeout) {
        try (var webhook = webhook(timeout, Optional.empty(), receiver.address(), true)) {
            return webhook.send(Examples.message());
        }
    }

    private static Webhook webhook(Duration timeout, Optional<Secret> key, String address, boolean development) {
        return new Webhook(Secret.of(address), key, development, timeout, Clock.fixed(Examples.AT, ZoneOffset.UTC));
    }
}
