package org.tieout.runtime.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Watermark;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topic.Partitioning;
import org.tieout.schemas.Topics;

/// The one writer of a connection's records: a transactional producer together with the watermarks it has
/// committed. Opening a second one under the same id fences the first. Not thread-safe.
///
/// An exception of the producer leaves it unusable until [#abort], or for good; then close it and open
/// another.
public final class IngestTransaction implements Emitter, AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final String connection;
    private final Producer<String, SpecificRecord> producer;
    private final KafkaSettings settings;
    private final AvroSerdes serdes;
    private final Placement placement;
    private final Clock clock;
    private final Failpoints failpoints;
    private final Map<String, Watermark> marks = new HashMap<>();
    private Watermarks watermarks = new Watermarks(Map.of());
    private boolean open;

    private IngestTransaction(
            String connection,
            Producer<String, SpecificRecord> producer,
            KafkaSettings settings,
            AvroSerdes serdes,
            Clock clock,
            Failpoints failpoints) {
        this.connection = connection;
        this.producer = producer;
        this.settings = settings;
        this.serdes = serdes;
        this.placement = Placement.of(settings);
        this.clock = clock;
        this.failpoints = failpoints;
    }

    /// Takes over the transactional id, then reads the watermarks.
    public static IngestTransaction open(
            String transactionalId, String connection, KafkaSettings settings, Clock clock, Failpoints failpoints) {
        var serdes = AvroSerdes.of(settings);
        var producer =
                Clients.<SpecificRecord>newProducer(Clients.transactionalProducer(settings, transactionalId), serdes);
        var transaction = new IngestTransaction(connection, producer, settings, serdes, clock, failpoints);
        try {
            producer.initTransactions();
            transaction.readWatermarks();
            return transaction;
        } catch (RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    /// The watermarks as committed.
    public Watermarks watermarks() {
        return watermarks;
    }

    @Override
    public void emit(Topic topic, String key, SpecificRecord value) {
        send(topic, key, value);
    }

    @Override
    public void erase(Topic topic, String key) {
        send(topic, key, null);
    }

    private void send(Topic topic, String key, @Nullable SpecificRecord value) {
        begin();
        var partition = topic.partitioning() == Partitioning.SOURCE_CONNECTION
                ? Integer.valueOf(placement.partition(topic, connection))
                : null;
        // A record that cannot be sent makes the commit fail.
        var _ = producer.send(new ProducerRecord<>(topic.name(), partition, key, value));
    }

    @Override
    public void mark(String feed, String position, Map<String, String> reached) {
        var mark = Watermark.newBuilder()
                .setConnection(connection)
                .setFeed(feed)
                .setPosition(position)
                .setReached(reached)
                .setAt(clock.instant())
                .build();
        marks.put(feed, mark);
        emit(Topics.INGEST_WATERMARKS, Keys.of(connection, feed), mark);
    }

    @Override
    public void commit() {
        if (!open) {
            return;
        }
        failpoints.here(Failpoint.INGEST_BEFORE_COMMIT);
        producer.commitTransaction();
        open = false;
        watermarks.committed(marks);
        marks.clear();
        failpoints.here(Failpoint.INGEST_AFTER_COMMIT);
    }

    /// Whether something was sent and not committed.
    boolean uncommitted() {
        return open;
    }

    /// Drops what is not committed, then reads again how far we are.
    void abort() {
        if (open) {
            producer.abortTransaction();
            open = false;
        }
        marks.clear();
        readWatermarks();
    }

    private void begin() {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
    }

    private void readWatermarks() {
        watermarks = WatermarkReader.read(settings, serdes, connection);
        failpoints.here(Failpoint.INGEST_AFTER_WATERMARK_READ);
    }

    /// Lets go; an open transaction is aborted by the producer or, if that fails, by the next owner of the
    /// id.
    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
