package org.tieout.runtime.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.MasterData;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
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

    /// How many of the commands that will follow a ledger may look at.
    private static final int UPCOMING = 2_000;

    /// Documents written in one transaction of a read-back.
    private static final int DOCUMENTS_AT_ONCE = 2_000;

    /// A source whose documents are being posted, as far as they will be read back with it.
    private static final class Reading {
        private final String connection;
        private final Set<String> posted = new HashSet<>();
        private int of = Integer.MAX_VALUE;
        private int last;

        Reading(String connection) {
            this.connection = connection;
        }
    }

    /// A connection that waits for a person. It is tried again when its settings change, and by one
    /// batch now and then: not every cure shows in our settings.
    private record Pause(long version, String reason, Instant probeAt) {}

    private final SinkContext context;
    private final SinkPolicy policy;
    private final TopicPartition partition;
    private final BlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final Schedule schedule;
    private final Map<String, Ledger> ledgers = new HashMap<>();
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Integer> openByKey = new HashMap<>();
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final Map<String, Instant> readNotBefore = new HashMap<>();
    private final Set<String> connectionsReading = new HashSet<>();
    private final Map<String, Instant> nextPoll = new HashMap<>();
    private final Set<String> repeatsAudited = new HashSet<>();

    private volatile int openCount;
    private @Nullable SinkLog log;
    private @Nullable SinkStore store;
    private @Nullable Instant stopBy;

    PartitionWorker(SinkContext context, int partition) {
        this.context = context;
        this.policy = context.policy();
        this.partition = new TopicPartition(context.topics().state().name(), partition);
        this.schedule = new Schedule(policy);
        Gauge.builder("tieout.sink.open", this, worker -> worker.openCount)
                .description("Postings that are not in the ledger yet")
                .tag("target", context.topics().target())
                .tag("partition", Integer.toString(partition))
                .register(context.meters());
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
        mailbox.add(new Message.Commands(commands, progress, done));
        return done;
    }

    /// Passes an operator's request on.
    void request(OperatorRequest request, Instant loggedAt) {
        mailbox.add(new Message.Request(request, loggedAt));
    }

    /// Stops taking work and lets calls under way end until then. What did not end is uncertain for the
    /// next owner.
    void stop(Duration patience) {
        mailbox.add(new Message.Stop(context.clock().instant().plus(patience)));
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

    private void run() {
        Throwable failure = null;
        try {
            restore();
            ready.complete(null);
            while (!mayEnd()) {
                handleMail();
                work();
                openCount = schedule.size();
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

    /// Lets go first and says so then: a successor opens the same directory.
    private void end(@Nullable Throwable failure) {
        failMail();
        close();
        if (failure == null) {
            ended.complete(null);
        } else {
            ready.completeExceptionally(failure);
            ended.completeExceptionally(failure);
        }
    }

    private boolean mayEnd() {
        return stopBy != null
                && ((schedule.inFlight() == 0 && connectionsReading.isEmpty())
                        || context.clock().instant().isAfter(stopBy));
    }

    private void failMail() {
        List<Message> left = new ArrayList<>();
        mailbox.drainTo(left);
        for (Message message : left) {
            if (message instanceof Message.Commands commands) {
                commands.done()
                        .completeExceptionally(new IllegalStateException("the worker of " + partition + " ended"));
            }
        }
    }

    private void close() {
        ledgers.values().forEach(Ledger::close);
        ledgers.clear();
        if (log != null) {
            log.close();
        }
        if (store != null) {
            store.close();
        }
    }

    // ---- start ----------------------------------------------------------------------------------------------------

    private void restore() {
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
        resumeFrom(store());
    }

    /// Rebuilds the schedule from the open postings. What was attempted and has no outcome is
    /// uncertain.
    private void resumeFrom(SinkStore states) {
        Instant now = now();
        var step = new Step(now);
        Map<String, List<PostingState>> batches = new LinkedHashMap<>();
        List<PostingState> singles = new ArrayList<>();
        states.forEachOpen(state -> {
            if (state.getStatus() == PostingStatus.POSTED) {
                reading(state).posted.add(state.getPostingId());
            } else if (state.getBatchId() != null) {
                batches.computeIfAbsent(state.getBatchId(), _ -> new ArrayList<>())
                        .add(state);
            } else {
                singles.add(state);
            }
        });
        singles.sort(java.util.Comparator.comparing(PostingState::getFlow)
                .thenComparing(PostingState::getSourceId)
                .thenComparingInt(PostingState::getSequence));
        singles.forEach(state -> {
            schedule(state, now);
            nextPoll.putIfAbsent(state.getTargetConnection(), now);
        });
        for (var batch : batches.values()) {
            regroup(batch, step, now);
        }
        readings.values().forEach(reading -> nextPoll.putIfAbsent(reading.connection, now));
        write(step);
    }

    private void regroup(List<PostingState> found, Step step, Instant now) {
        List<PostingState> members = inOrder(found);
        PostingState first = members.getFirst();
        String batchId = Objects.requireNonNull(first.getBatchId());
        boolean repeat = members.stream().allMatch(state -> state.getStatus() == PostingStatus.WAITING);
        List<PostingState> states = members;
        Instant due = first.getNotBefore() == null ? now : first.getNotBefore();
        if (members.stream().anyMatch(state -> state.getStatus() == PostingStatus.ATTEMPTED)) {
            due = now.plus(policy.settling());
            states = new ArrayList<>();
            for (PostingState state : members) {
                PostingState uncertain = States.inBatch(
                        state, PostingStatus.UNCERTAIN, "the process ended before an answer was recorded", due, now);
                states.add(uncertain);
                step.state(
                        uncertain,
                        "uncertain",
                        "Started again and found an attempt without an outcome; the ledger will be asked",
                        Map.of("batch", batchId));
            }
        }
        List<String> ids = states.stream().map(PostingState::getPostingId).toList();
        Work work = repeat
                ? new Work.Repeat(first.getTargetConnection(), batchId, ids)
                : new Work.Ask(first.getTargetConnection(), batchId, ids);
        schedule.addGroup(work, states.stream().map(this::task).toList(), due);
        states.forEach(this::countOpen);
        nextPoll.putIfAbsent(first.getTargetConnection(), now);
    }

    /// The members of a batch that are left, in the batch's order.
    private static List<PostingState> inOrder(List<PostingState> members) {
        List<String> order = members.getFirst().getBatchMembers();
        return members.stream()
                .sorted(java.util.Comparator.comparingInt(state -> order.indexOf(state.getPostingId())))
                .toList();
    }

    // ---- mail -----------------------------------------------------------------------------------------------------

    private void handleMail() throws InterruptedException {
        Message first = mailbox.poll(patience().toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Message> mail = new ArrayList<>();
        mail.add(first);
        mailbox.drainTo(mail);
        for (Message message : mail) {
            handle(message);
        }
    }

    private Duration patience() {
        Instant now = now();
        Duration longest = stopBy == null ? TICK : Duration.ofMillis(50);
        return schedule.wake()
                .map(due -> Duration.between(now, due))
                .filter(wait -> wait.compareTo(longest) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait.plusMillis(1))
                .orElse(longest);
    }

    private void handle(Message message) {
        switch (message) {
            case Message.Commands commands -> queueCommands(commands);
            case Message.Request request -> operatorRequest(request);
            case Message.RenderedBatch rendered -> rendered(rendered);
            case Message.Sent sent -> sent(sent);
            case Message.Asked asked -> asked(asked);
            case Message.SourceRead read -> sourceRead(read);
            case Message.ChangesRead read -> changesRead(read);
            case Message.Noticed noticed -> write(noticed.step());
            case Message.Stop stop -> {
                context.failpoints().here(Failpoint.SINK_ON_REVOKE);
                stopBy = stop.deadline();
            }
        }
    }

    // ---- queue ----------------------------------------------------------------------------------------------------

    private void queueCommands(Message.Commands message) {
        Instant now = now();
        var step = new Step(now);
        Map<String, PostingState> queued = new LinkedHashMap<>();
        for (PostingCommand command : message.commands()) {
            PostingState known = queued.get(command.getPostingId());
            if (known == null) {
                known = store().get(command.getPostingId()).orElse(null);
            }
            if (known == null) {
                PostingState state = queued(command, queued, now);
                queued.put(command.getPostingId(), state);
                step.states().add(state);
                step.audit(
                        state,
                        "queued",
                        "Queued for " + command.getTargetConnection() + ", " + command.getSequence() + " of "
                                + command.getOf(),
                        Map.of("documentHash", command.getDocumentHash(), "planHash", command.getPlanHash()));
            } else if (known.getDocumentHash().equals(command.getDocumentHash())) {
                if (repeatsAudited.add(command.getPostingId())) {
                    step.audit(known, "queued", "Commanded again with the same content; nothing to do", Map.of());
                }
            } else {
                contradiction(step, known, command);
            }
        }
        commit(step, Optional.of(message.progress()));
        queued.values().forEach(state -> {
            schedule(state, now);
            nextPoll.putIfAbsent(state.getTargetConnection(), now.plus(policy.ledgerPoll()));
        });
        message.done().complete(null);
        context.failpoints().here(Failpoint.SINK_AFTER_QUEUED);
    }

    private PostingState queued(PostingCommand command, Map<String, PostingState> withIt, Instant now) {
        PostingState state = States.queued(command, now);
        Set<String> unmet = unmet(command);
        if (!unmet.isEmpty()) {
            String first = unmet.stream().sorted().findFirst().orElseThrow();
            boolean refused = !withIt.containsKey(first)
                    && store().get(first)
                            .filter(needed -> needed.getStatus() == PostingStatus.REFUSED)
                            .isPresent();
            String more = unmet.size() == 1 ? "" : " and " + (unmet.size() - 1) + " more";
            state.setStatus(PostingStatus.WAITING);
            state.setReason("waits for posting " + first + (refused ? ", which was refused" : "") + more);
        }
        return state;
    }

    /// The same id with other content is never posted and never overwritten.
    private void contradiction(Step step, PostingState known, PostingCommand command) {
        String message = "Posting " + command.getPostingId() + " was commanded with other content than before";
        step.audit(
                known,
                "refused",
                message + "; the second command is not posted",
                Map.of("documentHash", known.getDocumentHash(), "otherDocumentHash", command.getDocumentHash()));
        step.alert(
                "contradiction|" + command.getPostingId(),
                command.getFlow(),
                message,
                "Compare both plans with `tieout audit " + command.getSourceId()
                        + "`. A correction needs a new revision, not the same posting id.");
    }

    private Set<String> unmet(PostingCommand command) {
        Set<String> unmet = States.needs(command);
        unmet.removeIf(needed -> store().get(needed)
                .filter(state -> state.getStatus() == PostingStatus.POSTED)
                .isPresent());
        return unmet;
    }

    private Task task(PostingState state) {
        PostingCommand command = state.getCommand();
        return States.task(state, command == null ? Set.of() : unmet(command));
    }

    private void schedule(PostingState state, Instant now) {
        countOpen(state);
        if (state.getStatus() == PostingStatus.REFUSED) {
            schedule.addRefused(task(state), now);
            return;
        }
        schedule.add(task(state), now);
        Instant notBefore = state.getNotBefore();
        if (notBefore != null && notBefore.isAfter(now)) {
            schedule.delay(state.getPostingId(), notBefore);
        }
    }

    private void countOpen(PostingState state) {
        openByKey.merge(States.key(state), 1, Integer::sum);
    }

    // ---- operators ------------------------------------------------------------------------------------------------

    /// A retry asked for after the refusal re-queues. The comparison of times makes a request that is
    /// read again harmless.
    private void operatorRequest(Message.Request message) {
        OperatorRequest request = message.request();
        if (!request.getKind().equals("RETRY")) {
            return;
        }
        Instant now = now();
        var step = new Step(now);
        List<String> retried = new ArrayList<>();
        store().forEachOpen(state -> {
            boolean meant = state.getPostingId().equals(request.getSubject())
                    || state.getSourceId().equals(request.getSubject());
            if (meant
                    && state.getStatus() == PostingStatus.REFUSED
                    && state.getUpdatedAt().isBefore(message.loggedAt())) {
                step.state(
                        States.requeued(state, now),
                        "queued",
                        "An operator asked for another try",
                        Map.of("request", request.getId()));
                retried.add(state.getPostingId());
            }
        });
        write(step);
        retried.forEach(posting -> schedule.retry(posting, now));
    }

    // ---- work -----------------------------------------------------------------------------------------------------

    private void work() {
        if (stopBy != null) {
            return;
        }
        Instant now = now();
        resumePaused(now);
        for (var work = schedule.next(now); work.isPresent(); work = schedule.next(now)) {
            begin(work.get());
        }
        readSources(now);
        pollLedgers(now);
    }

    private void begin(Work work) {
        Ledger ledger = ledger(work.connection());
        if (ledger == null) {
            putBack(work, now());
            pause(
                    work.connection(),
                    "The connection is not configured, or its settings are incomplete",
                    "Add it to tieout.yaml and run `tieout apply`.",
                    List.of());
            schedule.finish(work);
            return;
        }
        switch (work) {
            case Work.Post post -> prepare(post, ledger);
            case Work.Repeat repeat -> {
                List<PostingState> states = states(repeat.members());
                attempt(
                        repeat,
                        batch(repeat.batchId(), states),
                        states,
                        states.getFirst().getAttempts(),
                        ledger);
            }
            case Work.Ask ask -> {
                List<PostingState> states = states(ask.members());
                call(
                        () -> new Message.Asked(ask, ledger.find(states)),
                        e -> new Message.Asked(ask, new Answered.NotNow<>(defect(e), Optional.empty())));
            }
        }
    }

    private void prepare(Work.Post work, Ledger ledger) {
        List<Ready> commands = new ArrayList<>();
        for (PostingState state : states(work.members())) {
            PostingCommand command = Objects.requireNonNull(state.getCommand());
            Map<String, References.Posted> references = new HashMap<>();
            for (String needed : States.needs(command)) {
                store().get(needed).ifPresent(posted -> {
                    String type = posted.getVendorType();
                    String id = posted.getVendorId();
                    if (type != null && id != null) {
                        references.put(needed, new References.Posted(type, id));
                    }
                });
            }
            commands.add(new Ready(command, new References(references)));
        }
        List<String> others = schedule.some(work.connection(), UPCOMING);
        SinkStore states = store();
        call(
                () -> new Message.RenderedBatch(work, ledger.prepare(commands, () -> commandsOf(others, states))),
                e -> new Message.RenderedBatch(work, new Answered.NotNow<>(defect(e), Optional.empty())));
    }

    private static List<PostingCommand> commandsOf(List<String> postingIds, SinkStore states) {
        return postingIds.stream()
                .flatMap(id -> states.get(id).stream())
                .flatMap(state -> Optional.ofNullable(state.getCommand()).stream())
                .toList();
    }

    private void rendered(Message.RenderedBatch message) {
        Work work = message.work();
        Instant now = now();
        switch (message.answer()) {
            case Answered.Heard<List<Prepared>>(var prepared) -> attemptPrepared(work, prepared, now);
            case Answered.NotNow<List<Prepared>>(var reason, var retryAfter) -> {
                Instant due = now.plus(backOff(work.connection(), retryAfter));
                var step = new Step(now);
                for (PostingState state : states(work.members())) {
                    step.state(
                            States.delayed(state, reason, due, state.getAttempts(), now),
                            "waiting",
                            "Not sent, will be tried again: " + reason,
                            Map.of("notBefore", due.toString()));
                }
                write(step);
                work.members().forEach(member -> schedule.delay(member, due));
                schedule.hold(work.connection(), due);
                schedule.finish(work);
            }
            case Answered.Stopped<List<Prepared>>(var reason, var nextStep) -> {
                work.members().forEach(member -> schedule.requeue(member, now));
                pause(work.connection(), reason, nextStep, states(work.members()));
                schedule.finish(work);
            }
        }
    }

    private void attemptPrepared(Work work, List<Prepared> prepared, Instant now) {
        List<PostingState> states = states(work.members());
        List<PostingState> sendable = new ArrayList<>();
        List<Batch.Member> members = new ArrayList<>();
        var step = new Step(now);
        List<PostingState> refused = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            PostingState state = states.get(i);
            switch (prepared.get(i)) {
                case Prepared.Body(var body) -> {
                    sendable.add(state);
                    members.add(new Batch.Member(Objects.requireNonNull(state.getCommand()), body));
                }
                case Prepared.Unpostable(var code, var reason, var nextStep) -> {
                    refuse(step, state, new ItemOutcome.Refused(code, reason, nextStep), now);
                    refused.add(state);
                }
            }
        }
        write(step);
        refused.forEach(state -> schedule.refused(state.getPostingId(), now));
        Ledger ledger = ledger(work.connection());
        if (sendable.isEmpty() || ledger == null || stopBy != null) {
            sendable.forEach(state -> schedule.requeue(state.getPostingId(), now));
            schedule.finish(work);
            return;
        }
        String id = BatchId.of(work.connection(), sendable);
        // One number for the whole attempt, so that members tried together stay comparable.
        int attempts =
                sendable.stream().mapToInt(PostingState::getAttempts).max().orElse(0) + 1;
        attempt(work, new Batch(id, members), sendable, attempts, ledger);
    }

    private static Batch batch(String id, List<PostingState> states) {
        return new Batch(
                id,
                states.stream()
                        .map(state -> new Batch.Member(
                                Objects.requireNonNull(state.getCommand()), Objects.requireNonNull(state.getBody())))
                        .toList());
    }

    /// The attempt is durable before the call is made.
    private void attempt(Work work, Batch batch, List<PostingState> states, int attempts, Ledger ledger) {
        Instant now = now();
        var step = new Step(now);
        List<String> members = states.stream().map(PostingState::getPostingId).toList();
        for (int i = 0; i < states.size(); i++) {
            step.state(
                    States.attempted(
                            states.get(i),
                            batch.id(),
                            members,
                            batch.members().get(i).body(),
                            attempts,
                            now),
                    "attempted",
                    "Sending to " + work.connection() + ", " + (i + 1) + " of " + members.size() + " in the batch",
                    Map.of("batch", batch.id()));
        }
        write(step);
        context.failpoints().here(Failpoint.SINK_AFTER_ATTEMPTED_BEFORE_CALL);
        call(
                () -> {
                    List<ItemOutcome> outcomes = ledger.post(batch);
                    if (outcomes.size() != batch.members().size()) {
                        throw new IllegalStateException(
                                "a batch of " + batch.members().size() + " has " + outcomes.size() + " outcomes");
                    }
                    context.failpoints().here(Failpoint.SINK_AFTER_RESPONSE_BEFORE_OUTCOME);
                    return new Message.Sent(work, batch, outcomes);
                },
                e -> new Message.Sent(
                        work,
                        batch,
                        batch.members().stream()
                                .<ItemOutcome>map(_ -> new ItemOutcome.Unknown(defect(e)))
                                .toList()));
    }

    // ---- outcomes -------------------------------------------------------------------------------------------------

    private void sent(Message.Sent message) {
        Instant now = now();
        Batch batch = message.batch();
        String connection = message.work().connection();
        List<ItemOutcome> outcomes = message.outcomes();
        List<String> ids = batch.members().stream()
                .map(member -> member.command().getPostingId())
                .toList();
        List<PostingState> states = states(ids);
        boolean wholeLater = outcomes.stream().allMatch(ItemOutcome.Later.class::isInstance);
        Optional<Duration> retryAfter = outcomes.stream()
                .filter(ItemOutcome.Later.class::isInstance)
                .flatMap(later -> ((ItemOutcome.Later) later).retryAfter().stream())
                .findFirst();
        boolean anyLater = outcomes.stream().anyMatch(ItemOutcome.Later.class::isInstance);
        Instant later = anyLater ? now.plus(backOff(connection, retryAfter)) : now;
        Instant settled = now.plus(policy.settling());

        var step = new Step(now).ofOutcomes();
        List<Runnable> then = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        ItemOutcome.@Nullable Stopped stopped = null;
        for (int i = 0; i < states.size(); i++) {
            PostingState state = states.get(i);
            String id = state.getPostingId();
            switch (outcomes.get(i)) {
                case ItemOutcome.Posted posted -> {
                    post(step, state, posted, now);
                    then.add(() -> posted(state, now));
                }
                case ItemOutcome.Refused refused -> {
                    refuse(step, state, refused, now);
                    then.add(() -> schedule.refused(id, now));
                }
                case ItemOutcome.Later(var reason, var wish) -> {
                    int attempts = state.getAttempts() - 1;
                    PostingState next = wholeLater
                            ? States.inBatch(state, PostingStatus.WAITING, reason, later, now)
                            : States.delayed(state, reason, later, attempts, now);
                    step.state(
                            next,
                            "waiting",
                            "Not taken, will be tried again: " + reason,
                            Map.of("notBefore", later.toString(), "batch", batch.id()));
                    if (!wholeLater) {
                        then.add(() -> schedule.delay(id, later));
                    }
                }
                case ItemOutcome.Unknown(var reason) -> {
                    unknown.add(id);
                    step.state(
                            States.inBatch(state, PostingStatus.UNCERTAIN, reason, settled, now),
                            "uncertain",
                            "No answer was heard; the ledger will be asked before anything is repeated: " + reason,
                            Map.of("batch", batch.id()));
                }
                case ItemOutcome.Stopped halt -> {
                    stopped = halt;
                    step.state(
                            States.paused(state, halt.reason(), state.getAttempts() - 1, now),
                            "paused",
                            halt.reason(),
                            Map.of("nextStep", halt.nextStep()));
                    then.add(() -> schedule.requeue(id, now));
                }
            }
        }
        write(step);
        then.forEach(Runnable::run);
        if (wholeLater) {
            schedule.group(new Work.Repeat(connection, batch.id(), ids), later);
        }
        if (!unknown.isEmpty()) {
            schedule.group(new Work.Ask(connection, batch.id(), List.copyOf(unknown)), settled);
        }
        if (anyLater) {
            schedule.hold(connection, later);
        } else if (unknown.isEmpty()) {
            failures.remove(connection);
        }
        schedule.finish(message.work());
        if (stopped != null) {
            pause(connection, stopped.reason(), stopped.nextStep(), List.of());
        } else if (pauses.containsKey(connection) && outcomes.stream().anyMatch(ItemOutcome.Posted.class::isInstance)) {
            resume(connection, "The ledger takes postings again", now);
        }
    }

    private void asked(Message.Asked message) {
        Instant now = now();
        Work.Ask work = message.work();
        switch (message.answer()) {
            case Answered.Heard<List<Finding>>(var findings) -> resolve(work, findings, now);
            case Answered.NotNow<List<Finding>>(var reason, var retryAfter) -> {
                LOG.info("{} could not be asked about batch {}: {}", work.connection(), work.batchId(), reason);
                Instant due = now.plus(backOff(work.connection(), retryAfter));
                schedule.group(work, due);
                schedule.hold(work.connection(), due);
                schedule.finish(work);
            }
            case Answered.Stopped<List<Finding>>(var reason, var nextStep) -> {
                schedule.group(work, now);
                schedule.finish(work);
                pause(work.connection(), reason, nextStep, List.of());
            }
        }
    }

    /// None found, and the whole batch is here: the same bytes under the same id once more. Otherwise
    /// the found are adopted and the rest goes into a new batch.
    private void resolve(Work.Ask work, List<Finding> findings, Instant now) {
        List<PostingState> states = states(work.members());
        failures.remove(work.connection());
        boolean whole = states.getFirst().getBatchMembers().equals(work.members());
        boolean none = findings.stream().allMatch(Finding.Absent.class::isInstance);
        Ledger ledger = ledger(work.connection());
        if (whole && none && stopBy != null) {
            schedule.group(work, now);
            schedule.finish(work);
            return;
        }
        if (whole && none && ledger != null) {
            int attempts = states.getFirst().getAttempts() + 1;
            attempt(work, batch(work.batchId(), states), states, attempts, ledger);
            return;
        }
        var step = new Step(now).ofOutcomes();
        List<Runnable> then = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            PostingState state = states.get(i);
            String id = state.getPostingId();
            switch (findings.get(i)) {
                case Finding.Found(var posted) -> {
                    post(step, state, posted, now);
                    then.add(() -> posted(state, now));
                }
                case Finding.Absent _ -> {
                    step.state(
                            States.requeued(state, now),
                            "queued",
                            "The ledger does not hold it; it goes into a new batch",
                            Map.of());
                    then.add(() -> schedule.requeue(id, now));
                }
                case Finding.Conflict(var reason, var nextStep) -> {
                    refuse(step, state, new ItemOutcome.Refused("conflict", reason, nextStep), now);
                    then.add(() -> schedule.refused(id, now));
                }
            }
        }
        write(step);
        then.forEach(Runnable::run);
        schedule.finish(work);
    }

    private void post(Step step, PostingState state, ItemOutcome.Posted posted, Instant now) {
        PostingState next = States.posted(state, posted, now);
        Map<String, String> facts = new HashMap<>();
        facts.put("vendorId", posted.vendorId());
        facts.put("vendorType", posted.vendorType());
        posted.vendorNumber().ifPresent(number -> facts.put("vendorNumber", number));
        if (state.getBatchId() != null) {
            facts.put("batch", state.getBatchId());
        }
        String what = posted.vendorType() + " " + posted.vendorNumber().orElse(posted.vendorId());
        if (posted.found()) {
            step.audit(next, "found", "The ledger holds it already as " + what, facts);
        }
        step.state(next, "posted", "Posted as " + what, facts);
        posted.difference()
                .ifPresent(difference -> step.alert(
                        "difference|" + state.getPostingId(),
                        state.getTargetConnection(),
                        "The ledger holds posting " + state.getPostingId() + " (" + what
                                + ") otherwise than commanded: " + difference,
                        "Open the document in the ledger and compare it with `tieout audit " + state.getSourceId()
                                + "`."));
        counted("posted");
    }

    private void refuse(Step step, PostingState state, ItemOutcome.Refused refused, Instant now) {
        String reason = refused.reason() + " [" + refused.code() + "] " + refused.nextStep();
        step.state(
                States.refused(state, reason, now),
                "refused",
                refused.reason(),
                Map.of("code", refused.code(), "nextStep", refused.nextStep()));
        step.alert(
                "refused|" + state.getPostingId(),
                state.getTargetConnection(),
                "Posting " + state.getPostingId() + " was refused: " + refused.reason(),
                refused.nextStep());
        for (String waiter : schedule.waitersOf(state.getPostingId())) {
            store().get(waiter)
                    .filter(waiting -> waiting.getBatchId() == null)
                    .ifPresent(waiting -> step.state(
                            States.waiting(
                                    waiting, "waits for posting " + state.getPostingId() + ", which was refused", now),
                            "waiting",
                            "Waits for posting " + state.getPostingId() + ", which was refused",
                            Map.of()));
        }
        counted("refused");
    }

    /// Memory follows the ledger: what waited may go, and a finished source is read back.
    private void posted(PostingState before, Instant now) {
        String id = before.getPostingId();
        schedule.posted(id, now);
        String key = States.key(before);
        openByKey.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
        store().get(id)
                .filter(state -> state.getCommand() != null)
                .ifPresent(state -> reading(state).posted.add(id));
    }

    // ---- read back ------------------------------------------------------------------------------------------------

    private Reading reading(PostingState state) {
        Reading reading = readings.computeIfAbsent(States.key(state), _ -> new Reading(state.getTargetConnection()));
        if (state.getSequence() > reading.last) {
            reading.last = state.getSequence();
            reading.of = state.getOf();
        }
        return reading;
    }

    /// Commands of a source come in order on one partition: when its last one is posted and none is
    /// open, all are.
    private boolean isComplete(String key, Reading reading) {
        return reading.last >= reading.of && !openByKey.containsKey(key);
    }

    private void readSources(Instant now) {
        for (var entry : List.copyOf(readings.entrySet())) {
            Reading reading = entry.getValue();
            Instant notBefore = readNotBefore.getOrDefault(entry.getKey(), Instant.EPOCH);
            if (!isComplete(entry.getKey(), reading)
                    || notBefore.isAfter(now)
                    || schedule.paused(reading.connection)
                    || connectionsReading.contains(reading.connection)) {
                continue;
            }
            Ledger ledger = ledger(reading.connection);
            if (ledger == null) {
                continue;
            }
            List<PostingState> postings = withWhatTheySettle(reading.posted);
            connectionsReading.add(reading.connection);
            String key = entry.getKey();
            String connection = reading.connection;
            call(
                    () -> new Message.SourceRead(key, connection, ledger.readBack(postings)),
                    e -> new Message.SourceRead(key, connection, new Answered.NotNow<>(defect(e), Optional.empty())));
        }
    }

    private List<PostingState> withWhatTheySettle(Set<String> posted) {
        Map<String, PostingState> postings = new LinkedHashMap<>();
        for (PostingState state : states(posted.stream().sorted().toList())) {
            postings.put(state.getPostingId(), state);
            PostingCommand command = state.getCommand();
            if (command != null) {
                for (String settled : States.needs(command)) {
                    store().get(settled).ifPresent(other -> postings.putIfAbsent(settled, other));
                }
            }
        }
        return List.copyOf(postings.values());
    }

    private void sourceRead(Message.SourceRead message) {
        connectionsReading.remove(message.connection());
        Instant now = now();
        switch (message.answer()) {
            case Answered.Heard<List<org.tieout.event.LedgerDocument>>(var documents) -> {
                for (int from = 0; from < documents.size(); from += DOCUMENTS_AT_ONCE) {
                    var part = new Step(now);
                    part.documents()
                            .addAll(documents.subList(from, Math.min(documents.size(), from + DOCUMENTS_AT_ONCE)));
                    write(part);
                }
                finishReading(message.key(), documents.size(), now);
            }
            case Answered.NotNow<List<org.tieout.event.LedgerDocument>>(var reason, var retryAfter) -> {
                LOG.info("{} could not be read back yet: {}", message.key(), reason);
                readNotBefore.put(message.key(), now.plus(backOff(message.connection(), retryAfter)));
            }
            case Answered.Stopped<List<org.tieout.event.LedgerDocument>>(var reason, var nextStep) ->
                pause(message.connection(), reason, nextStep, List.of());
        }
    }

    private void finishReading(String key, int documents, Instant now) {
        Reading reading = readings.remove(key);
        readNotBefore.remove(key);
        if (reading == null) {
            return;
        }
        var step = new Step(now);
        List<PostingState> read = states(reading.posted.stream().sorted().toList());
        read.forEach(state -> step.states().add(States.readBack(state, now)));
        PostingState any = read.getFirst();
        step.audit(
                any.getFlow(),
                any.getSourceId(),
                "read-back",
                "Read back " + documents + " documents from " + reading.connection,
                Map.of("documents", Integer.toString(documents)));
        write(step);
    }

    private void pollLedgers(Instant now) {
        if (policy.ledgerPoll().isZero()) {
            return;
        }
        for (var entry : nextPoll.entrySet()) {
            String connection = entry.getKey();
            if (entry.getValue().isAfter(now)
                    || schedule.paused(connection)
                    || connectionsReading.contains(connection)) {
                continue;
            }
            entry.setValue(now.plus(context.ledgers().pollEvery(connection, policy.ledgerPoll())));
            Ledger ledger = ledger(connection);
            if (ledger == null) {
                continue;
            }
            // Vendors' clocks and ours differ; an overlap costs nothing, because a document's last reading wins.
            Instant since = store().changesRead(connection)
                    .orElse(now.minus(policy.ledgerPoll()))
                    .minusSeconds(60);
            SinkStore states = store();
            connectionsReading.add(connection);
            call(
                    () -> new Message.ChangesRead(
                            connection,
                            ledger.changesSince(since, (type, id) -> states.byVendorId(connection, type, id))),
                    e -> new Message.ChangesRead(connection, new Answered.NotNow<>(defect(e), Optional.empty())));
        }
    }

    private void changesRead(Message.ChangesRead message) {
        connectionsReading.remove(message.connection());
        switch (message.answer()) {
            case Answered.Heard<Ledger.Changes>(var changes) -> {
                var step = new Step(now());
                step.documents().addAll(changes.documents());
                write(step);
                store().changesRead(message.connection(), changes.until());
            }
            case Answered.NotNow<Ledger.Changes>(var reason, var wish) ->
                LOG.info("The changes of {} could not be read: {}", message.connection(), reason);
            case Answered.Stopped<Ledger.Changes>(var reason, var nextStep) ->
                pause(message.connection(), reason, nextStep, List.of());
        }
    }

    // ---- connections ----------------------------------------------------------------------------------------------

    private @Nullable Ledger ledger(String connection) {
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

    private void putBack(Work work, Instant now) {
        switch (work) {
            case Work.Post post -> post.members().forEach(member -> schedule.requeue(member, now));
            case Work.Repeat _, Work.Ask _ -> schedule.group(work, now);
        }
    }

    /// A person is needed. Shown on the postings that met it, and as an alert that says what to do.
    private void pause(String connection, String reason, String nextStep, List<PostingState> met) {
        Instant now = now();
        boolean known = pauses.containsKey(connection);
        pauses.put(
                connection,
                new Pause(context.ledgers().version(connection), reason, now.plus(policy.longestBackoff())));
        schedule.pause(connection);
        var step = new Step(now);
        met.forEach(state -> step.state(
                States.paused(state, reason, state.getAttempts(), now),
                "paused",
                reason,
                Map.of("nextStep", nextStep)));
        if (!known) {
            step.alert(pauseAlert(connection), connection, reason, nextStep);
            LOG.warn("Posting to {} is paused: {}. {}", connection, reason, nextStep);
        }
        write(step);
    }

    private void resumePaused(Instant now) {
        for (var entry : List.copyOf(pauses.entrySet())) {
            String connection = entry.getKey();
            Pause pause = entry.getValue();
            if (context.ledgers().version(connection) != pause.version()) {
                Ledger stale = ledgers.remove(connection);
                if (stale != null) {
                    stale.close();
                }
                resume(connection, "The connection's settings have changed", now);
            } else if (!pause.probeAt().isAfter(now) && schedule.paused(connection)) {
                // Still paused to everybody's eyes until a call succeeds.
                schedule.resume(connection);
            }
        }
    }

    private void resume(String connection, String why, Instant now) {
        pauses.remove(connection);
        var step = new Step(now);
        for (PostingState state : states(schedule.of(connection))) {
            if (state.getStatus() == PostingStatus.PAUSED) {
                step.state(States.requeued(state, now), "resumed", why, Map.of());
            }
        }
        step.resolved(pauseAlert(connection), connection, "Posting to " + connection + " goes on");
        write(step);
        schedule.resume(connection);
    }

    /// Connections that wait for a person, and why. Safe for any thread.
    Map<String, String> paused() {
        Map<String, String> paused = new TreeMap<>();
        pauses.forEach((connection, pause) -> paused.put(connection, pause.reason()));
        return paused;
    }

    private String pauseAlert(String connection) {
        return "paused|" + context.topics().target() + "|" + connection;
    }

    private Duration backOff(String connection, Optional<Duration> retryAfter) {
        int count = failures.merge(connection, 1, Integer::sum);
        Duration own =
                Schedule.backoff(policy, count, ThreadLocalRandom.current().nextInt(1024));
        // A vendor's absurd wish is heard only as far as our own longest pause.
        Duration asked = retryAfter
                .filter(wish -> wish.compareTo(policy.longestBackoff()) < 0)
                .orElse(retryAfter.isPresent() ? policy.longestBackoff() : Duration.ZERO);
        return own.compareTo(asked) < 0 ? asked : own;
    }

    private static String defect(RuntimeException e) {
        return "our client failed: " + e;
    }

    // ---- writing --------------------------------------------------------------------------------------------------

    private void write(Step step) {
        commit(step, Optional.empty());
    }

    private void commit(Step step, Optional<SinkLog.Progress> progress) {
        if (step.isEmpty() && progress.isEmpty()) {
            return;
        }
        long position = Objects.requireNonNull(log).commit(step, progress);
        if (position >= 0) {
            store().put(step.states(), position);
        }
    }

    private List<PostingState> states(List<String> postingIds) {
        return postingIds.stream()
                .map(id -> store().get(id)
                        .orElseThrow(() -> new IllegalStateException("posting " + id + " is scheduled but not stored")))
                .toList();
    }

    private SinkStore store() {
        return Objects.requireNonNull(store, "the state is not restored yet");
    }

    private Instant now() {
        return context.clock().instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    private void counted(String outcome) {
        Counter.builder("tieout.sink.postings")
                .tag("target", context.topics().target())
                .tag("outcome", outcome)
                .register(context.meters())
                .increment();
    }

    private void call(Supplier<Message> call, java.util.function.Function<RuntimeException, Message> whenItFails) {
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
    }
}
