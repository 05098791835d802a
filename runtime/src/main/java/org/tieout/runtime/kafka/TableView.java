package org.tieout.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.schemas.Topic;

/// A compacted topic as a live map: the last value of every key, followed by a thread of its own.
///
/// Reads are thread-safe and never block. Readers see writes in the order of each partition; [#awaitWritten]
/// lets a writer wait until the view has its own record. A view that fails says so in every further call,
/// instead of growing old silently.
///
/// @param <V> the topic's record
public final class TableView<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableView.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private record Row<V>(int partition, V value) {}

    private final Topic topic;
    private final Consumer<String, V> consumer;
    private final Map<String, Row<V>> rows = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, Optional<V>>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Thread follower;
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    private TableView(Topic topic, Consumer<String, V> consumer) {
        this.topic = topic;
        this.consumer = consumer;
        this.follower = Thread.ofVirtual().name("table-" + topic.name()).unstarted(this::follow);
    }

    /// Starts to follow the topic from its beginning.
    public static <V extends SpecificRecord> TableView<V> follow(
            Topic topic, KafkaSettings settings, AvroSerdes serdes) {
        var view =
                new TableView<V>(topic, Clients.newConsumer(Clients.reader(settings, "table-" + topic.name()), serdes));
        view.follower.start();
        return view;
    }

    /// The value of that key, unless there is none or it was deleted.
    public Optional<V> get(String key) {
        failIfBroken();
        return Optional.ofNullable(rows.get(key)).map(Row::value);
    }

    /// All rows now; a copy.
    public Map<String, V> rows() {
        failIfBroken();
        return rows.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, row -> row.getValue().value()));
    }

    /// Calls back after every change from now on, on the follower's thread; empty means deleted. A listener
    /// must not block.
    public void onChange(BiConsumer<String, Optional<V>> listener) {
        listeners.add(listener);
    }

    /// Waits until everything that the topic held when following began is in the view.
    ///
    /// @throws KafkaException if that takes longer, or the topic cannot be read
    public TableView<V> awaitReady(Duration patience) {
        try {
            if (!ready.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KafkaException("Topic " + topic.name() + " could not be read to its end within "
                        + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading " + topic.name(), e);
        }
        failIfBroken();
        return this;
    }

    /// Waits until the view has a record that was just written.
    ///
    /// @throws KafkaException if that takes longer
    public void awaitWritten(RecordMetadata written, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        synchronized (positions) {
            while (positions.getOrDefault(written.partition(), 0L) <= written.offset()) {
                failIfBroken();
                var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new KafkaException("A record written to " + topic.name() + " was not read back within "
                            + patience.toSeconds() + " s");
                }
                try {
                    positions.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new KafkaException("Interrupted while reading " + topic.name(), e);
                }
            }
        }
    }

    private void follow() {
        try (consumer) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (!closing) {
                consumer.poll(POLL).forEach(this::apply);
                publishPositions(partitions);
                if (ready.getCount() > 0
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    ready.countDown();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("Stopped following {}", topic.name(), e);
        } catch (RuntimeException e) {
            failure = e;
            LOG.error("Topic {} can no longer be followed", topic.name(), e);
        } finally {
            ready.countDown();
            synchronized (positions) {
                positions.notifyAll();
            }
        }
    }

    private void apply(ConsumerRecord<String, V> record) {
        @Nullable V value = record.value();
        if (value != null) {
            rows.put(record.key(), new Row<>(record.partition(), value));
        } else if (!deletes(record)) {
            return;
        }
        listeners.forEach(listener -> listener.accept(record.key(), Optional.ofNullable(value)));
    }

    /// A key that moved to another partition leaves a deletion behind, which may be read after the moved row:
    /// it is not meant.
    private boolean deletes(ConsumerRecord<String, V> tombstone) {
        var row = rows.get(tombstone.key());
        if (row != null && row.partition() != tombstone.partition()) {
            return false;
        }
        rows.remove(tombstone.key());
        return true;
    }

    private void publishPositions(List<TopicPartition> partitions) {
        synchronized (positions) {
            partitions.forEach(partition -> positions.put(partition.partition(), consumer.position(partition)));
            positions.notifyAll();
        }
    }

    private void failIfBroken() {
        var broken = failure;
        if (broken != null) {
            throw new KafkaException(
                    "Topic " + topic.name() + " can no longer be read: " + broken.getMessage(), broken);
        }
        if (closing) {
            throw new KafkaException("The view of " + topic.name() + " is closed");
        }
    }

    /// Stops following and returns when the thread has ended.
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
