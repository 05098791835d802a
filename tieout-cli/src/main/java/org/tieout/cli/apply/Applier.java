package org.tieout.cli.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.cli.mapping.MappingFiles;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.ConnectionConfig;
import org.tieout.event.FlowConfig;
import org.tieout.event.MappingEntry;
import org.tieout.runtime.config.ConfigException;
import org.tieout.runtime.config.ConfigFiles;
import org.tieout.runtime.config.ConfigWriter;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.config.WebhookAddress;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaException;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.schemas.Topics;

/// Makes the config topics say what the files of a directory say. Everything is read and checked before anything is
/// written; applying the same files again writes no mapping row and no secret.
///
/// @param kafka the cluster
/// @param secrets where secrets are kept
/// @param environment the environment variables that secrets may be in
/// @param clock the time
public record Applier(KafkaSettings kafka, SecretStore secrets, Map<String, String> environment, Clock clock) {

    /// Applies the files.
    ///
    /// @return what changed, a line for each; empty when nothing did
    /// @throws ConfigException with all that is wrong in the files, each with file and place; nothing is
    ///     written then
    public List<String> apply(Path directory) {
        var configuration = ConfigFiles.read(directory);
        var tables = mappingTables(configuration);
        requireSecrets(configuration);
        try (var reader = TopicReader.of(kafka)) {
            var changes = new ArrayList<String>();
            changes.addAll(connectionChanges(configuration, reader));
            changes.addAll(flowChanges(configuration, reader));
            // Mappings go first, so that no flow begins with an empty table and parks what it could have planned.
            changes.addAll(writeMappings(configuration, tables, reader));
            try (var writer = new ConfigWriter(kafka, clock)) {
                writer.apply(configuration, secrets, environment)
                        .forEach(secret -> changes.add("secret " + secret + ": stored"));
            }
            return changes;
        }
    }

    private static Map<String, List<MappingRow>> mappingTables(Configuration configuration) {
        var problems = new ArrayList<String>();
        var tables = new HashMap<String, List<MappingRow>>();
        configuration.mappings().forEach((flow, file) -> {
            try {
                switch (MappingFiles.read(file, 0)) {
                    case MappingCsv.Result.Rows(var rows) -> tables.put(flow, rows);
                    case MappingCsv.Result.Errors(var errors) ->
                        errors.forEach(error -> problems.add(error.toString()));
                }
            } catch (IOException e) {
                problems.add(file + ": cannot be read. Flow " + flow + " names it as its mapping.");
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return tables;
    }

    private void requireSecrets(Configuration configuration) {
        var problems = new ArrayList<String>();
        configuration
                .secrets()
                .forEach((connection, references) -> references.forEach((name, reference) -> {
                    try {
                        var secret = reference.resolve("connection " + connection + ", " + name, environment);
                        requireSafeAddress(configuration, connection, name, secret, problems);
                    } catch (ConfigException e) {
                        problems.addAll(e.problems());
                    }
                }));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /// The address of a webhook is a secret, so what it is shows only now.
    private static void requireSafeAddress(
            Configuration configuration, String connection, String name, Secret secret, List<String> problems) {
        configuration
                .connection(connection)
                .filter(channel -> channel.vendor().equals(Connection.WEBHOOK) && name.equals("url"))
                .flatMap(channel -> WebhookAddress.problem(secret, channel.development()))
                .ifPresent(wrong -> problems.add("alerts[" + connection + "].secrets.url: " + wrong + "."));
    }

    private static List<String> connectionChanges(Configuration configuration, TopicReader reader) {
        var before = reader.table(Topics.CONFIG_CONNECTIONS, ConnectionConfig.class).values().stream()
                .collect(Collectors.toMap(
                        ConnectionConfig::getConnection, old -> old.getVendor() + new TreeMap<>(old.getSettings())));
        var after = configuration.connections().stream()
                .collect(Collectors.toMap(
                        connection -> connection.name(),
                        connection -> connection.vendor() + new TreeMap<>(connection.settings())));
        return differences("connection", before, after);
    }

    private static List<String> flowChanges(Configuration configuration, TopicReader reader) {
        var before = reader.table(Topics.CONFIG_FLOWS, FlowConfig.class).values().stream()
                .collect(Collectors.toMap(FlowConfig::getFlow, Applier::describe));
        var after = configuration.flows().stream().collect(Collectors.toMap(flow -> flow.name(), Applier::describe));
        return differences("flow", before, after);
    }

    private static String describe(FlowConfig flow) {
        return List.of(
                        flow.getSourceConnection(),
                        flow.getTargetConnection(),
                        flow.getTarget(),
                        flow.getMode(),
                        String.valueOf(flow.getCutOver()),
                        new TreeMap<>(flow.getOptions()))
                .toString();
    }

    private static String describe(Flow flow) {
        return List.of(
                        flow.source(),
                        flow.target(),
                        flow.profile(),
                        flow.mode().name(),
                        flow.cutOver().map(Object::toString).orElse("null"),
                        new TreeMap<>(flow.options()))
                .toString();
    }

    private static List<String> differences(String what, Map<String, String> before, Map<String, String> after) {
        var changes = new ArrayList<String>();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            if (!before.containsKey(name)) {
                changes.add(what + " " + name + ": added");
            } else if (!after.containsKey(name)) {
                changes.add(what + " " + name + ": removed");
            } else if (!String.valueOf(before.get(name)).equals(after.get(name))) {
                changes.add(what + " " + name + ": changed");
            }
        }
        return changes;
    }

    private List<String> writeMappings(
            Configuration configuration, Map<String, List<MappingRow>> tables, TopicReader reader) {
        var current = reader.values(Topics.CONFIG_MAPPINGS, MappingEntry.class).stream()
                .collect(Collectors.toMap(
                        // A flow that moved to another source has left entries on another partition under the
                        // same key.
                        entry -> entry.getConnection() + " " + MappingChange.key(entry),
                        Function.identity(),
                        (earlier, later) -> later));
        var changes = new ArrayList<String>();
        var entries = new ArrayList<MappingEntry>();
        for (var flow : configuration.flows()) {
            var change = MappingChange.between(
                    flow.name(),
                    flow.source(),
                    tables.getOrDefault(flow.name(), List.of()),
                    current.values().stream()
                            .filter(entry -> entry.getFlow().equals(flow.name()))
                            .toList(),
                    clock.instant());
            entries.addAll(change.entries());
            if (!change.entries().isEmpty()) {
                changes.add("mapping of " + flow.name() + ": " + change.added().size() + " rows added, "
                        + change.changed().size() + " changed, "
                        + change.retired().size()
                        + " taken out (version " + change.version() + ")");
            }
        }
        write(entries);
        return changes;
    }

    private void write(List<MappingEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var placement = Placement.of(kafka);
        try (var producer =
                Clients.<MappingEntry>newProducer(Clients.producer(kafka, "apply-mappings"), AvroSerdes.of(kafka))) {
            var sent = new ArrayList<Future<?>>();
            for (var entry : entries) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topics.CONFIG_MAPPINGS.name(),
                        placement.partition(Topics.CONFIG_MAPPINGS, entry.getConnection()),
                        MappingChange.key(entry),
                        entry)));
            }
            producer.flush();
            for (var each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("The mappings could not be written: " + e.getMessage() + ". Apply again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while writing mappings. Apply again.", e);
        }
    }
}
