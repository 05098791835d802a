package org.tieout.sink.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.tieout.event.Alert;
import org.tieout.event.AuditRecord;
import org.tieout.event.LedgerDocument;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.platform.EmbeddedPlatform;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.Service;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.sink.SinkPolicy;
import org.tieout.runtime.sink.SinkTopics;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;
import org.tieout.simulator.Simulator;

/// A sink on the real broker, with a simulated vendor of its own. Topics are shared with other tests;
/// connections and flows are not.
public abstract class SinkRig implements AutoCloseable {
    /// A large measurement is paced: forty batches of thirty a minute.
    private static final Duration PATIENCE = Duration.ofSeconds(40 + Integer.getInteger("calls.orders", 0) / 8);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    public final Simulator simulator;
    protected final KafkaSettings kafka;
    protected final AvroSerdes serdes;
    protected final Placement placement;
    private final SinkTopics topics;
    private final Route route;
    private final TableView<PostingState> states;
    private final Optional<TableView<LedgerDocument>> documents;
    private final TableView<Alert> alerts;
    private final Consumer<String, AuditRecord> auditReader;
    private final List<AuditRecord> audits = new CopyOnWriteArrayList<>();
    private final Producer<String, PostingCommand> commands;
    private final Producer<String, OperatorRequest> requests;
    private Path directory;
    private SinkPolicy policy;
    private Optional<Service> sink = Optional.empty();

    /// Makes a sink of what every service is given, in a directory and at a pace.
    @FunctionalInterface
    protected interface Opening {
        Service open(ServiceContext context, Path directory, SinkPolicy policy);
    }

