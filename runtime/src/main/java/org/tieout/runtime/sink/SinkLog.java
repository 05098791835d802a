package org.tieout.runtime.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// The writing side of one partition of a sink: a transactional producer of its own, so that a new
/// owner of the partition fences the former one. Used by the partition's worker only.
final class SinkLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLog.class);

    /// How far the commands were read, to be stored with what came of them.
    record Progress(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {}

    private final SinkTopics topics;
    private final Placement placement;
    private final int partition;
    private final Failpoints failpoints;
    private final Producer<String, SpecificRecord> producer;

    SinkLog(
            KafkaSettings kafka,
            AvroSerdes serdes,
            SinkTopics topics,
            Placement placement,
            int partition,
            Failpoints failpoints) {
        this.topics = topics;
        this.placement = placement;
        this.partition = partition;
        this.failpoints = failpoints;
        var properties = Clients.transactionalProducer(kafka, transactionalId(topics, partition));
        this.producer = Clients.newProducer(properties, serdes);
    }

    static String transactionalId(SinkTopics topics, int partition) {
        return "sink-" + topics.target() + "." + partition;
    }

    /// Fences a former owner and waits until what it left open is ended.
    void begin() {
        producer.initTransactions();
    }

    /// Writes everything of the step in one transaction.
    ///
    /// @return the position after the last state record, or -1 when the step has none
    /// @throws KafkaException when nothing of it is written; the worker then starts over from the topic
    long commit(Step step, Optional<Progress> progress) {
        producer.beginTransaction();
        try {
            var states = send(step);
            progress.ifPresent(read -> producer.sendOffsetsToTransaction(read.offsets(), read.group()));
            if (step.holdsOutcomes()) {
                producer.flush();
                failpoints.here(Failpoint.SINK_DURING_OUTCOME_COMMIT);
            }
            producer.commitTransaction();
            return position(states);
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
    }

    private List<Future<RecordMetadata>> send(Step step) {
        List<Future<RecordMetadata>> states = new ArrayList<>();
        for (var state : step.states()) {
            states.add(
                    producer.send(new ProducerRecord<>(topics.state().name(), partition, state.getPostingId(), state)));
        }
        others(step).forEach(this::sendWithin);
        return states;
    }

    /// A record that cannot be sent fails the commit, so its own future tells nothing more.
    private void sendWithin(ProducerRecord<String, SpecificRecord> record) {
        var _ = producer.send(record);
    }

    private List<ProducerRecord<String, SpecificRecord>> others(Step step) {
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();
        for (var audit : step.audits()) {
            String key = Keys.of(audit.getFlow(), audit.getSourceId());
            records.add(new ProducerRecord<>(Topics.POSTING_AUDIT.name(), key, audit));
        }
        for (var alert : step.alerts()) {
            records.add(new ProducerRecord<>(Topics.ALERTS.name(), alert.getId(), alert));
        }
        for (var document : step.documents()) {
            records.add(placed(books().documents(), document.getSourceConnection(), document.getPostingId(), document));
        }
        for (var data : step.masterData()) {
            String key = Keys.of(data.getConnection(), data.getKind(), data.getId());
            records.add(placed(books().masterData(), data.getConnection(), key, data));
        }
        return records;
    }

    private Target.Books books() {
        return topics.books().orElseThrow(() -> new IllegalStateException(topics.target() + " keeps no books"));
    }

    private ProducerRecord<String, SpecificRecord> placed(
            Topic topic, String connection, String key, SpecificRecord value) {
        return new ProducerRecord<>(topic.name(), placement.partition(topic, connection), key, value);
    }

    private static long position(List<Future<RecordMetadata>> states) {
        long position = -1;
        for (var state : states) {
            try {
                position = Math.max(position, state.get().offset() + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted after a commit", e);
            } catch (ExecutionException e) {
                throw new KafkaException("a committed record has no offset", e);
            }
        }
        return position;
    }

    private void abort(RuntimeException cause) {
        if (cause instanceof ProducerFencedException) {
            return;
        }
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            LOG.debug("The transaction of {} could not be aborted; its time-out ends it", partition, e);
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
