package org.tieout.sink.dynamics;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// The sink on the real broker, with an organisation of its own.
final class Rig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    final Crm crm = new Crm();
    final Trade trade;
    private final KafkaSettings kafka;
    private final Placement placement;
    private final Path directory;
    private final TableView<PostingState> states;
    private final Producer<String, PostingCommand> commands;
    private Optional<SinkDynamicsSales> sink = Optional.empty();

    Rig(Path directory) {
        EmbeddedPlatform platform = PlatformForTests.get();
        this.directory = directory;
        this.kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(kafka, new TopicSizing(2, 1));
        AvroSerdes serdes = AvroSerdes.of(kafka);
        this.placement = Placement.of(kafka);
        int number = COUNTER.incrementAndGet();
        this.trade = new Trade("deals-" + number, "sales-" + number, "books-" + number);
        this.states = TableView.follow(Topics.POSTING_STATE_DYNAMICS_SALES, kafka, serdes);
        this.commands = Clients.newProducer(Clients.producer(kafka, "commands-" + number), serdes);
    }

    void start() {
        var context = new ServiceContext(
                kafka,
                crm.secrets(trade),
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry(),
                Clock.systemUTC(),
                Failpoints.none(),
                ConfigView.fixed(crm.configuration(trade, Map.of("call-timeout", "2s"))));
        var policy = SinkDynamicsSales.policy()
                .withPauses(Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(2))
                .withLinger(Duration.ofMillis(150), Duration.ofSeconds(2));
        var started = new SinkDynamicsSales(context, directory, policy, Crm.pace());
        started.start();
        sink = Optional.of(started);
    }

    void stop() {
        sink.ifPresent(SinkDynamicsSales::close);
        sink = Optional.empty();
    }

    void send(List<PostingCommand> all) {
        for (PostingCommand command : all) {
            var _ = commands.send(new ProducerRecord<>(
                    Topics.POSTING_COMMANDS_DYNAMICS_SALES.name(),
                    placement.partition(Topics.POSTING_COMMANDS_DYNAMICS_SALES, command.getTargetConnection()),
                    Keys.of(command.getFlow(), command.getSourceId()),
                    command));
        }
        commands.flush();
    }

    PostingStatus status(PostingCommand command) {
        return states.get(command.getPostingId()).map(PostingState::getStatus).orElse(PostingStatus.UNKNOWN);
    }

    void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "\n"
                        + crm.simulator.calls().counts() + "\n" + states.rows());
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
        states.close();
        crm.close();
    }
}
