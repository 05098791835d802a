package org.tieout.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.tieout.event.AlertDelivery;
import org.tieout.event.DeliveryStatus;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// What channels were told, in the topic `alerts.deliveries`. The one writer: opening a second log fences the first,
/// whose next write fails before it can send anything. Not thread-safe.
final class DeliveryLog implements AutoCloseable {

    private static final String TRANSACTIONAL_ID = "alert-sender";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Producer<String, AlertDelivery> producer;
    private final Map<String, AlertDelivery> deliveries;

    private DeliveryLog(Producer<String, AlertDelivery> producer, Map<String, AlertDelivery> deliveries) {
        this.producer = producer;
        this.deliveries = deliveries;
    }

    /// Takes over, then reads what was told so far.
    static DeliveryLog open(KafkaSettings settings) {
        var serdes = AvroSerdes.of(settings);
        Producer<String, AlertDelivery> producer =
                Clients.newProducer(Clients.transactionalProducer(settings, TRANSACTIONAL_ID), serdes);
        try {
            producer.initTransactions();
            try (TableView<AlertDelivery> table = TableView.follow(Topics.ALERTS_DELIVERIES, settings, serdes)) {
                return new DeliveryLog(
                        producer, new HashMap<>(table.awaitReady(PATIENCE).rows()));
            }
        } catch (RuntimeException e) {
            producer.close(CLOSING);
            throw e;
        }
    }

    /// What a channel was told of an alert.
    Optional<AlertDelivery> of(String channel, String alert) {
        return Optional.ofNullable(deliveries.get(Keys.of(channel, alert)));
    }

    /// When the messages that a channel heard since then were heard, oldest first. A digest counts once.
    List<Instant> heardSince(String channel, Instant since) {
        var byMessage = new HashMap<String, Instant>();
        deliveries.values().forEach(delivery -> {
            var at = delivery.getToldAt();
            if (delivery.getChannel().equals(channel)
                    && delivery.getStatus() == DeliveryStatus.SENT
                    && at != null
                    && at.isAfter(since)) {
                byMessage.put(delivery.getMessage(), at);
            }
        });
        return byMessage.values().stream().sorted().toList();
    }

    /// The message is about to be sent.
    void attempted(Message message, Instant now) {
        write(message.items().stream()
                .map(item -> record(message, item, DeliveryStatus.ATTEMPTED, item.attempts() + 1, null, now))
                .toList());
    }

    /// It was heard.
    void sent(Message message, Instant now) {
        write(message.items().stream()
                .map(item -> told(record(message, item, DeliveryStatus.SENT, item.attempts() + 1, null, now), item))
                .toList());
    }

    /// It was not heard, or nobody knows.
    void failed(Message message, String reason, Instant now) {
        write(message.items().stream()
                .map(item -> record(message, item, DeliveryStatus.FAILED, item.attempts() + 1, reason, now))
                .toList());
    }

    /// The channel does not want to hear these.
    void silent(String channel, List<Item> items, Instant now) {
        var unsent = Message.of(channel, items, now);
        write(items.stream()
                .map(item -> told(record(unsent, item, DeliveryStatus.SILENT, 0, null, now), item))
                .toList());
    }

    private AlertDelivery record(
            Message message, Item item, DeliveryStatus status, int attempts, @Nullable String reason, Instant now) {
        var last = of(message.channel(), item.trouble().id());
        return AlertDelivery.newBuilder()
                .setChannel(message.channel())
                .setAlert(item.trouble().id())
                .setEvent(item.event().word())
                .setStateHash(item.trouble().stateHash())
                .setStatus(status)
                .setAttempts(attempts)
                .setMessage(message.id())
                .setReason(reason)
                .setToldHash(last.map(AlertDelivery::getToldHash).orElse(null))
                .setToldOpen(last.map(AlertDelivery::getToldOpen).orElse(false))
                .setToldAt(last.map(AlertDelivery::getToldAt).orElse(null))
                .setAt(now)
                .build();
    }

    private static AlertDelivery told(AlertDelivery delivery, Item item) {
        delivery.setToldHash(item.trouble().stateHash());
        delivery.setToldOpen(item.event() != Event.ENDED);
        delivery.setToldAt(delivery.getAt());
        return delivery;
    }

    private void write(Collection<AlertDelivery> records) {
        producer.beginTransaction();
        records.forEach(delivery -> {
            var _ = producer.send(new ProducerRecord<>(
                    Topics.ALERTS_DELIVERIES.name(), Keys.of(delivery.getChannel(), delivery.getAlert()), delivery));
        });
        // A record that could not be sent makes this fail.
        producer.commitTransaction();
        records.forEach(delivery -> deliveries.put(Keys.of(delivery.getChannel(), delivery.getAlert()), delivery));
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
