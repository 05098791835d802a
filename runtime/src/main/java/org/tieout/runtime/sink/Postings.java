package org.tieout.runtime.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.event.Sale;
import org.tieout.runtime.service.Failpoint;

/// Posts: prepares what is ready, writes the attempt, calls, writes what came of it, asks where no
/// answer was heard. Used on the worker's thread only.
final class Postings {
    private static final Logger LOG = LoggerFactory.getLogger(Postings.class);

    /// How many of the commands that will follow a ledger may look at.
    private static final int UPCOMING = 2_000;

    private final Desk desk;
    private final Pauses pauses;
    private final ReadBacks readBacks;
    private final Schedule schedule;
    private final SinkContext context;
    private final SinkPolicy policy;

    Postings(Desk desk, Pauses pauses, ReadBacks readBacks) {
        this.desk = desk;
        this.pauses = pauses;
        this.readBacks = readBacks;
        this.schedule = desk.schedule();
        this.context = desk.context();
        this.policy = context.policy();
    }

    /// Begins what the schedule wants done.
    void begin(Work work) {
        Ledger ledger = desk.ledger(work.connection());
        if (ledger == null) {
            putBack(work, desk.now());
            pauses.pause(
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
                List<PostingState> states = desk.states(repeat.members());
                attempt(
                        repeat,
                        batch(repeat.batchId(), states),
                        states,
                        states.getFirst().getAttempts(),
                        ledger);
            }
            case Work.Ask ask -> {
                List<PostingState> states = desk.states(ask.members());
                desk.call(
                        () -> new Message.Asked(ask, ledger.find(states)),
                        e -> new Message.Asked(ask, new Answered.NotNow<>(Desk.defect(e), Optional.empty())));
            }
        }
    }

    private void prepare(Work.Post work, Ledger ledger) {
        List<Ready> commands = new ArrayList<>();
        for (PostingState state : desk.states(work.members())) {
            PostingCommand command = Objects.requireNonNull(state.getCommand());
            Map<String, References.Posted> references = new HashMap<>();
            Set<String> known = new HashSet<>(States.needs(command));
            // Its own draft, where one stands already.
            known.add(state.getPostingId());
            known.addAll(earlierSales(command));
            for (String needed : known) {
                desk.store().get(needed).ifPresent(posted -> {
                    String type = posted.getVendorType();
                    String id = posted.getVendorId();
                    if (type != null && id != null) {
                        references.put(
                                needed,
                                new References.Posted(
                                        type, id, Optional.ofNullable(posted.getVendorNumber()), posted.getWritten()));
                    }
                });
            }
            commands.add(new Ready(command, new References(references)));
        }
        List<String> others = schedule.some(work.connection(), UPCOMING);
        SinkStore states = desk.store();
        desk.call(
                () -> new Message.RenderedBatch(work, ledger.prepare(commands, () -> commandsOf(others, states))),
                e -> new Message.RenderedBatch(work, new Answered.NotNow<>(Desk.defect(e), Optional.empty())));
    }

    /// Earlier revisions of a sale: one that was refused has no document's id, what stands is known by one before it.
    private static List<String> earlierSales(PostingCommand command) {
        String id = command.getPostingId();
        String revision = "/r" + command.getSequence();
        if (command.getDocument().getSale() == null || !id.endsWith(revision)) {
            return List.of();
        }
        String family = id.substring(0, id.length() - revision.length());
        return IntStream.range(1, command.getSequence())
                .mapToObj(earlier -> family + "/r" + earlier)
                .toList();
    }

    private static List<PostingCommand> commandsOf(List<String> postingIds, SinkStore states) {
        return postingIds.stream()
                .flatMap(id -> states.get(id).stream())
                .flatMap(state -> Optional.ofNullable(state.getCommand()).stream())
                .toList();
    }

