package org.tieout.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/// One topic, as it is created and as readers may rely on it.
///
/// @param name the topic's name
/// @param key what the record key is made of, in words; keys are strings, parts joined by `|`
/// @param value the Avro schema of the value
/// @param partitioning which partitioner places its records
/// @param cleanup whether the topic keeps every record or the last one of a key
/// @param retention how long records are kept in a [Cleanup#DELETE] topic; empty means for ever
public record Topic(
        String name,
        String key,
        Schema value,
        Partitioning partitioning,
        Cleanup cleanup,
        Optional<Duration> retention) {

    /// What the log keeps.
    public enum Cleanup {
        /// Every record, for the retention.
        DELETE,
        /// At least the last record of every key.
        COMPACT
    }

    /// Who decides the partition of a record. Topics with the same rule and partition count lie side by side.
    public enum Partitioning {
        /// All records of one source connection on one partition (ADR 0005).
        SOURCE_CONNECTION,
        /// All records of one target connection on one partition, so that its quota and its state live in one
        /// place.
        TARGET_CONNECTION,
        /// Kafka's own, by the record key.
        KEY
    }

    public Topic {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }

    /// The topic's settings as Kafka names them.
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        switch (cleanup) {
            case COMPACT -> {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
                // Compaction never touches the active segment: without this, old values linger in quiet topics.
                settings.put(
                        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                        Long.toString(Duration.ofDays(1).toMillis()));
                // A tombstone must outlive the longest outage of a consumer.
                settings.put(
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        Long.toString(Duration.ofDays(14).toMillis()));
            }
            case DELETE -> {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
                settings.put(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.map(Duration::toMillis).orElse(-1L)));
            }
        }
        // Back-dated records must not be deleted by age at once: event time is in the value, log time is append time.
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return settings;
    }
}
