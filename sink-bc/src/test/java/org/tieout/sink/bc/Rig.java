package org.tieout.sink.bc;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.tieout.event.Alert;
import org.tieout.event.AuditRecord;
import org.tieout.event.CrmRecord;
import org.tieout.event.LedgerDocument;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.platform.EmbeddedPlatform;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.sink.SinkPolicy;
import org.tieout.schemas.Approval;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;

/// A sink on the real broker, with a company of its own. Topics are shared with other tests;
/// connections and flows are not.
final class Rig implements AutoCloseable {
    /// A large measurement takes its time.
    private static final Duration PATIENCE = Duration.ofSeconds(40 + Integer.getInteger("calls.orders", 0) / 8);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    final Simulator simulator;
    final Trade trade;
    final SecretStore secrets;
    private final KafkaSettings kafka;
    private final AvroSerdes serdes;
    private final Placement placement;
    private final Map<String, String> settings;
    private Path directory;
    private final TableView<PostingState> states;
    private final TableView<LedgerDocument> documents;
    private final TableView<Alert> alerts;
    private final Consumer<String, AuditRecord> auditReader;
    private final List<AuditRecord> audits = new CopyOnWriteArrayList<>();
    private final Producer<String, PostingCommand> commands;
    private final Producer<String, OperatorRequest> requests;
    private SinkPolicy policy = SinkBc.policy()
            .withPauses(Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(2))
            .withLinger(Duration.ofMillis(150), Duration.ofSeconds(2))
            .withLedgerPoll(Duration.ZERO);
    private Optional<SinkBc> sink = Optional.empty();

    Rig(Path directory) {
        this(directory, Map.of());
    }