    /// New postings were rendered.
    void rendered(Message.RenderedBatch message) {
        Work work = message.work();
        Instant now = desk.now();
        switch (message.answer()) {
            case Answered.Heard<List<Prepared>>(var prepared) -> attemptPrepared(work, prepared, now);
            case Answered.NotNow<List<Prepared>>(var reason, var retryAfter) -> {
                Instant due = now.plus(desk.backOff(work.connection(), retryAfter));
                var step = new Step(now);
                for (PostingState state : desk.states(work.members())) {
                    step.state(
                            States.delayed(state, reason, due, state.getAttempts(), now),
                            "waiting",
                            "Not sent, will be tried again: " + reason,
                            Map.of("notBefore", due.toString()));
                }
                desk.write(step);
                work.members().forEach(member -> schedule.delay(member, due));
                schedule.hold(work.connection(), due);
                schedule.finish(work);
            }
            case Answered.Stopped<List<Prepared>>(var reason, var nextStep) -> {
                work.members().forEach(member -> schedule.requeue(member, now));
                pauses.pause(work.connection(), reason, nextStep, desk.states(work.members()));
                schedule.finish(work);
            }
        }
    }

    private void attemptPrepared(Work work, List<Prepared> prepared, Instant now) {
        List<PostingState> states = desk.states(work.members());
        List<PostingState> sendable = new ArrayList<>();
        List<Batch.Member> members = new ArrayList<>();
        var step = new Step(now);
        List<PostingState> refused = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            PostingState state = states.get(i);
            switch (prepared.get(i)) {
                case Prepared.Body(var body) -> {
                    sendable.add(state);
                    members.add(member(state, body));
                }
                case Prepared.Unpostable(var code, var reason, var nextStep) -> {
                    refuse(step, state, new ItemOutcome.Refused(code, reason, nextStep), now);
                    refused.add(state);
                }
            }
        }
        desk.write(step);
        refused.forEach(state -> schedule.refused(state.getPostingId(), now));
        Ledger ledger = desk.ledger(work.connection());
        if (sendable.isEmpty() || ledger == null || desk.isStopping()) {
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
                        .map(state -> member(state, Objects.requireNonNull(state.getBody())))
                        .toList());
    }

    private static Batch.Member member(PostingState state, String body) {
        PostingCommand command = Objects.requireNonNull(state.getCommand());
        Sale sale = command.getDocument().getSale();
        return new Batch.Member(command, body, sale == null || sale.getApproved() || state.getApproval() != null);
    }

    /// The attempt is durable before the call is made.
    private void attempt(Work work, Batch batch, List<PostingState> states, int attempts, Ledger ledger) {
        Instant now = desk.now();
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
        desk.write(step);
        context.failpoints().here(Failpoint.SINK_AFTER_ATTEMPTED_BEFORE_CALL);
        desk.call(
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
                                .<ItemOutcome>map(_ -> new ItemOutcome.Unknown(Desk.defect(e)))
                                .toList()));
    }

    private void putBack(Work work, Instant now) {
        switch (work) {
            case Work.Post post -> post.members().forEach(member -> schedule.requeue(member, now));
            case Work.Repeat _, Work.Ask _ -> schedule.group(work, now);
        }
    }

    // ---- outcomes -------------------------------------------------------------------------------------------------

    /// A batch was sent.
    void sent(Message.Sent message) {
        Instant now = desk.now();
        Batch batch = message.batch();
        String connection = message.work().connection();
        List<ItemOutcome> outcomes = message.outcomes();
        List<String> ids = batch.members().stream()
                .map(member -> member.command().getPostingId())
                .toList();
        List<PostingState> states = desk.states(ids);
        boolean wholeLater = outcomes.stream().allMatch(ItemOutcome.Later.class::isInstance);
        Optional<Duration> retryAfter = outcomes.stream()
                .filter(ItemOutcome.Later.class::isInstance)
                .flatMap(later -> ((ItemOutcome.Later) later).retryAfter().stream())
                .findFirst();
        boolean anyLater = outcomes.stream().anyMatch(ItemOutcome.Later.class::isInstance);
        Instant later = anyLater ? now.plus(desk.backOff(connection, retryAfter)) : now;
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
                case ItemOutcome.Drafted drafted -> {
                    draft(step, state, drafted, now);
                    then.add(() -> schedule.awaitsApproval(id, now));
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
        desk.write(step);
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
            desk.heardFrom(connection);
        }
        schedule.finish(message.work());
        if (stopped != null) {
            pauses.pause(connection, stopped.reason(), stopped.nextStep(), List.of());
        } else if (pauses.contains(connection) && outcomes.stream().anyMatch(ItemOutcome.Posted.class::isInstance)) {
            pauses.resume(connection, "The ledger takes postings again", now);
        }
    }

    /// The ledger was asked about a batch.
    void asked(Message.Asked message) {
        Instant now = desk.now();
        Work.Ask work = message.work();
        switch (message.answer()) {
            case Answered.Heard<List<Finding>>(var findings) -> resolve(work, findings, now);
            case Answered.NotNow<List<Finding>>(var reason, var retryAfter) -> {
                LOG.info("{} could not be asked about batch {}: {}", work.connection(), work.batchId(), reason);
                Instant due = now.plus(desk.backOff(work.connection(), retryAfter));
                schedule.group(work, due);
                schedule.hold(work.connection(), due);
                schedule.finish(work);
            }
            case Answered.Stopped<List<Finding>>(var reason, var nextStep) -> {
                schedule.group(work, now);
                schedule.finish(work);
                pauses.pause(work.connection(), reason, nextStep, List.of());
            }
        }
    }

    /// None found, and the whole batch is here: the same bytes under the same id once more. Otherwise
    /// the found are adopted and the rest goes into a new batch.
    private void resolve(Work.Ask work, List<Finding> findings, Instant now) {
        List<PostingState> states = desk.states(work.members());
        desk.heardFrom(work.connection());
        boolean whole = states.getFirst().getBatchMembers().equals(work.members());
        boolean none = findings.stream().allMatch(Finding.Absent.class::isInstance);
        Ledger ledger = desk.ledger(work.connection());
        if (whole && none && desk.isStopping()) {
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
        desk.write(step);
        then.forEach(Runnable::run);
        schedule.finish(work);
    }

    private void post(Step step, PostingState state, ItemOutcome.Posted posted, Instant now) {
        PostingState next = States.posted(state, posted, policy.readsOrders(), now);
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
                        differenceAlert(state.getPostingId()),
                        state.getTargetConnection(),
                        "The ledger holds posting " + state.getPostingId() + " (" + what
                                + ") otherwise than commanded: " + difference,
                        "Open the document in the ledger and compare it with `tieout audit " + state.getSourceId()
                                + "`."));
        desk.counted("posted");
    }

    /// What stands as a draft is shown as one, and stays until somebody approves it.
    private void draft(Step step, PostingState state, ItemOutcome.Drafted drafted, Instant now) {
        String what = drafted.vendorType() + " " + drafted.vendorNumber().orElse(drafted.vendorId());
        Map<String, String> facts = new HashMap<>();
        facts.put("vendorId", drafted.vendorId());
        facts.put("vendorType", drafted.vendorType());
        drafted.vendorNumber().ifPresent(number -> facts.put("vendorNumber", number));
        step.state(
                States.drafted(state, drafted, "stands as " + what + " and waits for approval", now),
                "drafted",
                "Stands as " + what + "; it is posted when somebody approves it",
                facts);
        step.documents().add(drafted.document());
        desk.counted("drafted");
    }

    /// The id of the alert that the ledger made something else of a posting.
    static String differenceAlert(String postingId) {
        return "difference|" + postingId;
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
            desk.store()
                    .get(waiter)
                    .filter(waiting -> waiting.getBatchId() == null)
                    .ifPresent(waiting -> step.state(
                            States.waiting(
                                    waiting, "waits for posting " + state.getPostingId() + ", which was refused", now),
                            "waiting",
                            "Waits for posting " + state.getPostingId() + ", which was refused",
                            Map.of()));
        }
        desk.counted("refused");
    }

    /// Memory follows the ledger: what waited may go, and a finished source is read back.
    private void posted(PostingState before, Instant now) {
        String id = before.getPostingId();
        schedule.posted(id, now);
        readBacks.closed(before);
        desk.store()
                .get(id)
                .filter(state -> state.getCommand() != null)
                .ifPresent(state -> readBacks.awaits(state, now.plus(policy.ledgerPoll())));
    }
}
