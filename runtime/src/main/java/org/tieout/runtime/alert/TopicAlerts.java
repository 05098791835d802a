package org.tieout.runtime.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.Alert;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.schemas.Topics;

/// Alerts as records of the topic `alerts`. Knows what stands from the topic itself, so a restart raises
/// nothing twice.
public final class TopicAlerts implements Alerts {

    private static final Logger LOG = LoggerFactory.getLogger(TopicAlerts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Producer<String, Alert> producer;
    private final TableView<Alert> standing;
    private final Map<String, Alert> written = new ConcurrentHashMap<>();

    private TopicAlerts(Clock clock, Producer<String, Alert> producer, TableView<Alert> standing) {
        this.clock = clock;
        this.producer = producer;
        this.standing = standing;
    }

    /// Returns when it knows what stands.
    public static TopicAlerts open(KafkaSettings settings, Clock clock) {
        var serdes = AvroSerdes.of(settings);
        TableView<Alert> standing = TableView.follow(Topics.ALERTS, settings, serdes);
        standing.awaitReady(PATIENCE);
        return new TopicAlerts(clock, Clients.newProducer(Clients.producer(settings, "alerts"), serdes), standing);
    }

    @Override
    public void raise(String id, String subject, String message, String nextStep) {
        var known = known(id);
        if (known.isPresent()
                && !known.get().getResolved()
                && known.get().getMessage().equals(message)) {
            return;
        }
        LOG.warn("{}: {} {}", subject, message, nextStep);
        write(Alert.newBuilder()
                .setId(id)
                .setSubject(subject)
                .setMessage(message)
                .setNextStep(nextStep)
                .setResolved(false)
                .setAt(clock.instant())
                .build());
    }

    @Override
    public void resolve(String id) {
        known(id).filter(alert -> !alert.getResolved()).ifPresent(alert -> {
            LOG.info("{}: resolved: {}", alert.getSubject(), alert.getMessage());
            write(Alert.newBuilder(alert)
                    .setResolved(true)
                    .setAt(clock.instant())
                    .build());
        });
    }

    /// What was written last here, which may not have been read back yet; else what the topic says.
    private Optional<Alert> known(String id) {
        return Optional.ofNullable(written.get(id)).or(() -> standing.get(id));
    }

    /// An alert that cannot be written is logged: the trouble it tells of must not be joined by a second one.
    private void write(Alert alert) {
        written.put(alert.getId(), alert);
        var record = new ProducerRecord<>(Topics.ALERTS.name(), alert.getId(), alert);
        var _ = producer.send(record, (sent, failure) -> {
            if (failure != null) {
                LOG.error("Alert {} could not be written: {}", alert.getId(), alert.getMessage(), failure);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
        standing.close();
    }
}
