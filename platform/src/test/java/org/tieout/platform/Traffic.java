package org.tieout.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What a client of the platform does: topics, records, transactions, schemas; over the wire, with nothing of
/// ours in between.
final class Traffic {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Traffic() {}

    /// Creates a topic of one partition and waits until it can be written (a leader in the metadata is not
    /// enough: KAFKA-14359).
    static void createTopic(String bootstrapServers, String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isWritable(admin, topic)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(topic + " could not be written within " + PATIENCE);
                }
            }
        }
    }

    private static boolean isWritable(Admin admin, String topic) throws InterruptedException, ExecutionException {
        try {
            admin.listOffsets(Map.of(new TopicPartition(topic, 0), OffsetSpec.latest()))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    static void send(String bootstrapServers, String topic, String... values)
            throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }

    static KafkaProducer<String, String> transactional(String bootstrapServers, String transactionalId) {
        var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", transactionalId),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    /// Every value of the topic a reader at that isolation level gets, up to the end at the time of the call.
    static List<String> read(String bootstrapServers, String topic, String isolation) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", isolation);
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> values.add(message.value()));
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("Read " + values + " and not the end of " + topic + " within " + PATIENCE);
                }
            }
        }
        return values;
    }

    /// Registers a schema the way any Confluent-compatible client does; the answer holds its id.
    static String registerSchema(String ccompatUrl, String subject) throws IOException, InterruptedException {
        String body =
                "{\"schema\": \"{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"Sale\\\", \\\"fields\\\": []}\"}";
        HttpResponse<String> answer =
                call(HttpRequest.newBuilder(URI.create(ccompatUrl + "/subjects/" + subject + "/versions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
        if (answer.statusCode() != 200) {
            throw new AssertionError("HTTP " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(URI.create(url)));
    }

    private static HttpResponse<String> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        }
    }
}
