package org.tieout.runtime.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.service.Failpoint;

/// Owns one partition of a sink: its state, its schedule, its producer. One thread decides and writes;
/// calls to ledgers run on virtual threads and report back as messages, so that nothing but the mailbox
/// is shared.
///
/// Every step is committed before memory and local disk follow. Whatever goes wrong with Kafka ends the
/// worker; its successor starts from the topic. An attempt without an outcome in the topic is
/// *uncertain* then.
final class PartitionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);

    /// How often a worker that has nothing else to do looks at paused connections and polls.
    private static final Duration TICK = Duration.ofMillis(500);

    private final SinkContext context;
    private final TopicPartition partition;
    private final Thread thread;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Desk desk;
    private final Pauses pauses;
    private final ReadBacks readBacks;
    private final Postings postings;
    private final Intake intake;
    private final Revisions revisions;
    private volatile int open;

    PartitionWorker(SinkContext context, int partition) {
        this.context = context;
        this.partition = new TopicPartition(context.topics().state().name(), partition);
        this.desk = new Desk(context, this.partition);
        this.pauses = new Pauses(desk);
        this.readBacks = new ReadBacks(desk, pauses);
        this.postings = new Postings(desk, pauses, readBacks);
        this.revisions = new Revisions(desk, readBacks);
        this.intake = new Intake(desk, readBacks, revisions);
        this.thread = Thread.ofPlatform().name("sink-" + this.partition).unstarted(this::run);
    }

    /// Starts restoring; [#ready] tells when commands are taken.
    void start() {
        thread.start();
    }

    /// Ends when the state is restored.
    CompletableFuture<Void> ready() {
        return ready;
    }

    /// Ends when the worker has, exceptionally when it failed.
    CompletableFuture<Void> ended() {
        return ended;
    }

    /// Queues commands.
    CompletableFuture<Void> queue(List<PostingCommand> commands, SinkLog.Progress progress) {
        var done = new CompletableFuture<Void>();
        desk.mailbox().add(new Message.Commands(commands, progress, done));
        return done;
    }

    /// Passes an operator's request on.
    void request(OperatorRequest request, Instant loggedAt) {
        desk.mailbox().add(new Message.Request(request, loggedAt));
    }

    /// Stops taking work and lets calls under way end until then. What did not end is uncertain for the
    /// next owner.
    void stop(Duration patience) {
        desk.mailbox().add(new Message.Stop(context.clock().instant().plus(patience)));
    }

    /// Waits until it has let go of everything.
    void awaitEnd(Duration patience) {
        try {
            if (!thread.join(patience)) {
                LOG.warn("The worker of {} did not end within {}", partition, patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Connections that wait for a person, and why. Safe for any thread.
    Map<String, String> paused() {
        return pauses.reasons();
    }

    /// How many postings are not in the ledger yet. Safe for any thread.
    int open() {
        return open;
    }

    private void run() {
        Throwable failure = null;
        try {
            desk.restore();
            intake.resumeFromState();
            ready.complete(null);
            while (!mayEnd()) {
                handleMail();
                work();
                open = desk.schedule().size();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        } catch (RuntimeException e) {
            LOG.warn("The worker of {} failed; its state is read anew", partition, e);
            failure = e;
        } finally {
            end(failure);
        }
    }

    private boolean mayEnd() {
        boolean quiet = desk.schedule().inFlight() == 0 && !readBacks.isReading();
        return desk.isStopping() && (quiet || desk.isOverdue());
    }

    /// Lets go first and says so then: a successor opens the same directory.
    private void end(@Nullable Throwable failure) {
        failMail();
        desk.close();
        if (failure == null) {
            ended.complete(null);
        } else {
            ready.completeExceptionally(failure);
            ended.completeExceptionally(failure);
        }
    }

    private void failMail() {
        List<Message> left = new ArrayList<>();
        desk.mailbox().drainTo(left);
        for (Message message : left) {
            if (message instanceof Message.Commands commands) {
                commands.done()
                        .completeExceptionally(new IllegalStateException("the worker of " + partition + " ended"));
            }
        }
    }

    private void work() {
        if (desk.isStopping()) {
            return;
        }
        Instant now = desk.now();
        pauses.resumePaused(now);
        revisions.work();
        Schedule schedule = desk.schedule();
        for (var work = schedule.next(now); work.isPresent(); work = schedule.next(now)) {
            postings.begin(work.get());
        }
        readBacks.readSources(now);
        readBacks.pollLedgers(now);
    }

    private void handleMail() throws InterruptedException {
        Message first = desk.mailbox().poll(patience().toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Message> mail = new ArrayList<>();
        mail.add(first);
        desk.mailbox().drainTo(mail);
        for (Message message : mail) {
            handle(message);
        }
    }

    private Duration patience() {
        Instant now = desk.now();
        Duration longest = desk.isStopping() ? Duration.ofMillis(50) : TICK;
        return desk.schedule()
                .wake()
                .map(due -> Duration.between(now, due))
                .filter(wait -> wait.compareTo(longest) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait.plusMillis(1))
                .orElse(longest);
    }

    private void handle(Message message) {
        switch (message) {
            case Message.Commands commands -> intake.queueCommands(commands);
            case Message.Request request -> intake.operatorRequest(request);
            case Message.RenderedBatch rendered -> postings.rendered(rendered);
            case Message.Sent sent -> postings.sent(sent);
            case Message.Asked asked -> postings.asked(asked);
            case Message.SourcesRead read -> readBacks.sourcesRead(read);
            case Message.ChangesRead read -> readBacks.changesRead(read);
            case Message.Noticed noticed -> desk.write(noticed.step());
            case Message.Hinted(var connection) -> readBacks.hinted(connection);
            case Message.Stop stop -> {
                context.failpoints().here(Failpoint.SINK_ON_REVOKE);
                desk.stopBy(stop.deadline());
            }
        }
    }
}
