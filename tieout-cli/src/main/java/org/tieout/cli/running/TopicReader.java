package org.tieout.cli.running;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.tieout.cli.CliException;
import org.tieout.cli.ExitCode;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.schemas.Topic;

/// Reads topics from their beginning to where they end now, committed records only, without joining a group and
/// without leaving a trace. Not thread-safe.
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final org.apache.kafka.clients.consumer.Consumer<String, SpecificRecord> consumer;

    private TopicReader(org.apache.kafka.clients.consumer.Consumer<String, SpecificRecord> consumer) {
        this.consumer = consumer;
    }

    /// A reader of that cluster.
    public static TopicReader of(KafkaSettings kafka) {
        return new TopicReader(Clients.newConsumer(Clients.reader(kafka, "tieout-reader"), AvroSerdes.of(kafka)));
    }

    /// Hands over every record, in the order of each partition. A deleted key's record has no value and is left
    /// out.
    ///
    /// @throws CliException if the topic does not exist or nothing comes for half a minute
    public <V extends SpecificRecord> void forEach(
            Topic topic, Class<V> type, Consumer<? super ConsumerRecord<String, V>> each) {
        read(topic, found -> {
            if (found.value() != null) {
                each.accept(typed(found, type));
            }
        });
    }

    /// Every value, in the order of each partition.
    public <V extends SpecificRecord> List<V> values(Topic topic, Class<V> type) {
        var values = new ArrayList<V>();
        forEach(topic, type, found -> values.add(found.value()));
        return values;
    }

    /// The last value of every key that was not deleted.
    public <V extends SpecificRecord> Map<String, V> table(Topic topic, Class<V> type) {
        return table(topic, type, value -> value);
    }

    /// The same, keeping of each value only what is asked for: states carry whole documents.
    public <V extends SpecificRecord, R> Map<String, R> table(Topic topic, Class<V> type, Function<V, R> extract) {
        var rows = new LinkedHashMap<String, R>();
        read(topic, found -> {
            if (found.value() == null) {
                rows.remove(found.key());
            } else {
                rows.put(found.key(), extract.apply(type.cast(found.value())));
            }
        });
        return rows;
    }

    /// Stands at the end of a topic: what is written from now on is [#poll]ed.
    public void seekToEnd(Topic topic) {
        var partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // The seek is done when it is asked where it stands.
    }

    /// What came since; waits that long for it.
    public <V extends SpecificRecord> List<V> poll(Class<V> type, Duration patience) {
        var values = new ArrayList<V>();
        consumer.poll(patience).forEach(found -> {
            if (found.value() != null) {
                values.add(type.cast(found.value()));
            }
        });
        return values;
    }

    private void read(Topic topic, Consumer<ConsumerRecord<String, SpecificRecord>> each) {
        var partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached(ends)) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw CliException.unusable(
                        "Topic " + topic.name() + " sent nothing for " + PATIENCE.toSeconds() + " s.",
                        "Is the broker healthy? Its log is in logs/tieout.log of the data directory.");
            }
            records.forEach(found -> {
                // What arrived after we looked for the end belongs to the next reading.
                if (found.offset() < ends.getOrDefault(new TopicPartition(found.topic(), found.partition()), 0L)) {
                    each.accept(found);
                }
            });
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<TopicPartition> partitions(Topic topic) {
        var found = consumer.partitionsFor(topic.name());
        if (found == null || found.isEmpty()) {
            throw new CliException(
                    ExitCode.UNUSABLE,
                    "Topic " + topic.name() + " does not exist on this cluster.",
                    "Start the system once: `tieout up` creates the topics.");
        }
        return found.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static <V extends SpecificRecord> ConsumerRecord<String, V> typed(
            ConsumerRecord<String, SpecificRecord> found, Class<V> type) {
        return new ConsumerRecord<>(
                found.topic(),
                found.partition(),
                found.offset(),
                found.timestamp(),
                found.timestampType(),
                found.serializedKeySize(),
                found.serializedValueSize(),
                found.key(),
                type.cast(found.value()),
                found.headers(),
                found.leaderEpoch());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
