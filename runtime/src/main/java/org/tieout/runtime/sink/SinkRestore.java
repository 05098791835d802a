package org.tieout.runtime.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.tieout.event.PostingState;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;

/// Brings a partition's local state up to its topic.
final class SinkRestore {
    private SinkRestore() {}

    /// Opens the store and reads what it misses. Call it after the former owner was fenced: the topic
    /// has an end then.
    static SinkStore restore(
            KafkaSettings kafka, AvroSerdes serdes, TopicPartition partition, java.nio.file.Path directory) {
        SinkStore store = SinkStore.open(directory);
        Map<String, Object> properties = Clients.reader(kafka, "restore-" + partition);
        try (Consumer<String, PostingState> consumer = Clients.newConsumer(properties, serdes)) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
            long begin = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
            if (store.position() > end) {
                // Not our topic any more: it was made anew.
                store.close();
                store = SinkStore.rebuilt(directory);
            }
            consumer.seek(partition, Math.max(begin, store.position()));
            while (consumer.position(partition) < end) {
                var records = consumer.poll(Duration.ofMillis(200));
                List<PostingState> states = new ArrayList<>(records.count());
                records.forEach(record -> {
                    if (record.value() != null) {
                        states.add(record.value());
                    }
                });
                store.put(states, consumer.position(partition));
            }
        }
        return store;
    }
}
