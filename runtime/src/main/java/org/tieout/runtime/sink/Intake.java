package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tieout.event.DocumentKind;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.service.Failpoint;
import org.tieout.schemas.Approval;

/// Takes postings in: commands from the topic, open ones from the state at the start, refused ones that
/// an operator wants tried again. Used on the worker's thread only.
final class Intake {
    private final Desk desk;
    private final ReadBacks readBacks;
    private final Revisions revisions;
    private final Schedule schedule;
    private final SinkContext context;
    private final SinkPolicy policy;
    private final Set<String> repeatsAudited = new HashSet<>();

    Intake(Desk desk, ReadBacks readBacks, Revisions revisions) {
        this.desk = desk;
        this.readBacks = readBacks;
        this.revisions = revisions;
        this.schedule = desk.schedule();
        this.context = desk.context();
        this.policy = context.policy();
    }

    // ---- at the start ---------------------------------------------------------------------------------------------

    /// Rebuilds the schedule from the open postings. What was attempted and has no outcome is
    /// uncertain.
    void resumeFromState() {
        Instant now = desk.now();
        var step = new Step(now);
        Map<String, List<PostingState>> batches = new LinkedHashMap<>();
        List<PostingState> singles = new ArrayList<>();
        desk.store().forEachOpen(state -> {
            revisions.opened(state);
            if (state.getStatus() == PostingStatus.POSTED) {
                readBacks.awaits(state, now);
            } else if (state.getBatchId() != null) {
                batches.computeIfAbsent(state.getBatchId(), _ -> new ArrayList<>())
                        .add(state);
            } else {
                singles.add(state);
            }
        });
        singles.sort(Comparator.comparing(PostingState::getFlow)
                .thenComparing(PostingState::getSourceId)
                .thenComparingInt(PostingState::getSequence));
        singles.forEach(state -> schedule(state, now, now));
        for (var batch : batches.values()) {
            regroup(batch, step, now);
        }
        desk.write(step);
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
        states.forEach(state -> readBacks.opened(state, now));
    }

    /// The members of a batch that are left, in the batch's order.
    private static List<PostingState> inOrder(List<PostingState> members) {
        List<String> order = members.getFirst().getBatchMembers();
        return members.stream()
                .sorted(Comparator.comparingInt(state -> order.indexOf(state.getPostingId())))
                .toList();
    }

    // ---- commands -------------------------------------------------------------------------------------------------

