package org.tieout.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.AlertDelivery;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.runtime.alert.TopicAlerts;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Alerts on a real broker, to webhooks on this machine, over crashes and restarts. The topics are shared, so every
/// test has a flow and kinds of alerts of its own, and its channels listen to those.
class AlertSenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Backoff SOON = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    /// A crash in this JVM: no handler of the product catches it.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private final String flow = "f" + UUID.randomUUID().toString().substring(0, 8);
    private final Clock clock = Clock.systemUTC();
    private final SecretStore secrets = SecretStore.inMemory(clock);
    private final Map<String, Connection> channels = new LinkedHashMap<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private KafkaSettings settings;
    private TopicAlerts alerts;
    private Receiver marker;
    private int markers;

    @BeforeEach
    void ensureTopics() {
        var platform = PlatformForTests.get();
        settings = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(settings, TopicSizing.EMBEDDED);
        alerts = opened(TopicAlerts.open(settings, clock));
        marker = channel("marker", Map.of("kinds", kind("marker")));
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : opened.reversed()) {
            part.close();
        }
    }

    @Test
    void anAlertIsToldOnceHoweverOftenItIsRaisedAndItsEndOnce() {
        var ops = channel("ops", Map.of());
        try (var _ = start(Failpoints.none())) {
            for (var time = 0; time < 5; time++) {
                alerts.raise(id("refused"), flow, "it is wrong", "mend it");
            }
            await("told", () -> ops.received.size() == 1);
            alerts.resolve(id("refused"));
            await("end told", () -> ops.received.size() == 2);
            settle();
        }
        assertThat(events(ops)).containsExactly("raised", "ended");

        try (var _ = start(Failpoints.none())) {
            settle();
        }
        assertThat(ops.received).as("after a restart").hasSize(2);
    }

    @Test
    void aCrashBeforeTheCallLosesNothing() throws InterruptedException {
        var ops = channel("ops", Map.of());
        alerts.raise(id("refused"), flow, "it is wrong", "mend it");
        crashAt(Failpoint.ALERT_AFTER_ATTEMPTED_BEFORE_CALL);
        assertThat(ops.received).isEmpty();

        try (var _ = start(Failpoints.none())) {
            await("told", () -> ops.received.size() == 1);
            settle();
        }
        assertThat(events(ops)).containsExactly("raised");
        assertThat(delivery("ops").getAttempts()).isEqualTo(2);
    }

    @Test
    void aCrashAfterTheCallRepeatsThatOneMessageUnderItsId() throws InterruptedException {
        var ops = channel("ops", Map.of());
        alerts.raise(id("refused"), flow, "it is wrong", "mend it");
        crashAt(Failpoint.ALERT_AFTER_CALL_BEFORE_OUTCOME);
        assertThat(ops.received).hasSize(1);

        try (var _ = start(Failpoints.none())) {
            await("repeated", () -> ops.received.size() == 2);
            settle();
        }
        assertThat(ops.received).hasSize(2);
        assertThat(ops.received.get(1).header("Tieout-Delivery"))
                .isNotEmpty()
                .isEqualTo(ops.received.get(0).header("Tieout-Delivery"));
    }

    @Test
    void aDeadChannelHoldsUpNoOtherAndIsToldOfByTheOther() {
        channel("dead", Map.of()).neverAnswers();
        var gone = channel("gone", Map.of()).alwaysAnswers(410);
        var ops = channel("ops", Map.of("kinds", String.join(",", kind("refused"), kind("paused"), "channel")));
        try (var sender = start(Failpoints.none())) {
            alerts.raise(id("refused"), flow, "it is wrong", "mend it");
            alerts.raise(id("paused"), flow, "it is wrong, too", "mend it, too");

            await(
                    "the living channel hears all, and that the others are dead",
                    () -> kinds(ops).containsAll(List.of(kind("refused"), kind("paused"), "channel")));
            await("paused", () -> sender.health().state() == Health.State.PAUSED);
            assertThat(sender.health().parts().get(flow + "-gone"))
                    .contains("410")
                    .contains("waits for a change");
            assertThat(sender.health().parts()).containsEntry(flow + "-ops", "up");
            assertThat(sender.health().reason()).doesNotContain("hidden-token");
        }
        assertThat(gone.received).as("an address that is gone is left alone").hasSize(1);
    }

    @Test
    void a500AndThenA200TellOnce() {
        var ops = channel("ops", Map.of()).answers(500, Map.of()).answers(503, Map.of("Retry-After", "0"));
        try (var sender = start(Failpoints.none())) {
            alerts.raise(id("refused"), flow, "it is wrong", "mend it");
            await("told at last", () -> ops.received.size() == 3);
            settle();
            assertThat(sender.health().state()).isEqualTo(Health.State.UP);
        }
        assertThat(ops.received).hasSize(3);
        assertThat(delivery("ops").getAttempts()).isEqualTo(3);
    }

    @Test
    void whatDoesNotFitTheLimitComesAsOneDigest() {
        IntStream.range(0, 30).forEach(i -> alerts.raise(id("missing", i), flow, "row " + i + " is missing", "add it"));
        var ops = channel("ops", Map.of("per-hour", "5"));
        try (var _ = start(Failpoints.none())) {
            await("all told", () -> alertsIn(ops) == 30);
            settle();
        }
        assertThat(ops.received).hasSizeLessThanOrEqualTo(5);
        assertThat(events(ops)).contains("digest");
    }

    @Test
    void aChannelHearsOfItsFlowsAndEventsOnly() {
        var other = channel("other", Map.of("flows", "another-flow"));
        var raisedOnly = channel("raised-only", Map.of("events", "raised"));
        var ops = channel("ops", Map.of());
        try (var _ = start(Failpoints.none())) {
            alerts.raise(id("refused"), flow, "it is wrong", "mend it");
            await("told", () -> ops.received.size() == 1 && raisedOnly.received.size() == 1);
            alerts.resolve(id("refused"));
            await("end told", () -> ops.received.size() == 2);
            settle();
            alerts.raise(id("refused"), flow, "it is wrong", "mend it");
            await("told again", () -> ops.received.size() == 3 && raisedOnly.received.size() == 2);
        }
        assertThat(events(raisedOnly)).containsExactly("raised", "raised");
        assertThat(other.received).isEmpty();
    }

    @Test
    void aSecondSenderTakesOverAndTheFirstStaysQuiet() {
        var ops = channel("ops", Map.of());
        try (var first = start(Failpoints.none())) {
            await("up", () -> first.health().state() == Health.State.UP);
            try (var second = start(Failpoints.none())) {
                await("up", () -> second.health().state() == Health.State.UP);
                alerts.raise(id("refused"), flow, "it is wrong", "mend it");
                await("told", () -> !ops.received.isEmpty());
                await("quiet", () -> first.health().state() == Health.State.DOWN);
                assertThat(first.health().reason()).contains("Another alert-sender has taken over");
                settle();
            }
        }
        assertThat(ops.received).hasSize(1);
    }

    private String id(String kind) {
        return id(kind, 1);
    }

    private String id(String kind, int number) {
        return Keys.of(kind(kind), flow, Integer.toString(number));
    }

    private String kind(String kind) {
        return kind + "-" + flow;
    }

    /// A channel of this test with a receiver of its own.
    private Receiver channel(String name, Map<String, String> further) {
        var receiver = opened(new Receiver());
        var values = new LinkedHashMap<String, String>();
        values.put("environment", "development");
        values.put("flows", flow);
        values.put("kinds", String.join(",", kind("refused"), kind("paused"), kind("missing")));
        values.put("call-timeout", "1s");
        values.putAll(further);
        channels.put(name, new Connection(flow + "-" + name, Connection.WEBHOOK, values));
        secrets.store(flow + "-" + name, "url", Secret.of(receiver.address()));
        return receiver;
    }

    private AlertSender start(Failpoints failpoints) {
        var connections = new ArrayList<>(channels.values());
        connections.add(new Connection("amazon-" + flow, "amazon", Map.of()));
        connections.add(new Connection("books-" + flow, "qbo", Map.of()));
        var config = ConfigView.fixed(new Configuration(
                connections, List.of(flowNamed(flow), flowNamed("another-flow")), Map.of(), Map.of()));
        var context = new ServiceContext(
                settings, secrets, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), clock, failpoints, config);
        var sender = new AlertSender(context, Transports.real(secrets, clock), SOON);
        sender.start();
        return sender;
    }

    private Flow flowNamed(String name) {
        return new Flow(name, "amazon-" + name, "books-" + name, "qbo", Flow.Mode.INVOICE, Optional.empty(), Map.of());
    }

    private void crashAt(Failpoint point) throws InterruptedException {
        var reached = new CountDownLatch(1);
        var doomed = start(Failpoints.calling(point.label(), _ -> {
            reached.countDown();
            throw new Crash();
        }));
        assertThat(reached.await(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        doomed.close();
    }

    /// Waits until the sender has looked at everything: a channel that listens to nothing else hears of two further
    /// alerts, one after the other. Both are looked at together with all that was raised before.
    private void settle() {
        for (var time = 0; time < 2; time++) {
            markers++;
            alerts.raise(id("marker", markers), flow, "nothing", "nothing");
            await("marker " + markers, () -> alertsIn(marker) == markers);
        }
    }

    private static List<String> events(Receiver receiver) {
        return receiver.received.stream()
                .map(message -> message.body().replaceAll("(?s).*?\"event\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    private static List<String> kinds(Receiver receiver) {
        return receiver.received.stream()
                .flatMap(message -> java.util.regex.Pattern.compile("\"kind\":\"([\\w-]+)\"")
                        .matcher(message.body())
                        .results()
                        .map(found -> found.group(1)))
                .toList();
    }

    private static int alertsIn(Receiver receiver) {
        return receiver.received.stream()
                .mapToInt(message -> message.body().split("\"nextStep\"", -1).length - 1)
                .sum();
    }

    private AlertDelivery delivery(String channel) {
        try (TableView<AlertDelivery> table =
                TableView.follow(Topics.ALERTS_DELIVERIES, settings, AvroSerdes.of(settings))) {
            return table.awaitReady(PATIENCE)
                    .get(Keys.of(flow + "-" + channel, id("refused")))
                    .orElseThrow();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private static void await(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for: %s", what).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
