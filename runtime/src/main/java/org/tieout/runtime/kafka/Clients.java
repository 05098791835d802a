package org.tieout.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The properties of our clients, in one place. Keys are strings, values Avro; consumers read committed
/// records only and commit nothing by themselves.
public final class Clients {

    /// How long an open transaction may hold up readers when its owner died.
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

    private Clients() {}

    /// Properties of an idempotent producer, acks=all.
    public static Map<String, Object> producer(KafkaSettings settings, String clientId) {
        var properties = common(settings, clientId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        return properties;
    }

    /// Properties of a transactional producer. A second producer with the same id fences the first.
    public static Map<String, Object> transactionalProducer(KafkaSettings settings, String transactionalId) {
        var properties = producer(settings, transactionalId);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        return properties;
    }

    /// Properties of a consumer that is assigned its partitions and keeps its position elsewhere.
    public static Map<String, Object> reader(KafkaSettings settings, String clientId) {
        var properties = common(settings, clientId);
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.name().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }

    /// Properties of a consumer in a group, with the time-outs of stack section 3.4: a killed member is
    /// missed for six seconds.
    public static Map<String, Object> groupConsumer(KafkaSettings settings, String group, String clientId) {
        var properties = reader(settings, clientId);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        return properties;
    }

    /// A producer with those properties.
    public static <V extends SpecificRecord> Producer<String, V> newProducer(
            Map<String, Object> properties, AvroSerdes serdes) {
        return new KafkaProducer<>(properties, new StringSerializer(), serdes.serializer());
    }

    /// A consumer with those properties, of one record type or, as SpecificRecord, of several.
    public static <V extends SpecificRecord> Consumer<String, V> newConsumer(
            Map<String, Object> properties, AvroSerdes serdes) {
        return new KafkaConsumer<>(properties, new StringDeserializer(), serdes.deserializer());
    }

    /// An admin client; the caller closes it.
    public static Admin newAdmin(KafkaSettings settings) {
        return Admin.create(common(settings, "tieout-admin"));
    }

    private static Map<String, Object> common(KafkaSettings settings, String clientId) {
        var properties = new HashMap<String, Object>(settings.clientSettings());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return properties;
    }
}