    /// @param settings of the connection and the flow
    Rig(Path directory, Map<String, String> settings) {
        this.settings = settings;
        EmbeddedPlatform platform = PlatformForTests.get();
        this.directory = directory;
        this.kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(kafka, new TopicSizing(2, 1));
        this.serdes = AvroSerdes.of(kafka);
        this.placement = Placement.of(kafka);
        int number = COUNTER.incrementAndGet();
        this.trade = new Trade("flow-" + number, "amazon-" + number, "books-" + number);
        this.simulator = Simulator.start(SimulatorOptions.builder().seed(number).build());
        this.secrets = Books.secrets(simulator, trade.target);
        this.states = TableView.follow(Topics.POSTING_STATE_BC, kafka, serdes);
        this.documents = TableView.follow(Topics.LEDGER_DOCUMENTS_BC, kafka, serdes);
        this.alerts = TableView.follow(Topics.ALERTS, kafka, serdes);
        this.auditReader = Clients.newConsumer(Clients.reader(kafka, "audit-" + number), serdes);
        List<TopicPartition> all = auditReader.partitionsFor(Topics.POSTING_AUDIT.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        auditReader.assign(all);
        auditReader.seekToBeginning(all);
        this.commands = Clients.newProducer(Clients.producer(kafka, "commands-" + number), serdes);
        this.requests = Clients.newProducer(Clients.producer(kafka, "requests-" + number), serdes);
    }

    Rig policy(SinkPolicy other) {
        policy = other;
        return this;
    }

    Rig directory(Path other) {
        directory = other;
        return this;
    }

    SinkPolicy policy() {
        return policy;
    }

    void start() {
        start(Failpoints.none());
    }

    void start(Failpoints failpoints) {
        start(failpoints, Books.pace());
    }

    void start(Failpoints failpoints, BcPace pace) {
        var context = new ServiceContext(
                kafka,
                secrets,
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry(),
                Clock.systemUTC(),
                failpoints,
                ConfigView.fixed(Books.configuration(simulator, trade, settings)));
        var started = new SinkBc(context, directory, policy, pace);
        started.start();
        sink = Optional.of(started);
    }

    void stop() {
        sink.ifPresent(SinkBc::close);
        sink = Optional.empty();
    }

    void send(PostingCommand... all) {
        send(List.of(all));
    }

    void send(List<PostingCommand> all) {
        for (PostingCommand command : all) {
            var _ = commands.send(new ProducerRecord<>(
                    Topics.POSTING_COMMANDS_BC.name(),
                    placement.partition(Topics.POSTING_COMMANDS_BC, command.getTargetConnection()),
                    Keys.of(command.getFlow(), command.getSourceId()),
                    command));
        }
        commands.flush();
    }

    void retry(String subject) {
        request("RETRY", subject);
    }

    void approve(String subject) {
        request(Approval.APPROVE, subject);
    }

    CrmView crmView() {
        return new CrmView(kafka, serdes);
    }

    /// A record of the CRM, as its ingest service emits it.
    void emit(CrmRecord crm) {
        write(crm, Optional.of(crm));
    }

    /// The CRM deleted it.
    void forget(CrmRecord crm) {
        write(crm, Optional.empty());
    }

    private void write(CrmRecord crm, Optional<CrmRecord> value) {
        try (Producer<String, CrmRecord> emitter =
                Clients.newProducer(Clients.producer(kafka, "crm-" + crm.getConnection()), serdes)) {
            var _ = emitter.send(new ProducerRecord<>(
                    Topics.DYNAMICS_MASTER_DATA.name(),
                    placement.partition(Topics.DYNAMICS_MASTER_DATA, crm.getConnection()),
                    Keys.of(crm.getConnection(), crm.getKind(), crm.getId()),
                    value.orElse(null)));
        }
    }

    private void request(String kind, String subject) {
        var request = OperatorRequest.newBuilder()
                .setId("request-" + COUNTER.incrementAndGet())
                .setKind(kind)
                .setFlow(trade.flow)
                .setConnection(trade.source)
                .setSubject(subject)
                .setAt(Instant.now())
                .build();
        try {
            requests.send(new ProducerRecord<>(
                            Topics.OPERATOR_REQUESTS.name(),
                            placement.partition(Topics.OPERATOR_REQUESTS, trade.source),
                            subject,
                            request))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Optional<PostingState> state(PostingCommand command) {
        return states.get(command.getPostingId());
    }

    PostingStatus status(PostingCommand command) {
        return state(command).map(PostingState::getStatus).orElse(PostingStatus.UNKNOWN);
    }

    Optional<LedgerDocument> document(PostingCommand command) {
        return documents.get(command.getPostingId());
    }

    List<Alert> alerts() {
        return alerts.rows().values().stream()
                .filter(alert -> alert.getSubject().equals(trade.target))
                .toList();
    }

    /// The steps of a posting's life so far, in order.
    List<String> steps(PostingCommand command) {
        return audits().stream()
                .filter(audit -> command.getPostingId().equals(audit.getPostingId()))
                .map(AuditRecord::getStep)
                .toList();
    }

    List<AuditRecord> audits() {
        for (var records = auditReader.poll(Duration.ofMillis(300));
                !records.isEmpty();
                records = auditReader.poll(Duration.ofMillis(300))) {
            records.forEach(record -> {
                if (record.value().getFlow().equals(trade.flow)) {
                    audits.add(record.value());
                }
            });
        }
        return List.copyOf(audits);
    }

    void awaitPosted(List<PostingCommand> all) {
        await(
                "all posted",
                () -> all.stream().allMatch(command -> status(command) == PostingStatus.POSTED),
                () -> describe(all));
    }

    void awaitPosted(PostingCommand... all) {
        awaitPosted(List.of(all));
    }

    void await(String what, BooleanSupplier condition) {
        await(what, condition, () -> "");
    }

    private String describe(List<PostingCommand> all) {
        List<String> open = new ArrayList<>();
        for (PostingCommand command : all) {
            state(command)
                    .filter(state -> state.getStatus() != PostingStatus.POSTED)
                    .ifPresent(state ->
                            open.add(state.getPostingId() + " " + state.getStatus() + " " + state.getReason()));
            if (state(command).isEmpty()) {
                open.add(command.getPostingId() + " unknown");
            }
        }
        return String.join("\n", open) + "\n" + simulator.calls().counts();
    }

    private static void await(String what, BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "\n" + otherwise.get());
            }
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
        commands.close();
        requests.close();
        auditReader.close();
        states.close();
        documents.close();
        alerts.close();
        simulator.close();
    }
}
