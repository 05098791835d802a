package org.tieout.runtime.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.runtime.service.Health;

/// Works the feeds of one connection, in turn, on a virtual thread of its own: one writer, one transactional
/// id.
///
/// What a feed throws aborts its transaction and is tried again after a growing wait; what the producer
/// throws costs the producer, and a new one goes on from the committed watermarks. A worker that was fenced
/// by another instance stops and says so; it does not fight back.
public final class IngestWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestWorker.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final String connection;
    private final Supplier<IngestTransaction> transactions;
    private final List<Feed> feeds;
    private final Counter failures;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    private final Map<String, Long> dueAt = new ConcurrentHashMap<>();
    private final Map<String, Integer> failuresInRow = new ConcurrentHashMap<>();
    private boolean wake;
    private volatile Health health = Health.starting("");

    /// @param connection the connection's name
    /// @param transactions opens the connection's writer, taking it over from whoever has it
    /// @param feeds what is read, in the order of preference
    public IngestWorker(
            String connection, Supplier<IngestTransaction> transactions, List<Feed> feeds, MeterRegistry meters) {
        this.connection = connection;
        this.transactions = transactions;
        this.feeds = List.copyOf(feeds);
        this.failures = Counter.builder("tieout.ingest.failures")
                .description("Turns of a feed that failed and were repeated")
                .tag("connection", connection)
                .register(meters);
        this.thread = Thread.ofVirtual().name("ingest-" + connection).unstarted(this::run);
    }

    /// Starts the thread. Called once.
    public void start() {
        thread.start();
    }

    /// How it is now.
    public Health health() {
        return health;
    }

    /// Something changed that a feed may be waiting for: everything is due now.
    public void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        var failed = 0;
        while (!closing.get()) {
            try (var transaction = transactions.get()) {
                publish();
                failed = 0;
                work(transaction);
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                LOG.warn("{} was taken over by another instance; this one stops", connection, e);
                health = Health.down("taken over by another instance of this service; run one for each connection");
                return;
            } catch (RuntimeException e) {
                failed++;
                failures.increment();
                if (!closing.get()) {
                    LOG.warn("{} starts over with a new producer", connection, e);
                    health = Health.down(String.valueOf(e.getMessage()));
                    await(BACKOFF.after(failed, RandomGenerator.getDefault()));
                }
            }
        }
        health = Health.down("stopped");
    }

    private void work(IngestTransaction transaction) {
        while (!closing.get()) {
            var next = nextDue();
            var wait = next.map(feed -> Duration.ofNanos(dueAt.getOrDefault(feed.name(), 0L) - System.nanoTime()))
                    .orElse(Duration.ofDays(1));
            if (next.isEmpty() || (dueAt.containsKey(next.get().name()) && wait.isPositive())) {
                await(wait);
                continue;
            }
            turn(next.get(), transaction);
        }
    }

    private Optional<Feed> nextDue() {
        var now = System.nanoTime();
        @Nullable Feed first = null;
        var least = Long.MAX_VALUE;
        for (var feed : feeds) {
            var due = dueAt.get(feed.name());
            var left = due == null ? Long.MIN_VALUE : due - now;
            if (first == null || left < least) {
                first = feed;
                least = left;
            }
        }
        return Optional.ofNullable(first);
    }

    private void turn(Feed feed, IngestTransaction transaction) {
        Turn turn;
        try {
            turn = feed.poll(transaction.watermarks(), transaction);
            if (transaction.uncommitted()) {
                throw new IllegalStateException("feed " + feed.name() + " left records uncommitted");
            }
            failuresInRow.remove(feed.name());
        } catch (TransactionAbortableException e) {
            turn = failed(feed, e, transaction);
        } catch (KafkaException e) {
            // Anything else from the producer is its end.
            throw e;
        } catch (RuntimeException e) {
            turn = failed(feed, e, transaction);
        }
        turns.put(feed.name(), turn);
        dueAt.put(feed.name(), System.nanoTime() + turn.in().toNanos());
        publish();
    }

    private Turn failed(Feed feed, RuntimeException failure, IngestTransaction transaction) {
        var count = failuresInRow.merge(feed.name(), 1, Integer::sum);
        failures.increment();
        LOG.warn("{}: {} failed and is repeated", connection, feed.name(), failure);
        transaction.abort();
        return Turn.waiting(BACKOFF.after(count, RandomGenerator.getDefault()), String.valueOf(failure.getMessage()));
    }

    private void publish() {
        var parts = new TreeMap<String, String>();
        var paused = "";
        for (var feed : feeds) {
            var turn = turns.get(feed.name());
            if (turn == null) {
                parts.put(feed.name(), "STARTING");
                continue;
            }
            parts.put(feed.name(), turn.reason().isEmpty() ? turn.state().name() : turn.state() + ": " + turn.reason());
            if (turn.state() == Turn.State.PAUSED) {
                paused = turn.reason();
            }
        }
        var state = paused.isEmpty() ? Health.up() : Health.paused(paused);
        health = state.with(parts);
    }

    private void await(Duration wait) {
        lock.lock();
        try {
            var left = wait.toNanos();
            while (left > 0 && !wake && !closing.get()) {
                left = woken.awaitNanos(left);
            }
            if (wake) {
                dueAt.clear();
            }
            wake = false;
        } catch (InterruptedException e) {
            closing.set(true);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the turn under way, at the latest by interrupting it, and lets go of the writer.
    @Override
    public void close() {
        closing.set(true);
        wake();
        try {
            if (!thread.join(CLOSING.dividedBy(4))) {
                thread.interrupt();
                thread.join(CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
