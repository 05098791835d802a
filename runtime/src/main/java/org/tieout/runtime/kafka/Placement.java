package org.tieout.runtime.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.tieout.schemas.Partitions;
import org.tieout.schemas.Topic;

/// Where a connection's records lie. Topics by source or target connection are always written with an
/// explicit partition, so that no client's own partitioner can scatter what must lie together (ADR 0005).
/// Thread-safe.
public final class Placement {

    private final ToIntFunction<String> partitionsOfTopic;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    private Placement(ToIntFunction<String> partitionsOfTopic) {
        this.partitionsOfTopic = partitionsOfTopic;
    }

    /// Asks the cluster once for each topic; partition counts never change.
    public static Placement of(KafkaSettings settings) {
        return new Placement(topic -> TopicAdmin.partitions(settings, topic));
    }

    /// Every topic has that many partitions; for topology tests.
    public static Placement fixed(int partitions) {
        return new Placement(topic -> partitions);
    }

    /// The partition of a connection's records.
    ///
    /// @throws KafkaException if the topic does not exist
    public int partition(Topic topic, String connection) {
        return Partitions.of(connection, partitions(topic));
    }

    /// How many partitions the topic has.
    public int partitions(Topic topic) {
        return counts.computeIfAbsent(topic.name(), partitionsOfTopic::applyAsInt);
    }
}