    /// Queues commands: their states and the offset in one transaction.
    void queueCommands(Message.Commands message) {
        Instant now = desk.now();
        var step = new Step(now);
        Map<String, PostingState> queued = new LinkedHashMap<>();
        for (PostingCommand command : message.commands()) {
            PostingState known = queued.get(command.getPostingId());
            if (known == null) {
                known = desk.store().get(command.getPostingId()).orElse(null);
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
                    step.resolved(
                            contradictionAlert(command.getPostingId()),
                            command.getFlow(),
                            "Posting " + command.getPostingId() + " is commanded as it was at first");
                }
            } else {
                contradiction(step, known, command);
            }
        }
        List<String> retried = refusedRevisions(queued.values(), step, now);
        desk.commit(step, Optional.of(message.progress()));
        // The linger counts from here: a slow commit is no reason to send a batch that is not full.
        Instant ready = desk.now();
        queued.values().forEach(state -> {
            schedule(state, ready, ready.plus(policy.ledgerPoll()));
            revisions.opened(state);
        });
        retried.forEach(posting -> schedule.retry(posting, ready));
        message.done().complete(null);
        context.failpoints().here(Failpoint.SINK_AFTER_QUEUED);
    }

    /// A customer's revisions come one after the other, and each is written as the record is now: a change of the
    /// record is a reason to try one again that was refused.
    private List<String> refusedRevisions(Iterable<PostingState> queued, Step step, Instant now) {
        List<String> retried = new ArrayList<>();
        for (PostingState state : queued) {
            PostingCommand command = Objects.requireNonNull(state.getCommand());
            String earlier = command.getDocument().getCorrects();
            if (command.getDocument().getKind() == DocumentKind.CUSTOMER && earlier != null) {
                desk.store()
                        .get(earlier)
                        .filter(known -> known.getStatus() == PostingStatus.REFUSED)
                        .ifPresent(known -> {
                            step.state(
                                    States.requeued(known, now),
                                    "queued",
                                    "Its record changed; it is tried again",
                                    Map.of());
                            step.resolved(
                                    "refused|" + earlier,
                                    known.getTargetConnection(),
                                    "Its record changed; a new refusal raises it again");
                            retried.add(earlier);
                        });
            }
        }
        return retried;
    }

    private PostingState queued(PostingCommand command, Map<String, PostingState> withIt, Instant now) {
        PostingState state = States.queued(command, now);
        Set<String> unmet = unmet(command);
        if (!unmet.isEmpty()) {
            String first = unmet.stream().sorted().findFirst().orElseThrow();
            boolean refused = !withIt.containsKey(first)
                    && desk.store()
                            .get(first)
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
        // A later command with the first content ends it, and is looked for again.
        repeatsAudited.remove(command.getPostingId());
        step.alert(
                contradictionAlert(command.getPostingId()),
                command.getFlow(),
                message,
                "Compare both plans with `tieout audit " + command.getSourceId()
                        + "`. A correction needs a new revision, not the same posting id.");
    }

    private static String contradictionAlert(String postingId) {
        return "contradiction|" + postingId;
    }

    private Set<String> unmet(PostingCommand command) {
        Set<String> unmet = States.needs(command);
        unmet.removeIf(needed -> desk.store().get(needed).filter(States::isOver).isPresent());
        return unmet;
    }

    private Task task(PostingState state) {
        PostingCommand command = state.getCommand();
        return States.task(state, command == null ? Set.of() : unmet(command));
    }

    private void schedule(PostingState state, Instant now, Instant firstPoll) {
        readBacks.opened(state, firstPoll);
        if (state.getStatus() == PostingStatus.REFUSED) {
            schedule.addRefused(task(state), now);
            return;
        }
        if (States.awaitsApproval(state)) {
            schedule.addAwaitingApproval(task(state), now);
            return;
        }
        schedule.add(task(state), now);
        Instant notBefore = state.getNotBefore();
        if (notBefore != null && notBefore.isAfter(now)) {
            schedule.delay(state.getPostingId(), notBefore);
        }
    }

    // ---- operators ------------------------------------------------------------------------------------------------

    /// What a person asks for of open postings; what others are asked for is left to them.
    void operatorRequest(Message.Request message) {
        switch (message.request().getKind()) {
            case "RETRY" -> retry(message);
            case Approval.APPROVE -> approve(message);
            default -> {
                // Of the mapper.
            }
        }
    }

    /// A draft goes on to be posted. Asked for before it stood there, or for the draft of another revision, nothing
    /// happens: who approves has seen something else.
    private void approve(Message.Request message) {
        OperatorRequest request = message.request();
        Instant now = desk.now();
        var step = new Step(now);
        List<String> approved = new ArrayList<>();
        desk.store().forEachOpen(state -> {
            if (isMeant(state, message) && States.awaitsApproval(state)) {
                step.state(
                        States.approved(state, request.getId(), now),
                        Approval.APPROVED,
                        "Approved; it is posted now",
                        Map.of("request", request.getId()));
                approved.add(state.getPostingId());
            }
        });
        desk.write(step);
        approved.forEach(posting -> schedule.retry(posting, now));
    }

    /// The comparison of times makes a request that is read again harmless.
    private static boolean isMeant(PostingState state, Message.Request message) {
        String subject = message.request().getSubject();
        return (state.getPostingId().equals(subject) || state.getSourceId().equals(subject))
                && state.getUpdatedAt().isBefore(message.loggedAt());
    }

    /// A retry asked for after the refusal re-queues.
    private void retry(Message.Request message) {
        OperatorRequest request = message.request();
        Instant now = desk.now();
        var step = new Step(now);
        List<String> retried = new ArrayList<>();
        desk.store().forEachOpen(state -> {
            if (isMeant(state, message) && state.getStatus() == PostingStatus.REFUSED) {
                step.state(
                        States.requeued(state, now),
                        "queued",
                        "An operator asked for another try",
                        Map.of("request", request.getId()));
                step.resolved(
                        "refused|" + state.getPostingId(),
                        state.getTargetConnection(),
                        "An operator asked for another try; a new refusal raises it again");
                retried.add(state.getPostingId());
            }
        });
        desk.write(step);
        retried.forEach(posting -> schedule.retry(posting, now));
    }
}
