package org.tieout.runtime.config;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.tieout.event.ConnectionConfig;
import org.tieout.event.FlowConfig;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaException;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// Applies a configuration: afterwards the topics say what the files say, and the store holds the secrets the
/// files refer to. Mapping tables are not written here.
public final class ConfigWriter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Placement placement;
    private final AvroSerdes serdes;
    private final KafkaSettings settings;
    private final Producer<String, SpecificRecord> producer;

    public ConfigWriter(KafkaSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.serdes = AvroSerdes.of(settings);
        this.placement = Placement.of(settings);
        this.producer = Clients.newProducer(Clients.producer(settings, "apply"), serdes);
    }

    /// Applies it. Secrets go first, so that no service meets a connection without its credentials.
    ///
    /// A secret is written only when what the file refers to has changed since it was last applied: the
    /// vendor may have rotated the stored one in the meantime, and going back to the old one would lock us
    /// out.
    ///
    /// @param environment the environment variables that references name
    /// @return the secrets that were stored, each as `name of connection`
    /// @throws ConfigException if a secret is not where the file says; nothing is written then
    public List<String> apply(Configuration configuration, SecretStore secrets, Map<String, String> environment) {
        var resolved = new HashMap<String, Map<String, Secret>>();
        configuration.secrets().forEach((connection, references) -> {
            var values = new HashMap<String, Secret>();
            references.forEach((name, reference) ->
                    values.put(name, reference.resolve("connection " + connection + ", " + name, environment)));
            resolved.put(connection, values);
        });
        var stored = new ArrayList<String>();
        resolved.forEach((connection, values) -> values.forEach((name, secret) -> {
            var applied = name + ".applied";
            if (!secrets.read(connection, applied).equals(Optional.of(secret))) {
                secrets.store(connection, name, secret);
                secrets.store(connection, applied, secret);
                stored.add(name + " of " + connection);
            }
        }));
        var now = clock.instant();
        var connections = new HashMap<String, SpecificRecord>();
        configuration
                .connections()
                .forEach(connection -> connections.put(connection.name(), ConfigRecords.record(connection, now)));
        var flows = new HashMap<String, SpecificRecord>();
        configuration.flows().forEach(flow -> flows.put(flow.name(), ConfigRecords.record(flow, now)));
        replaceConnections(connections);
        replaceFlows(flows);
        producer.flush();
        return stored.stream().sorted().toList();
    }

    private void replaceConnections(Map<String, SpecificRecord> wanted) {
        try (TableView<ConnectionConfig> table = TableView.follow(Topics.CONFIG_CONNECTIONS, settings, serdes)) {
            var gone = new HashSet<>(table.awaitReady(PATIENCE).rows().keySet());
            gone.removeAll(wanted.keySet());
            wanted.forEach((name, record) -> write(Topics.CONFIG_CONNECTIONS, null, name, record));
            gone.forEach(name -> write(Topics.CONFIG_CONNECTIONS, null, name, null));
        }
    }

    /// Flows lie with their source connection. One that moves to another source leaves a deletion where it
    /// lay.
    private void replaceFlows(Map<String, SpecificRecord> wanted) {
        try (TableView<FlowConfig> table = TableView.follow(Topics.CONFIG_FLOWS, settings, serdes)) {
            table.awaitReady(PATIENCE).rows().forEach((name, old) -> {
                var successor = wanted.get(name);
                if (successor == null
                        || !((FlowConfig) successor).getSourceConnection().equals(old.getSourceConnection())) {
                    write(
                            Topics.CONFIG_FLOWS,
                            placement.partition(Topics.CONFIG_FLOWS, old.getSourceConnection()),
                            name,
                            null);
                }
            });
        }
        wanted.forEach((name, record) -> write(
                Topics.CONFIG_FLOWS,
                placement.partition(Topics.CONFIG_FLOWS, ((FlowConfig) record).getSourceConnection()),
                name,
                record));
    }

    private void write(Topic topic, @Nullable Integer partition, String key, @Nullable SpecificRecord record) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), partition, key, record))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Configuration could not be written to " + topic.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while applying the configuration", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
