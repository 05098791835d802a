package org.tieout.runtime.sink;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.MasterData;
import org.tieout.event.PostingState;

/// What the parts of a partition's worker share: state, schedule, producer, ledgers, and the way calls
/// report back. Used on the worker's thread only, but for the mailbox.
final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final SinkContext context;
    private final SinkPolicy policy;
    private final TopicPartition partition;
    private final Schedule schedule;
    private final BlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
    private final Map<String, Ledger> ledgers = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private @Nullable SinkLog log;
    private @Nullable SinkStore store;
    private @Nullable Instant stopBy;

    Desk(SinkContext context, TopicPartition partition) {
        this.context = context;
        this.policy = context.policy();
        this.partition = partition;
        this.schedule = new Schedule(policy);
    }

    /// True when postings of that connection lie on this partition.
    boolean isOurs(String connection) {
        return context.placement().partition(context.topics().state(), connection) == partition.partition();
    }

    SinkContext context() {
        return context;
    }

    Schedule schedule() {
        return schedule;
    }

    BlockingQueue<Message> mailbox() {
        return mailbox;
    }

    /// Fences a former owner and reads the state.
    void restore() {
        var writer = new SinkLog(
                context.kafka(),
                context.serdes(),
                context.topics(),
                context.placement(),
                partition.partition(),
                context.failpoints());
        log = writer;
        // Before the topic's end is read: whatever the former owner had open is ended by this.
        writer.begin();
        store = SinkRestore.restore(
                context.kafka(),
                context.serdes(),
                partition,
                context.directory().resolve("sink-" + context.topics().target() + "-" + partition.partition()));
    }

    void stopBy(Instant deadline) {
        stopBy = deadline;
    }

    /// No new work is begun.
    boolean isStopping() {
        return stopBy != null;
    }

    boolean isOverdue() {
        return stopBy != null && context.clock().instant().isAfter(stopBy);
    }

    // ---- ledgers --------------------------------------------------------------------------------------------------

    @Nullable
    Ledger ledger(String connection) {
        Ledger open = ledgers.get(connection);
        if (open == null) {
            open = context.ledgers()
                    .open(connection, new MailedNotices(connection))
                    .orElse(null);
            if (open != null) {
                ledgers.put(connection, open);
            }
        }
        return open;
    }

    /// Opens the ledger anew when it is next used.
    void closeLedger(String connection) {
        Ledger stale = ledgers.remove(connection);
        if (stale != null) {
            stale.close();
        }
    }

    /// How long to leave a connection alone that could not be reached once more.
    Duration backOff(String connection, Optional<Duration> retryAfter) {
        int count = failures.merge(connection, 1, Integer::sum);
        Duration own =
                Schedule.backoff(policy, count, ThreadLocalRandom.current().nextInt(1024));
        // A vendor's absurd wish is heard only as far as our own longest pause.
        Duration asked = retryAfter
                .filter(wish -> wish.compareTo(policy.longestBackoff()) < 0)
                .orElse(retryAfter.isPresent() ? policy.longestBackoff() : Duration.ZERO);
        return own.compareTo(asked) < 0 ? asked : own;
    }

    /// The connection answers: its next failure is its first.
    void heardFrom(String connection) {
        failures.remove(connection);
    }

    static String defect(RuntimeException e) {
        return "our client failed: " + e;
    }

    // ---- writing --------------------------------------------------------------------------------------------------

    void write(Step step) {
        commit(step, Optional.empty());
    }

    void commit(Step step, Optional<SinkLog.Progress> progress) {
        if (step.isEmpty() && progress.isEmpty()) {
            return;
        }
        long position = Objects.requireNonNull(log).commit(step, progress);
        if (position >= 0) {
            store().put(step.states(), position);
        }
    }

    List<PostingState> states(List<String> postingIds) {
        return postingIds.stream()
                .map(id -> store().get(id)
                        .orElseThrow(() -> new IllegalStateException("posting " + id + " is scheduled but not stored")))
                .toList();
    }

    SinkStore store() {
        return Objects.requireNonNull(store, "the state is not restored yet");
    }

    Instant now() {
        return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    void counted(String outcome) {
        Counter.builder("tieout.sink.postings")
                .tag("target", context.topics().target())
                .tag("outcome", outcome)
                .register(context.meters())
                .increment();
    }

    void call(Supplier<Message> call, Function<RuntimeException, Message> whenItFails) {
        Thread.ofVirtual().name("sink-call-" + partition.partition()).start(() -> {
            Message message;
            try {
                message = call.get();
            } catch (RuntimeException e) {
                LOG.error("A call of a ledger threw", e);
                message = whenItFails.apply(e);
            }
            mailbox.add(message);
        });
    }

    /// What a ledger reports becomes a message to the worker.
    private final class MailedNotices implements Notices {
        private final String connection;

        MailedNotices(String connection) {
            this.connection = connection;
        }

        @Override
        public void masterData(List<MasterData> data) {
            var step = new Step(now());
            step.masterData().addAll(data);
            mailbox.add(new Message.Noticed(step));
        }

        @Override
        public void alert(String id, String message, String nextStep) {
            var step = new Step(now());
            step.alert(id, connection, message, nextStep);
            mailbox.add(new Message.Noticed(step));
        }

        @Override
        public void resolved(String id) {
            var step = new Step(now());
            step.resolved(id, connection, "settled");
            mailbox.add(new Message.Noticed(step));
        }

        @Override
        public void changed() {
            mailbox.add(new Message.Hinted(connection));
        }
    }

    @Override
    public void close() {
        ledgers.values().forEach(Ledger::close);
        ledgers.clear();
        if (log != null) {
            log.close();
        }
        if (store != null) {
            store.close();
        }
    }
}
