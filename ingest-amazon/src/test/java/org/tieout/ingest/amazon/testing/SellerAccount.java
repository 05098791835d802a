package org.tieout.ingest.amazon.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.tieout.event.Alert;
import org.tieout.event.FinancialEvent;
import org.tieout.event.OrderVersion;
import org.tieout.event.SettlementEvent;
import org.tieout.ingest.amazon.IngestAmazon;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.amazon.SellerOptions;
import org.tieout.simulator.http.FaceDescription;

/// A simulated seller with a connection of its own, so that tests can share one broker. Close it.
public final class SellerAccount implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String name = "amazon-" + NUMBER.incrementAndGet();
    private final KafkaSettings kafka;
    private final Simulator simulator;
    private final SecretStore secrets = SecretStore.inMemory(Clock.systemUTC());
    private final List<IngestAmazon> services = new ArrayList<>();

    private SellerAccount(Simulator simulator) {
        this.simulator = simulator;
        var platform = PlatformForTests.get();
        this.kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(kafka, TopicSizing.EMBEDDED);
        authorize();
    }

    /// A US seller with three closed settlements, whose rates do not slow a test down.
    public static SellerAccount open(long seed) {
        return open(SellerOptions.demo(seed).withUsagePlanFactor(BigDecimal.valueOf(10_000)));
    }

    /// Another seller.
    public static SellerAccount open(SellerOptions seller) {
        return new SellerAccount(Simulator.start(
                SimulatorOptions.builder().seed(seller.seed()).amazon(seller).build()));
    }

    /// The connection's name.
    public String name() {
        return name;
    }

    /// The other side.
    public Simulator simulator() {
        return simulator;
    }

    /// The cluster.
    public KafkaSettings kafka() {
        return kafka;
    }

    /// Stores the credentials that are valid now.
    public void authorize() {
        secrets.store(name, "client-secret", Secret.of(face().clientSecret()));
        secrets.store(name, "refresh-token", Secret.of(face().refreshToken()));
    }

    /// Starts the service on this one connection.
    public IngestAmazon ingest(Failpoints failpoints) {
        var context = new ServiceContext(
                kafka,
                secrets,
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                failpoints,
                ConfigView.fixed(configuration()));
        var service = new IngestAmazon(context);
        services.add(service);
        service.start();
        return service;
    }

    /// Starts the service on this one connection.
    public IngestAmazon ingest() {
        return ingest(Failpoints.none());
    }

    /// The connection as configured.
    public Connection connection() {
        return configuration().connections().getFirst();
    }

    private Configuration configuration() {
        var settings = new HashMap<String, String>();
        settings.put("environment", "development");
        settings.put("region", "NA");
        settings.put("base-url", face().baseUrl());
        settings.put("token-url", face().tokenUrl());
        settings.put("client-id", face().clientId());
        settings.put(
                "seller-id", face().ids().getOrDefault("sellerId", List.of("")).getFirst());
        settings.put("marketplaces", String.join(",", face().ids().getOrDefault("marketplaceIds", List.of())));
        settings.put("read-from", "2026-07-01");
        settings.put("wait-for-orders", "3650d");
        var flow = new Flow(
                "flow-of-" + name,
                name,
                "books",
                "qbo",
                Flow.Mode.INVOICE,
                Optional.empty(),
                Map.of("schedule.orders", "200ms", "schedule.settlements", "200ms", "schedule.finances", "200ms"));
        return new Configuration(List.of(new Connection(name, "amazon", settings)), List.of(flow), Map.of(), Map.of());
    }

    private FaceDescription face() {
        return simulator.describe().stream()
                .filter(face -> face.name().equals("amazon"))
                .findFirst()
                .orElseThrow();
    }

    /// The committed order versions of this connection, in log order.
    public List<ConsumerRecord<String, OrderVersion>> orders() {
        return this.<OrderVersion>records(Topics.AMAZON_ORDERS).stream()
                .filter(record -> record.value().getConnection().equals(name))
                .toList();
    }

    /// The committed settlement records of this connection, in log order.
    public List<ConsumerRecord<String, SettlementEvent>> settlementEvents() {
        return this.<SettlementEvent>records(Topics.AMAZON_SETTLEMENTS).stream()
                .filter(record -> record.value().getConnection().equals(name))
                .toList();
    }

    /// The committed financial events of this connection, in log order.
    public List<FinancialEvent> financialEvents() {
        return this.<FinancialEvent>records(Topics.AMAZON_FINANCIAL_EVENTS).stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.getConnection().equals(name))
                .toList();
    }

    /// The last word on an alert of this connection.
    public Optional<Alert> alert(String what) {
        return this.<Alert>records(Topics.ALERTS).stream()
                .map(ConsumerRecord::value)
                .filter(alert -> alert.getId().equals(name + "|" + what))
                .reduce((_, later) -> later);
    }

    /// How many settlements were emitted to their end.
    public long settlementsClosed() {
        return settlementEvents().stream()
                .filter(record -> record.value().getClosed() != null)
                .count();
    }

    /// Everything committed in a topic.
    public <V extends SpecificRecord> List<ConsumerRecord<String, V>> records(Topic topic) {
        try (var consumer = Clients.<V>newConsumer(Clients.reader(kafka, "test"), AvroSerdes.of(kafka))) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<String, V>>();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }

    /// Waits until it holds.
    public static void await(String what, BooleanSupplier condition, Supplier<?> state) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what + "; now " + state.get());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }

    @Override
    public void close() {
        services.forEach(IngestAmazon::close);
        simulator.close();
        secrets.close();
    }
}
