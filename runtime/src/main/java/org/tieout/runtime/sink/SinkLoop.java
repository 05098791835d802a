package org.tieout.runtime.sink;

import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.service.Health;
import org.tieout.schemas.Topics;

/// Consumes a target's commands and hands each partition's to its worker. Consuming only queues: an
/// offset is stored in the transaction that writes the command into the posting state, and never waits
/// for a ledger.
///
/// A partition is paused while its worker restores or writes. A worker that failed is replaced, and its
/// partition is read again from the stored offset.
public final class SinkLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final Duration POLL = Duration.ofMillis(50);

    /// How long calls under way may take when partitions move or the service stops.
    private static final Duration LEAVE = Duration.ofSeconds(10);

    /// Requests older than this are not looked at again after a start.
    private static final Duration REQUESTS_KEPT = Duration.ofDays(7);

    private static final Duration REPLACEMENT_PAUSE = Duration.ofSeconds(1);

    private final SinkContext context;
    private final Map<TopicPartition, PartitionWorker> workers = new ConcurrentHashMap<>();
    private final Map<TopicPartition, CompletableFuture<Void>> writing = new HashMap<>();
    private final Map<TopicPartition, Instant> replaceAt = new HashMap<>();
    private final List<Logged> requests = new ArrayList<>();
    private final Thread thread;

    private volatile boolean stopping;
    private volatile Health health = Health.starting("waits for its partitions");
    private @Nullable Consumer<String, PostingCommand> commands;

    private record Logged(OperatorRequest request, Instant at) {}

    /// Wires a loop; [#start] starts it.
    public SinkLoop(SinkContext context) {
        this.context = context;
        Gauge.builder("tieout.sink.open", workers, SinkLoop::open)
                .description("Postings that are not in the ledger yet")
                .tag("target", context.topics().target())
                .register(context.meters());
        this.thread =
                Thread.ofPlatform().name("sink-" + context.topics().target()).unstarted(this::run);
    }

    private static double open(Map<TopicPartition, PartitionWorker> workers) {
        return workers.values().stream().mapToInt(PartitionWorker::open).sum();
    }

    /// Starts on a thread of its own.
    public void start() {
        thread.start();
    }

    /// How it is. Thread-safe.
    public Health health() {
        return health;
    }

    /// Lets calls under way end, for ten seconds at most, and leaves the group.
    @Override
    public void close() {
        stopping = true;
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(LEAVE.plusSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                session();
            } catch (KafkaException e) {
                health = Health.down("Kafka: " + e.getMessage());
                LOG.warn("The sink's consumer failed and is opened anew", e);
                pauseBriefly();
            } catch (RuntimeException e) {
                health = Health.down(e.toString());
                LOG.error("The sink failed and is opened anew", e);
                pauseBriefly();
            }
        }
        health = Health.down("stopped");
    }

    private void session() {
        String group = "sink-" + context.topics().target();
        Map<String, Object> properties = Clients.groupConsumer(context.kafka(), group, group);
        try (Consumer<String, PostingCommand> consumer = Clients.newConsumer(properties, context.serdes());
                Consumer<String, OperatorRequest> operators =
                        Clients.newConsumer(Clients.reader(context.kafka(), group + "-requests"), context.serdes())) {
            commands = consumer;
            followRequests(operators);
            consumer.subscribe(List.of(context.topics().commands().name()), new Moves());
            while (!stopping) {
                hand(consumer.poll(POLL));
                passOn(operators.poll(Duration.ZERO));
                tend(consumer);
            }
        } catch (WakeupException e) {
            LOG.debug("woken to stop", e);
        } finally {
            leave(Set.copyOf(workers.keySet()));
            requests.clear();
        }
    }

    private void hand(ConsumerRecords<String, PostingCommand> polled) {
        for (TopicPartition partition : polled.partitions()) {
            PartitionWorker worker = workers.get(partition);
            if (worker == null) {
                continue;
            }
            List<ConsumerRecord<String, PostingCommand>> records = polled.records(partition);
            var progress = new SinkLog.Progress(
                    Map.of(partition, new OffsetAndMetadata(records.getLast().offset() + 1)),
                    consumer().groupMetadata());
            consumer().pause(Set.of(partition));
            writing.put(
                    partition,
                    worker.queue(records.stream().map(ConsumerRecord::value).toList(), progress));
        }
    }

    /// Resumes partitions whose worker is done, and replaces workers that failed.
    private void tend(Consumer<String, PostingCommand> consumer) {
        Set<TopicPartition> free = new HashSet<>();
        for (var entry : List.copyOf(workers.entrySet())) {
            TopicPartition partition = entry.getKey();
            PartitionWorker worker = entry.getValue();
            if (worker.ended().isDone()) {
                replace(partition);
                continue;
            }
            CompletableFuture<Void> write = writing.get(partition);
            if (worker.ready().isDone() && (write == null || write.isDone())) {
                writing.remove(partition);
                free.add(partition);
            }
        }
        free.retainAll(consumer.paused());
        if (!free.isEmpty()) {
            consumer.resume(free);
        }
        long restoring = workers.values().stream()
                .filter(worker -> !worker.ready().isDone())
                .count();
        health = restoring > 0 || !replaceAt.isEmpty() ? Health.starting("reads its state") : healthOfConnections();
    }

    private Health healthOfConnections() {
        Map<String, String> paused = new TreeMap<>();
        workers.values().forEach(worker -> paused.putAll(worker.paused()));
        return paused.isEmpty()
                ? Health.up()
                : Health.paused("waits for a person: " + String.join(", ", paused.keySet()))
                        .with(paused);
    }

    private void replace(TopicPartition partition) {
        Instant now = Instant.now();
        Instant due = replaceAt.computeIfAbsent(partition, _ -> now.plus(REPLACEMENT_PAUSE));
        if (due.isAfter(now)) {
            return;
        }
        replaceAt.remove(partition);
        writing.remove(partition);
        consumer().pause(Set.of(partition));
        OffsetAndMetadata stored = consumer().committed(Set.of(partition)).get(partition);
        if (stored == null) {
            consumer().seekToBeginning(Set.of(partition));
        } else {
            consumer().seek(partition, stored.offset());
        }
        open(partition);
    }

    private void open(TopicPartition partition) {
        var worker = new PartitionWorker(context, partition.partition());
        workers.put(partition, worker);
        requests.forEach(logged -> worker.request(logged.request(), logged.at()));
        worker.start();
    }

    /// Every instance sees every request; the workers know which concern postings of theirs.
    private void followRequests(Consumer<String, OperatorRequest> operators) {
        List<TopicPartition> partitions = operators.partitionsFor(Topics.OPERATOR_REQUESTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        operators.assign(partitions);
        Map<TopicPartition, Long> from = new HashMap<>();
        long since = Instant.now().minus(REQUESTS_KEPT).toEpochMilli();
        partitions.forEach(partition -> from.put(partition, since));
        operators.offsetsForTimes(from).forEach((partition, offset) -> {
            if (offset == null) {
                operators.seekToEnd(Set.of(partition));
            } else {
                operators.seek(partition, offset.offset());
            }
        });
        // seekToEnd is lazy: settle it now, so that a request made from here on is not missed.
        partitions.forEach(operators::position);
    }

    private void passOn(ConsumerRecords<String, OperatorRequest> polled) {
        polled.forEach(record -> {
            var logged = new Logged(record.value(), Instant.ofEpochMilli(record.timestamp()));
            requests.add(logged);
            workers.values().forEach(worker -> worker.request(logged.request(), logged.at()));
        });
    }

    private void leave(Collection<TopicPartition> partitions) {
        List<PartitionWorker> leaving = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            PartitionWorker worker = workers.remove(partition);
            writing.remove(partition);
            replaceAt.remove(partition);
            if (worker != null) {
                worker.stop(LEAVE);
                leaving.add(worker);
            }
        }
        leaving.forEach(worker -> worker.awaitEnd(LEAVE.plusSeconds(10)));
    }

    private Consumer<String, PostingCommand> consumer() {
        return java.util.Objects.requireNonNull(commands);
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(REPLACEMENT_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Moves implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer().pause(partitions);
            partitions.forEach(SinkLoop.this::open);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            leave(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            leave(partitions);
        }
    }
}
