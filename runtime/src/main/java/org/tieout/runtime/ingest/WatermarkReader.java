package org.tieout.runtime.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.tieout.event.Watermark;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaException;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.schemas.Topics;

/// Reads a connection's committed watermarks. Call it only after `initTransactions`, which settles what the
/// previous owner of the transactional id left open: only then do they stand still.
final class WatermarkReader {

    private static final Duration PATIENCE = Clients.TRANSACTION_TIMEOUT.plusSeconds(30);

    private WatermarkReader() {}

    static Watermarks read(KafkaSettings settings, AvroSerdes serdes, String connection) {
        var topic = Topics.INGEST_WATERMARKS.name();
        try (var consumer =
                Clients.<Watermark>newConsumer(Clients.reader(settings, "watermarks-" + connection), serdes)) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = highWatermarks(settings, partitions);
            var found = new HashMap<String, Watermark>();
            var deadline = Instant.now().plus(PATIENCE);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                if (Instant.now().isAfter(deadline)) {
                    throw new KafkaException("The watermarks of " + connection + " could not be read within "
                            + PATIENCE.toSeconds() + " s: a transaction of another connection stays open");
                }
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() != null && record.value().getConnection().equals(connection)) {
                        found.put(record.value().getFeed(), record.value());
                    }
                }
            }
            return new Watermarks(found);
        }
    }

    /// The true ends, not the last stable offsets: another connection's open transaction may lie before our
    /// last watermark, and then stopping at the stable end would take us back and emit records twice.
    private static Map<TopicPartition, Long> highWatermarks(KafkaSettings settings, List<TopicPartition> partitions) {
        try (var admin = Clients.newAdmin(settings)) {
            var latest = partitions.stream()
                    .collect(Collectors.toMap(Function.<TopicPartition>identity(), partition -> OffsetSpec.latest()));
            var ends = new HashMap<TopicPartition, Long>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, info) -> ends.put(partition, info.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException("The ends of the watermarks cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading watermarks", e);
        }
    }
}
