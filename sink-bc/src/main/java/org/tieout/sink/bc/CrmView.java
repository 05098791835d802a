package org.tieout.sink.bc;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.tieout.event.CrmRecord;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaException;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// The CRM's records from dynamics.master-data, read from when the first of them is asked for. Thread-safe.
final class CrmView implements CrmRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DIGITS = 32;

    private final KafkaSettings kafka;
    private final AvroSerdes serdes;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable TableView<CrmRecord> view;
    private boolean closed;

    CrmView(KafkaSettings kafka, AvroSerdes serdes) {
        this.kafka = kafka;
        this.serdes = serdes;
    }

    @Override
    public Found find(String connection, String kind, String id, long rowVersion) {
        String key = Keys.of(connection, kind, hyphened(id));
        try {
            TableView<CrmRecord> table = opened();
            Optional<CrmRecord> known = table.get(key);
            if (known.isEmpty() || known.get().getRowVersion() < rowVersion) {
                // The command may have come faster than the record it was made of.
                awaitEnd(table);
                known = table.get(key);
            }
            if (known.isEmpty()) {
                return new Found.Gone();
            }
            return known.get().getRowVersion() < rowVersion ? new Found.Older() : new Found.Present(known.get());
        } catch (org.apache.kafka.common.KafkaException | KafkaException e) {
            reopen();
            return new Found.Unread("the CRM's records cannot be read: " + e.getMessage());
        }
    }

    private TableView<CrmRecord> opened() {
        lock.lock();
        try {
            if (closed) {
                throw new KafkaException("The CRM's records are closed");
            }
            TableView<CrmRecord> open = view;
            if (open == null) {
                open = TableView.follow(Topics.DYNAMICS_MASTER_DATA, kafka, serdes);
                view = open;
            }
            return open.awaitReady(PATIENCE);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the view has everything that the topic holds now.
    private void awaitEnd(TableView<CrmRecord> table) {
        String topic = Topics.DYNAMICS_MASTER_DATA.name();
        try (Consumer<String, CrmRecord> asker = Clients.newConsumer(Clients.reader(kafka, "end-" + topic), serdes)) {
            var partitions = asker.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            asker.endOffsets(partitions).forEach((partition, end) -> {
                if (end > 0) {
                    table.awaitWritten(new RecordMetadata(partition, end - 1, 0, 0, 0, 0), PATIENCE);
                }
            });
        }
    }

    /// A view that failed fails for ever: another is opened when it is asked again.
    private void reopen() {
        lock.lock();
        try {
            TableView<CrmRecord> open = view;
            view = null;
            if (open != null) {
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /// In small letters with hyphens, as the records' keys are.
    static String hyphened(String id) {
        String digits = id.replace("-", "").toLowerCase(Locale.ROOT);
        return digits.length() != DIGITS
                ? id
                : digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        reopen();
    }
}