    /// @param policy the sink's own; it is hurried here
    protected SinkRig(SinkTopics topics, Route route, Simulator simulator, SinkPolicy policy, Path directory) {
        EmbeddedPlatform platform = PlatformForTests.get();
        this.topics = topics;
        this.route = route;
        this.simulator = simulator;
        this.directory = directory;
        this.policy = policy.withPauses(Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(2))
                .withLinger(Duration.ofMillis(150), Duration.ofSeconds(2))
                .withLedgerPoll(Duration.ZERO);
        this.kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(kafka, new TopicSizing(2, 1));
        this.serdes = AvroSerdes.of(kafka);
        this.placement = Placement.of(kafka);
        this.states = TableView.follow(topics.state(), kafka, serdes);
        this.documents = topics.books().map(books -> TableView.follow(books.documents(), kafka, serdes));
        this.alerts = TableView.follow(Topics.ALERTS, kafka, serdes);
        this.auditReader = Clients.newConsumer(Clients.reader(kafka, "audit-" + route.flow()), serdes);
        List<TopicPartition> all = auditReader.partitionsFor(Topics.POSTING_AUDIT.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        auditReader.assign(all);
        auditReader.seekToBeginning(all);
        this.commands = Clients.newProducer(Clients.producer(kafka, "commands-" + route.flow()), serdes);
        this.requests = Clients.newProducer(Clients.producer(kafka, "requests-" + route.flow()), serdes);
    }

    /// A number that no other rig of this JVM has.
    protected static int number() {
        return COUNTER.incrementAndGet();
    }

    /// Starts the sink with another policy.
    public final SinkRig policy(SinkPolicy other) {
        policy = other;
        return this;
    }

    /// Starts the sink in another directory.
    public final SinkRig directory(Path other) {
        directory = other;
        return this;
    }

    /// With what the sink is started.
    public final SinkPolicy policy() {
        return policy;
    }

    /// Starts the sink.
    public final void start() {
        start(Failpoints.none());
    }

    /// The same, to be halted there.
    public abstract void start(Failpoints failpoints);

    protected final void start(
            SecretStore secrets, Configuration configuration, Failpoints failpoints, Opening opening) {
        Service started = opening.open(Contexts.of(kafka, secrets, configuration, failpoints), directory, policy);
        started.start();
        sink = Optional.of(started);
    }

    /// Stops it.
    public final void stop() {
        sink.ifPresent(Service::close);
        sink = Optional.empty();
    }

    /// Commands, as the mapper sends them.
    public final void send(PostingCommand... all) {
        send(List.of(all));
    }

    /// The same.
    public final void send(List<PostingCommand> all) {
        for (PostingCommand command : all) {
            var _ = commands.send(new ProducerRecord<>(
                    topics.commands().name(),
                    placement.partition(topics.commands(), command.getTargetConnection()),
                    Keys.of(command.getFlow(), command.getSourceId()),
                    command));
        }
        commands.flush();
    }

    /// An operator asks for another attempt.
    public final void retry(String subject) {
        request("RETRY", subject);
    }

    /// An operator asks for something.
    protected final void request(String kind, String subject) {
        var request = OperatorRequest.newBuilder()
                .setId("request-" + number())
                .setKind(kind)
                .setFlow(route.flow())
                .setConnection(route.source())
                .setSubject(subject)
                .setAt(Instant.now())
                .build();
        try {
            requests.send(new ProducerRecord<>(
                            Topics.OPERATOR_REQUESTS.name(),
                            placement.partition(Topics.OPERATOR_REQUESTS, route.source()),
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

    /// Where a posting stands, once it was heard of.
    public final Optional<PostingState> state(PostingCommand command) {
        return states.get(command.getPostingId());
    }

    /// In a word.
    public final PostingStatus status(PostingCommand command) {
        return state(command).map(PostingState::getStatus).orElse(PostingStatus.UNKNOWN);
    }

    /// What was read back of it.
    public final Optional<LedgerDocument> document(PostingCommand command) {
        return documents.flatMap(view -> view.get(command.getPostingId()));
    }

    /// Those of the target.
    public final List<Alert> alerts() {
        return alerts.rows().values().stream()
                .filter(alert -> alert.getSubject().equals(route.target()))
                .toList();
    }

    /// The steps of a posting's life so far, in order.
    public final List<String> steps(PostingCommand command) {
        return audits().stream()
                .filter(audit -> command.getPostingId().equals(audit.getPostingId()))
                .map(AuditRecord::getStep)
                .toList();
    }

    /// Those of the flow.
    public final List<AuditRecord> audits() {
        for (var records = auditReader.poll(Duration.ofMillis(300));
                !records.isEmpty();
                records = auditReader.poll(Duration.ofMillis(300))) {
            records.forEach(record -> {
                if (record.value().getFlow().equals(route.flow())) {
                    audits.add(record.value());
                }
            });
        }
        return List.copyOf(audits);
    }

    /// Waits until all of them are.
    public final void awaitPosted(List<PostingCommand> all) {
        await(
                "all posted",
                () -> all.stream().allMatch(command -> status(command) == PostingStatus.POSTED),
                () -> "unheard of: "
                        + all.stream()
                                .filter(command -> state(command).isEmpty())
                                .map(PostingCommand::getPostingId)
                                .toList());
    }

    /// The same.
    public final void awaitPosted(PostingCommand... all) {
        awaitPosted(List.of(all));
    }

    /// What of the flow is not posted, and which calls were made.
    private String standing() {
        return states.rows().values().stream()
                        .filter(state -> state.getFlow().equals(route.flow()))
                        .filter(state -> state.getStatus() != PostingStatus.POSTED)
                        .map(state -> state.getPostingId() + " " + state.getStatus() + " " + state.getReason())
                        .collect(Collectors.joining("\n"))
                + "\n" + simulator.calls().counts();
    }

    /// Waits for it, and says where things stand when it does not come.
    public final void await(String what, BooleanSupplier condition) {
        await(what, condition, () -> "");
    }

    private void await(String what, BooleanSupplier condition, Supplier<String> more) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "not within " + PATIENCE + ": " + what + "\n" + more.get() + "\n" + standing());
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
        documents.ifPresent(TableView::close);
        alerts.close();
        simulator.close();
    }
}
