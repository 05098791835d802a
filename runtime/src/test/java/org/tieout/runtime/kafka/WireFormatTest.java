package org.tieout.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tieout.event.Alert;
import org.tieout.event.OrderStatus;
import org.tieout.event.OrderVersion;
import org.tieout.platform.EmbeddedPlatform;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.schemas.Topics;

/// Against a real broker and a real registry.
class WireFormatTest {

    private static EmbeddedPlatform platform;
    private static KafkaSettings settings;

    @BeforeAll
    static void ensureTopics() {
        platform = PlatformForTests.get();
        settings = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(settings, TopicSizing.EMBEDDED);
    }

    @Test
    void aRecordSurvivesTheRoundTripThroughRegistryAndBroker() throws Exception {
        var order = order("111-0000001-0000001");
        var written = write(order);

        var read = AvroSerdes.of(settings)
                .<OrderVersion>deserializer()
                .deserialize(
                        Topics.AMAZON_ORDERS.name(), bytesAt(written.topic(), written.partition(), written.offset()));

        assertThat(read).isEqualTo(order);
    }

    @Test
    void lookingUpASchemaPrintsNothing() throws Exception {
        var printed = new CopyOnWriteArrayList<String>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                printed.add(line.getLoggerName() + ": " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            assertThat(AvroSerdes.of(settings)).isNotNull();
            write(order("111-0000009-0000009"));
        } finally {
            root.removeHandler(listener);
        }

        assertThat(printed).isEmpty();
    }

    @Test
    void aClientThatIsNotOursReadsARecordThroughTheConfluentCompatibleEndpoint() throws Exception {
        var written = write(order("111-0000002-0000002"));
        var bytes = ByteBuffer.wrap(bytesAt(written.topic(), written.partition(), written.offset()));

        assertThat(bytes.get()).as("magic byte").isZero();
        var schema = schemaOfId(bytes.getInt());
        var body = DecoderFactory.get().binaryDecoder(bytes.array(), bytes.position(), bytes.remaining(), null);
        var read = new GenericDatumReader<GenericRecord>(schema).read(null, body);

        assertThat(read.getSchema().getFullName()).isEqualTo("org.tieout.event.OrderVersion");
        assertThat(read.get("orderId")).hasToString("111-0000002-0000002");
        assertThat(read.get("status")).hasToString("SHIPPED");
    }

    @Test
    void recordsOfAnUndeclaredTopicAreFoundUnderTheTopicThatDeclaresThem() {
        var serializer = AvroSerdes.of(settings).<OrderVersion>serializer();

        assertThat(serializer.serialize("mapper-orders-changelog", order("111-0000003-0000003")))
                .isEqualTo(serializer.serialize(Topics.AMAZON_ORDERS.name(), order("111-0000003-0000003")));
    }

    @Test
    void ensuringTwiceChangesNothing() {
        TopicAdmin.ensure(settings, TopicSizing.EMBEDDED);

        assertThat(Placement.of(settings).partitions(Topics.AMAZON_ORDERS)).isEqualTo(4);
    }

