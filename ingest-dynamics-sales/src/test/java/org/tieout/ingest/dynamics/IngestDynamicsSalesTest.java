package org.tieout.ingest.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.tieout.event.CrmRecord;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// The whole service against the simulator's Dataverse face and a real broker.
class IngestDynamicsSalesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void changesOfAWholeDealAreEmittedOnceAcrossFailuresAndARestart() {
        try (var crm = Crm.seeded()) {
            KafkaSettings kafka = kafka();
            String order = crm.first("deleted");
            String account = crm.row("account", "name", "Kelp Works");
            Failpoints failing = Failpoints.calling("ingest-before-commit:4", _ -> {
                throw new IllegalStateException("failed on purpose");
            });
            try (var service = start(crm, kafka, failing, "200ms")) {
                int all = crm.ids("opportunity", "quote", "salesorder").size();
                await("all documents", () -> documents(crm, kafka).size() == all, service::health);
                await("up", () -> service.health().state() == Health.State.UP, service::health);
            }
            crm.advances("won-without-quote");
            crm.deletes("salesorder", order);
            crm.deletes("account", account);
            int before = documents(crm, kafka).size();

            try (var service = start(crm, kafka, Failpoints.none(), "200ms")) {
                await("the changes", () -> documents(crm, kafka).size() == before + 2, service::health);
                await("the tombstone", () -> gone(crm, kafka).contains(account), service::health);
            }

            assertThat(documents(crm, kafka).subList(before, before + 2))
                    .extracting(SalesDocumentVersion::getStage)
                    .containsExactly(SalesDocumentStage.DELETED, SalesDocumentStage.WON);
            assertThat(gone(crm, kafka)).containsExactly(account);
            assertThat(documents(crm, kafka))
                    .extracting(version -> version.getId() + version.getContentHash())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aWebhookOfAWonDealIsFollowedByALookLongBeforeTheNextPoll() throws IOException {
        try (var crm = Crm.seeded()) {
            KafkaSettings kafka = kafka();
            int port = freePort();
            crm.settings.put("webhook-port", Integer.toString(port));
            crm.secrets.store(crm.name, "webhook-secret", Secret.of("made-up-webhook-secret"));
            crm.tellsOfOpportunities(
                    "http://127.0.0.1:" + port + "/crm", "x-tieout-webhook-secret", "made-up-webhook-secret");
            int all = crm.ids("opportunity", "quote", "salesorder").size();
            try (var service = start(crm, kafka, Failpoints.none(), "1h")) {
                await("all documents", () -> documents(crm, kafka).size() == all, service::health);
                // The configuration that is taken up wakes the worker once.
                await("two whole rounds", () -> crm.calls("trackSalesorders") == 2, crm.simulator.calls()::counts);

                crm.does("webhooks/double", "{\"count\":1}");
                crm.advances("won-without-quote");
                await("it is told", () -> documents(crm, kafka).size() > all, service::health);
            }

            assertThat(documents(crm, kafka).subList(all, documents(crm, kafka).size()))
                    .extracting(SalesDocumentVersion::getStage)
                    .containsExactly(SalesDocumentStage.WON);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static KafkaSettings kafka() {
        var platform = PlatformForTests.get();
        var kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(kafka, TopicSizing.EMBEDDED);
        return kafka;
    }

    static IngestDynamicsSales start(Crm crm, KafkaSettings kafka, Failpoints failpoints, String every) {
        var flow = new Flow(
                "flow-of-" + crm.name,
                crm.name,
                "books",
                "bc",
                Flow.Mode.INVOICE,
                Optional.empty(),
                Map.of("schedule.deals", every));
        var configuration = new Configuration(List.of(crm.connection()), List.of(flow), Map.of(), Map.of());
        var service = new IngestDynamicsSales(new ServiceContext(
                kafka,
                crm.secrets,
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                failpoints,
                ConfigView.fixed(configuration)));
        service.start();
        return service;
    }

    private static List<SalesDocumentVersion> documents(Crm crm, KafkaSettings kafka) {
        return IngestDynamicsSalesTest.<SalesDocumentVersion>records(crm, kafka, Topics.DYNAMICS_SALES_DOCUMENTS)
                .stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    /// The ids of master data whose last word is a tombstone.
    private static List<String> gone(Crm crm, KafkaSettings kafka) {
        var last = new HashMap<String, Boolean>();
        IngestDynamicsSalesTest.<CrmRecord>records(crm, kafka, Topics.DYNAMICS_MASTER_DATA)
                .forEach(record -> last.put(record.key(), record.value() == null));
        return last.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> entry.getKey().substring(entry.getKey().lastIndexOf('|') + 1))
                .toList();
    }

    private static <V extends SpecificRecord> List<ConsumerRecord<String, V>> records(
            Crm crm, KafkaSettings kafka, Topic topic) {
        try (var consumer = Clients.<V>newConsumer(Clients.reader(kafka, "test"), AvroSerdes.of(kafka))) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<String, V>>();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.key().startsWith(crm.name + "|")) {
                        found.add(record);
                    }
                });
            }
            return found;
        }
    }

    static void await(String what, BooleanSupplier condition, Supplier<?> state) {
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
}
