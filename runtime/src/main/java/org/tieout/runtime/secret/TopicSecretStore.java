package org.tieout.runtime.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.tieout.event.SecretEntry;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Secrets as ciphertexts in the topic `config.secrets`: every process of the product sees a change within
/// moments.
public final class TopicSecretStore implements SecretStore {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MasterKey key;
    private final Clock clock;
    private final Producer<String, SecretEntry> producer;
    private final TableView<SecretEntry> entries;

    private TopicSecretStore(
            MasterKey key, Clock clock, Producer<String, SecretEntry> producer, TableView<SecretEntry> entries) {
        this.key = key;
        this.clock = clock;
        this.producer = producer;
        this.entries = entries;
    }

    /// Opens the store and returns when it has read everything kept so far.
    public static TopicSecretStore open(KafkaSettings settings, MasterKey key, Clock clock) {
        var serdes = AvroSerdes.of(settings);
        TableView<SecretEntry> entries = TableView.follow(Topics.CONFIG_SECRETS, settings, serdes);
        entries.awaitReady(PATIENCE);
        return new TopicSecretStore(
                key, clock, Clients.newProducer(Clients.producer(settings, "secrets"), serdes), entries);
    }

    @Override
    public void store(String connection, String name, Secret secret) {
        try {
            var entry = SecretEntry.newBuilder()
                    .setConnection(connection)
                    .setName(name)
                    .setCiphertext(ByteBuffer.wrap(key.encrypt(secret, connection)))
                    .setStoredAt(clock.instant())
                    .build();
            var written = producer.send(
                            new ProducerRecord<>(Topics.CONFIG_SECRETS.name(), Keys.of(connection, name), entry))
                    .get();
            entries.awaitWritten(written, PATIENCE);
        } catch (GeneralSecurityException | ExecutionException e) {
            throw new SecretException(
                    "Secret " + name + " of " + connection + " could not be kept: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretException("Interrupted while keeping secret " + name + " of " + connection, e);
        }
    }

    @Override
    public Optional<Secret> read(String connection, String name) {
        return entries.get(Keys.of(connection, name)).map(entry -> decrypt(entry, connection));
    }

    @Override
    public Instant changedAt(String connection) {
        return entries.rows().values().stream()
                .filter(entry -> entry.getConnection().equals(connection))
                .map(SecretEntry::getStoredAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private Secret decrypt(SecretEntry entry, String connection) {
        var ciphertext = new byte[entry.getCiphertext().remaining()];
        entry.getCiphertext().duplicate().get(ciphertext);
        try {
            return key.decrypt(ciphertext, connection);
        } catch (GeneralSecurityException e) {
            throw new SecretException(
                    "Secret " + entry.getName() + " of " + connection
                            + " was kept under another master key. Restore that key, or apply the configuration again.",
                    e);
        }
    }

    @Override
    public void close() {
        producer.close();
        entries.close();
    }
}