    @Test
    void aSchemaThatReadersOfTheLogCannotFollowIsRefused() {
        var broken = new Schema.Parser().parse("""
                        {"type":"record","name":"OrderVersion","namespace":"org.tieout.event",
                         "fields":[{"name":"brandNew","type":"string"}]}
                        """);
        var topic = Topics.AMAZON_ORDERS;
        var changed = new org.tieout.schemas.Topic(
                topic.name(), topic.key(), broken, topic.partitioning(), topic.cleanup(), topic.retention());

        assertThatThrownBy(() -> TopicAdmin.ensure(settings, TopicSizing.EMBEDDED, List.of(changed)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("refused the schema of amazon.orders");
    }

    @Test
    void aTopicWithTooLittleRetentionIsRefused() {
        var topic = new org.tieout.schemas.Topic(
                "test.short-lived",
                "key",
                Alert.getClassSchema(),
                org.tieout.schemas.Topic.Partitioning.KEY,
                org.tieout.schemas.Topic.Cleanup.DELETE,
                java.util.Optional.of(Duration.ofDays(1)));
        TopicAdmin.ensure(settings, TopicSizing.EMBEDDED, List.of(topic));
        var forEver = new org.tieout.schemas.Topic(
                topic.name(),
                topic.key(),
                topic.value(),
                topic.partitioning(),
                topic.cleanup(),
                java.util.Optional.empty());

        assertThatThrownBy(() -> TopicAdmin.ensure(settings, TopicSizing.EMBEDDED, List.of(forEver)))
                .hasMessageContaining("test.short-lived keeps records for 86400000 ms, needs -1");
    }

    @Test
    void sourceTopicsOfDifferentSizeAreRefused() {
        var small = sourceTopic("test.source-small");
        var large = sourceTopic("test.source-large");
        TopicAdmin.ensure(settings, new TopicSizing(2, 1), List.of(small));

        assertThatThrownBy(() -> TopicAdmin.ensure(settings, TopicSizing.EMBEDDED, List.of(small, large)))
                .hasMessageContaining("same number of partitions")
                .hasMessageContaining("test.source-small=2");
    }

    @Test
    void inMemorySerdesUseTheSameWireFormatWithoutAServer() {
        var serdes = AvroSerdes.inMemory();
        var order = order("111-0000004-0000004");

        var bytes = serdes.serializer().serialize("any-topic", order);

        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThat(serdes.deserializer().deserialize("any-topic", bytes)).isEqualTo(order);
        assertThat(serdes.deserializer().deserialize("any-topic", null)).isNull();
    }

    private static org.tieout.schemas.Topic sourceTopic(String name) {
        return new org.tieout.schemas.Topic(
                name,
                "key",
                Alert.getClassSchema(),
                org.tieout.schemas.Topic.Partitioning.SOURCE_CONNECTION,
                org.tieout.schemas.Topic.Cleanup.COMPACT,
                java.util.Optional.empty());
    }

    private static org.apache.kafka.clients.producer.RecordMetadata write(OrderVersion order) throws Exception {
        try (var producer =
                Clients.<OrderVersion>newProducer(Clients.producer(settings, "wire-test"), AvroSerdes.of(settings))) {
            return producer.send(new ProducerRecord<>(
                            Topics.AMAZON_ORDERS.name(),
                            Placement.of(settings).partition(Topics.AMAZON_ORDERS, order.getConnection()),
                            order.getOrderId(),
                            order))
                    .get();
        }
    }

    private static byte[] bytesAt(String topic, int partition, long offset) {
        try (var consumer = new KafkaConsumer<>(
                Clients.reader(settings, "wire-test"), new StringDeserializer(), new ByteArrayDeserializer())) {
            var place = new TopicPartition(topic, partition);
            consumer.assign(List.of(place));
            consumer.seek(place, offset);
            var deadline = Instant.now().plusSeconds(20);
            while (Instant.now().isBefore(deadline)) {
                for (var record : consumer.poll(Duration.ofMillis(500))) {
                    if (record.offset() == offset) {
                        return record.value();
                    }
                }
            }
            throw new AssertionError("no record at " + place + ", offset " + offset);
        }
    }

    private static Schema schemaOfId(int id) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(platform.ccompatUrl() + "/schemas/ids/" + id))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new Schema.Parser()
                    .parse(new JsonMapper()
                            .readTree(answer.body())
                            .get("schema")
                            .asText());
        }
    }

    private static OrderVersion order(String id) {
        return OrderVersion.newBuilder()
                .setConnection("amazon-us")
                .setSellerId("SIMSELLER1")
                .setOrderId(id)
                .setMarketplaceId("ATVPDKIKX0DER")
                .setMarketplaceName("Amazon.com")
                .setCreatedAt(Instant.parse("2026-09-01T10:00:00Z"))
                .setLastUpdatedAt(Instant.parse("2026-09-02T10:00:00.123Z"))
                .setStatus(OrderStatus.SHIPPED)
                .setFulfilledBy("AMAZON")
                .setItems(List.of(org.tieout.event.OrderItem.newBuilder()
                        .setOrderItemId("1")
                        .setSku("MUG-1")
                        .setQuantityOrdered(2)
                        .setQuantityFulfilled(2)
                        .setProceeds(List.of(org.tieout.event.Proceeds.newBuilder()
                                .setType("ITEM")
                                .setAmount(org.tieout.event.Money.newBuilder()
                                        .setCurrency("USD")
                                        .setAmount(new java.math.BigDecimal("19.9800"))
                                        .build())
                                .build()))
                        .build()))
                .setContentHash("0")
                .setReadAt(Instant.parse("2026-09-02T11:00:00Z"))
                .build();
    }
}
