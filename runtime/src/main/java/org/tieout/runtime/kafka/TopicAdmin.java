package org.tieout.runtime.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topic.Partitioning;
import org.tieout.schemas.Topics;

/// Makes cluster and registry ready: topics exist, their schemas are registered under rules, and nothing is
/// set up in a way that would break a promise.
public final class TopicAdmin {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TopicAdmin() {}

    /// Creates what is missing of [Topics#all] and registers every schema; what is there stays as it is.
    /// Returns when every partition can be written. Safe to call by several processes at once, and again at
    /// every start.
    ///
    /// @throws KafkaException if the cluster or an existing topic is unsafe, or a schema is not compatible
    ///     with what was registered before; nothing is half usable then, and the message says what to do
    public static void ensure(KafkaSettings settings, TopicSizing sizing) {
        ensure(settings, sizing, Topics.all());
    }

    /// The same for these topics only.
    public static void ensure(KafkaSettings settings, TopicSizing sizing, List<Topic> topics) {
        try (var admin = Clients.newAdmin(settings)) {
            requireTransactionsV2(admin);
            create(admin, sizing, topics);
            awaitWritable(admin, topics);
            requireSafe(admin, topics);
        }
        var schemas = new SchemaAdmin(settings.registryUrl());
        topics.forEach(schemas::register);
    }

    /// How many partitions a topic has.
    ///
    /// @throws KafkaException if it does not exist
    static int partitions(KafkaSettings settings, String topic) {
        try (var admin = Clients.newAdmin(settings)) {
            return await(admin.describeTopics(List.of(topic)).allTopicNames(), "describe topics").values().stream()
                    .mapToInt(description -> description.partitions().size())
                    .sum();
        }
    }

    private static Map<String, Integer> partitions(Admin admin, List<String> topics) {
        var counts = new TreeMap<String, Integer>();
        await(admin.describeTopics(topics).allTopicNames(), "describe topics")
                .forEach((name, description) ->
                        counts.put(name, description.partitions().size()));
        return counts;
    }

    /// Since KIP-890 (transaction.version=2) a delayed commit or abort cannot act on the next transaction.
    /// Older protocols can lose or tear one, so we do not run on them.
    private static void requireTransactionsV2(Admin admin) {
        var features = await(admin.describeFeatures().featureMetadata(), "describe features");
        var transactions = features.finalizedFeatures().get("transaction.version");
        if (transactions == null || transactions.maxVersionLevel() < 2) {
            throw new KafkaException(
                    "The cluster runs transaction.version "
                            + (transactions == null ? 0 : transactions.maxVersionLevel())
                            + "; version 2 or later is needed. Upgrade it: kafka-features upgrade --feature transaction.version=2");
        }
    }

    private static void create(Admin admin, TopicSizing sizing, List<Topic> topics) {
        var existing = new HashSet<>(await(admin.listTopics().names(), "list topics"));
        var missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> newTopic(topic, sizing))
                .toList();
        try {
            await(admin.createTopics(missing).all(), "create topics");
        } catch (KafkaException e) {
            // Another process of ours was faster; its topics come from the same list.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            create(admin, sizing, topics);
        }
    }

    private static NewTopic newTopic(Topic topic, TopicSizing sizing) {
        var settings = new HashMap<>(topic.settings());
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(sizing.minInSync()));
        return new NewTopic(topic.name(), sizing.partitions(), (short) sizing.replication()).configs(settings);
    }

    /// KAFKA-14359: metadata of a fresh topic is published before its partitions take records. A pipelined
    /// first send may then be refused while a later one is accepted, and the retried first one fails for good
    /// as out of order. When offsets can be listed, the partition's leader is at work.
    private static void awaitWritable(Admin admin, List<Topic> topics) {
        var names = topics.stream().map(Topic::name).toList();
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                var partitions = new HashMap<TopicPartition, OffsetSpec>();
                partitions(admin, names).forEach((name, count) -> {
                    for (var partition = 0; partition < count; partition++) {
                        partitions.put(new TopicPartition(name, partition), OffsetSpec.latest());
                    }
                });
                await(admin.listOffsets(partitions).all(), "list offsets");
                return;
            } catch (KafkaException e) {
                if (!(e.getCause() instanceof RetriableException)
                        || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                pauseBriefly();
            }
        }
    }

    private static void requireSafe(Admin admin, List<Topic> topics) {
        var counts = partitions(admin, topics.stream().map(Topic::name).toList());
        for (var rule : List.of(Partitioning.SOURCE_CONNECTION, Partitioning.TARGET_CONNECTION)) {
            requireOneCount(rule, topics, counts);
        }
        requirePolicies(admin, topics);
    }

    /// A connection's records lie side by side only while the topics have the same number of partitions.
    private static void requireOneCount(Partitioning rule, List<Topic> topics, Map<String, Integer> counts) {
        var byTopic = new TreeMap<String, Integer>();
        topics.stream()
                .filter(topic -> topic.partitioning() == rule)
                .forEach(topic -> byTopic.put(topic.name(), counts.get(topic.name())));
        if (new HashSet<>(byTopic.values()).size() > 1) {
            throw new KafkaException(
                    "Topics placed by connection must have the same number of partitions, and have not: " + byTopic
                            + ". Recreate the ones that differ before any record is written to them.");
        }
    }

    private static void requirePolicies(Admin admin, List<Topic> topics) {
        var byName = topics.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        var unsafe = new ArrayList<String>();
        await(admin.describeConfigs(resources).all(), "describe topic settings").forEach((resource, config) -> {
            var topic = byName.get(resource.name());
            if (topic != null) {
                unsafe.addAll(unsafe(topic, config));
            }
        });
        if (!unsafe.isEmpty()) {
            throw new KafkaException("Topic settings that would lose records: " + String.join("; ", unsafe)
                    + ". Correct them with kafka-configs --alter, then start again.");
        }
    }

    private static List<String> unsafe(Topic topic, Config config) {
        var found = new ArrayList<String>();
        var wanted = topic.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        var actual = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!actual.equals(wanted)) {
            found.add(topic.name() + " has cleanup.policy=" + actual + ", needs " + wanted);
        }
        var retention = config.get(TopicConfig.RETENTION_MS_CONFIG).value();
        if (topic.cleanup() == Topic.Cleanup.DELETE && keepsLess(retention, topic)) {
            found.add(topic.name() + " keeps records for " + retention + " ms, needs "
                    + topic.settings().get(TopicConfig.RETENTION_MS_CONFIG));
        }
        return found;
    }

    private static boolean keepsLess(String actual, Topic topic) {
        var kept = Long.parseLong(actual);
        return kept >= 0
                && topic.retention().map(needed -> kept < needed.toMillis()).orElse(true);
    }

    private static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof UnknownTopicOrPartitionException
                    ? new KafkaException(
                            "A topic is missing: " + cause.getMessage() + " Was TopicAdmin.ensure run?", cause)
                    : new KafkaException("The cluster could not " + what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "The cluster did not " + what + " within " + PATIENCE.toSeconds()
                            + " s. Is bootstrap.servers right, and is the broker up?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting to " + what, e);
        }
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting for topics", e);
        }
    }
}
