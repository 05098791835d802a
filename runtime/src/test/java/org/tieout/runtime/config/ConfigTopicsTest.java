package org.tieout.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.Alert;
import org.tieout.event.SecretEntry;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.runtime.alert.TopicAlerts;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.secret.MasterKey;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.TopicSecretStore;
import org.tieout.schemas.Topics;

/// Configuration, secrets and alerts in their topics, on a real broker.
class ConfigTopicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static KafkaSettings settings;

    @TempDir
    private Path data;

    @BeforeAll
    static void ensureTopics() {
        var platform = PlatformForTests.get();
        settings = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(settings, TopicSizing.EMBEDDED);
    }

    @Test
    void whatIsAppliedIsSeenAndWhatIsNoLongerThereIsGone() {
        try (var view = ConfigView.follow(settings).awaitReady(PATIENCE);
                var secrets = TopicSecretStore.open(settings, MasterKey.open(data), Clock.systemUTC());
                var writer = new ConfigWriter(settings, Clock.systemUTC())) {
            writer.apply(configuration("amazon-1", "old"), secrets, Map.of("TOKEN", "first"));
            await("flow", () -> view.flow("old").isPresent());
            assertThat(view.connections("amazon")).extracting(Connection::name).containsExactly("amazon-1");
            assertThat(view.flowsFrom("amazon-1")).extracting(Flow::name).containsExactly("old");

            writer.apply(configuration("amazon-2", "old"), secrets, Map.of("TOKEN", "first"));

            await(
                    "moved",
                    () -> view.flowsFrom("amazon-2").size() == 1
                            && view.connection("amazon-1").isEmpty());
            assertThat(view.flows()).hasSize(1);
        }
    }

    @Test
    void applyingAgainDoesNotUndoARotationOfTheVendor() {
        try (var secrets = TopicSecretStore.open(settings, MasterKey.open(data), Clock.systemUTC());
                var writer = new ConfigWriter(settings, Clock.systemUTC())) {
            var configuration = configuration("amazon-r", "rotating");
            assertThat(writer.apply(configuration, secrets, Map.of("TOKEN", "first")))
                    .contains("refresh-token of amazon-r");
            secrets.store("amazon-r", "refresh-token", Secret.of("rotated"));

            assertThat(writer.apply(configuration, secrets, Map.of("TOKEN", "first")))
                    .isEmpty();
            assertThat(secrets.read("amazon-r", "refresh-token")).contains(Secret.of("rotated"));

            assertThat(writer.apply(configuration, secrets, Map.of("TOKEN", "second")))
                    .contains("refresh-token of amazon-r");
            assertThat(secrets.read("amazon-r", "refresh-token")).contains(Secret.of("second"));
        }
    }

    @Test
    void aStoredSecretIsReadBackAtOnceAndByTheNextProcess() {
        var key = MasterKey.open(data);
        try (var secrets = TopicSecretStore.open(settings, key, Clock.systemUTC())) {
            for (var version = 0; version < 20; version++) {
                secrets.store("books-s", "refresh-token", Secret.of("hidden-" + version));
                assertThat(secrets.read("books-s", "refresh-token")).contains(Secret.of("hidden-" + version));
            }
        }
        try (var next = TopicSecretStore.open(settings, key, Clock.systemUTC())) {
            assertThat(next.read("books-s", "refresh-token")).contains(Secret.of("hidden-19"));
        }
    }

    @Test
    void theTopicHoldsNoSecretInTheClear() {
        try (var secrets = TopicSecretStore.open(settings, MasterKey.open(data), Clock.systemUTC());
                TableView<SecretEntry> topic =
                        TableView.follow(Topics.CONFIG_SECRETS, settings, AvroSerdes.of(settings))) {
            secrets.store("books-c", "client-secret", Secret.of("hidden-value"));
            topic.awaitReady(PATIENCE);

            await("entry", () -> topic.get("books-c|client-secret").isPresent());
            assertThat(topic.rows().toString()).doesNotContain("hidden-value");
        }
    }

    @Test
    void anAlertIsRaisedOnceAndResolvedByTheNextProcess() {
        try (TableView<Alert> topic = TableView.follow(Topics.ALERTS, settings, AvroSerdes.of(settings))) {
            try (var alerts = TopicAlerts.open(settings, Clock.systemUTC())) {
                alerts.raise("a-1", "books", "wrong", "do this");
                alerts.raise("a-1", "books", "wrong", "do this");
            }
            await("raised", () -> topic.get("a-1").isPresent());
            var raisedAt = topic.get("a-1").orElseThrow().getAt();
            try (var alerts = TopicAlerts.open(settings, Clock.systemUTC())) {
                alerts.raise("a-1", "books", "wrong", "do this");
                assertThat(topic.get("a-1").orElseThrow().getAt()).isEqualTo(raisedAt);
                alerts.resolve("a-1");
                alerts.resolve("never-raised");
            }
            await("resolved", () -> topic.get("a-1").orElseThrow().getResolved());
            assertThat(topic.get("never-raised")).isEmpty();
        }
    }

    private static Configuration configuration(String connection, String flow) {
        return new Configuration(
                List.of(new Connection(connection, "amazon", Map.of("region", "NA"))),
                List.of(new Flow(
                        flow, connection, "books", "qbo", Flow.Mode.INVOICE, Optional.empty(), Map.of("k", "v"))),
                Map.of(connection, Map.of("refresh-token", new SecretReference.Env("TOKEN"))),
                Map.of());
    }

    private static void await(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for: %s", what).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
