package org.tieout.runtime.sink;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.schemas.Approval;

/// Reads documents back from the ledger: those of a source once all of it is posted, with the documents
/// they settle, orders for their own sake where no settlement does that, and those that people changed
/// later. One reading of a connection at a time, so that an older reading never overtakes a newer one. Used on
/// the worker's thread only.
final class ReadBacks {
    private static final Logger LOG = LoggerFactory.getLogger(ReadBacks.class);

    /// Documents written in one transaction.
    private static final int DOCUMENTS_AT_ONCE = 2_000;

    /// Sources read in one go, where orders are sources of their own.
    private static final int SOURCES_AT_ONCE = 2_000;

    /// Hints that come faster lead to one look.
    private static final Duration HINTED_LOOKS_APART = Duration.ofSeconds(5);

    /// A source whose documents are being posted, as far as they will be read back with it.
    private static final class Reading {
        private final String connection;
        private final Set<String> posted = new HashSet<>();
        private int of = Integer.MAX_VALUE;
        private int last;
        private boolean isOfOrder;

        Reading(String connection) {
            this.connection = connection;
        }
    }

    private final Desk desk;
    private final Pauses pauses;
    private final Schedule schedule;
    private final SinkContext context;
    private final SinkPolicy policy;
    private final Map<String, Integer> openByKey = new HashMap<>();
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final Map<String, Instant> readNotBefore = new HashMap<>();
    private final Set<String> connectionsReading = new HashSet<>();
    private final Map<String, Instant> nextPoll = new HashMap<>();
    private final Map<String, Instant> lastPoll = new HashMap<>();

    ReadBacks(Desk desk, Pauses pauses) {
        this.desk = desk;
        this.pauses = pauses;
        this.schedule = desk.schedule();
        this.context = desk.context();
        this.policy = context.policy();
    }

    /// A posting of this source is still to be done.
    void opened(PostingState state, Instant firstPoll) {
        openByKey.merge(States.key(state), 1, Integer::sum);
        pollNotAfter(state.getTargetConnection(), firstPoll);
    }

    /// A posting of this source is done.
    void closed(PostingState state) {
        openByKey.computeIfPresent(States.key(state), (_, count) -> count == 1 ? null : count - 1);
    }

    /// A posted document waits to be read back with its source.
    void awaits(PostingState posted, Instant firstPoll) {
        Reading reading = reading(posted);
        reading.posted.add(posted.getPostingId());
        PostingCommand command = posted.getCommand();
        reading.isOfOrder = command != null && !States.isReadBackWithItsSource(command);
        pollNotAfter(posted.getTargetConnection(), firstPoll);
    }

    /// A connection's flows may want the first look sooner than the sink takes it by itself.
    private void pollNotAfter(String connection, Instant usual) {
        nextPoll.computeIfAbsent(connection, name -> {
            Instant wished = desk.now().plus(context.ledgers().pollEvery(name, policy.ledgerPoll()));
            return wished.isBefore(usual) ? wished : usual;
        });
    }

    /// Whether a reading is under way.
    boolean isReading() {
        return !connectionsReading.isEmpty();
    }

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

    /// Begins to read what is complete.
    void readSources(Instant now) {
        due(now).forEach((connection, keys) -> {
            Ledger ledger = desk.ledger(connection);
            if (ledger == null || mayWait(connection, keys)) {
                return;
            }
            Map<String, PostingState> postings = new LinkedHashMap<>();
            for (String key : keys) {
                withWhatTheySettle(Objects.requireNonNull(readings.get(key)).posted)
                        .forEach(state -> postings.putIfAbsent(state.getPostingId(), state));
            }
            List<PostingState> all = List.copyOf(postings.values());
            connectionsReading.add(connection);
            desk.call(
                    () -> new Message.SourcesRead(keys, connection, ledger.readBack(all)),
                    e -> new Message.SourcesRead(
                            keys, connection, new Answered.NotNow<>(Desk.defect(e), Optional.empty())));
        });
    }

    /// Complete sources by connection: one at a time, or as many as one reading takes where orders are sources of
    /// their own.
    private Map<String, List<String>> due(Instant now) {
        Map<String, List<String>> due = new LinkedHashMap<>();
        for (var entry : readings.entrySet()) {
            String connection = entry.getValue().connection;
            Instant notBefore = readNotBefore.getOrDefault(entry.getKey(), Instant.EPOCH);
            List<String> keys = due.getOrDefault(connection, List.of());
            boolean full = keys.size() >= (policy.readsOrders() ? SOURCES_AT_ONCE : 1);
            if (!full
                    && isComplete(entry.getKey(), entry.getValue())
                    && !notBefore.isAfter(now)
                    && !schedule.paused(connection)
                    && !connectionsReading.contains(connection)) {
                due.computeIfAbsent(connection, _ -> new ArrayList<>()).add(entry.getKey());
            }
        }
        due.replaceAll((_, keys) -> List.copyOf(keys));
        return due;
    }

    /// Orders alone are nobody's hurry: while more of them are being posted they come together.
    private boolean mayWait(String connection, List<String> keys) {
        return keys.size() < SOURCES_AT_ONCE
                && schedule.isBusy(connection)
                && keys.stream().allMatch(key -> Objects.requireNonNull(readings.get(key)).isOfOrder);
    }

    private List<PostingState> withWhatTheySettle(Set<String> posted) {
        Map<String, PostingState> postings = new LinkedHashMap<>();
        for (PostingState state : desk.states(posted.stream().sorted().toList())) {
            postings.put(state.getPostingId(), state);
            PostingCommand command = state.getCommand();
            if (command != null) {
                for (String settled : States.needs(command)) {
                    desk.store().get(settled).ifPresent(other -> postings.putIfAbsent(settled, other));
                }
            }
        }
        return List.copyOf(postings.values());
    }

    void sourcesRead(Message.SourcesRead message) {
        connectionsReading.remove(message.connection());
        Instant now = desk.now();
        switch (message.answer()) {
            case Answered.Heard<List<LedgerDocument>>(var documents) -> {
                for (int from = 0; from < documents.size(); from += DOCUMENTS_AT_ONCE) {
                    var part = new Step(now);
                    part.documents()
                            .addAll(documents.subList(from, Math.min(documents.size(), from + DOCUMENTS_AT_ONCE)));
                    endDifferences(part);
                    desk.write(part);
                }
                desk.heardFrom(message.connection());
                finishReadings(message.keys(), documents, now);
            }
            case Answered.NotNow<List<LedgerDocument>>(var reason, var retryAfter) -> {
                LOG.info("{} could not be read back yet: {}", message.keys().getFirst(), reason);
                Instant again = now.plus(desk.backOff(message.connection(), retryAfter));
                message.keys().forEach(key -> readNotBefore.put(key, again));
            }
            case Answered.Stopped<List<LedgerDocument>>(var reason, var nextStep) ->
                pauses.pause(message.connection(), reason, nextStep, List.of());
        }
    }

    /// What the ledger made otherwise than commanded, and a person put right: the alert ends.
    private void endDifferences(Step step) {
        for (LedgerDocument document : step.documents()) {
            desk.store()
                    .get(document.getPostingId())
                    .filter(States::differs)
                    .filter(state -> state.getCommand() != null && Agreement.isOver(state.getCommand(), document))
                    .ifPresent(state -> {
                        step.state(
                                States.agreed(state, step.at()),
                                "read-back",
                                "The ledger holds it as commanded now, or not any more",
                                Map.of());
                        step.resolved(
                                Postings.differenceAlert(state.getPostingId()),
                                state.getTargetConnection(),
                                "The ledger no longer holds posting " + state.getPostingId()
                                        + " otherwise than commanded");
                    });
        }
    }

    /// What waited for approval, and somebody decided in the ledger itself: posted it, posted and cancelled it, or
    /// deleted it. What was posted goes through the ledger once more, which compares it with what was commanded.
    ///
    /// @return what the schedule has to be told when this is written
    private List<Runnable> decidedByPeople(Step step) {
        List<Runnable> then = new ArrayList<>();
        for (LedgerDocument document : List.copyOf(step.documents())) {
            desk.store()
                    .get(document.getPostingId())
                    .filter(States::awaitsApproval)
                    .ifPresent(state -> {
                        String id = state.getPostingId();
                        switch (document.getStatus()) {
                            case LIVE -> {
                                step.state(
                                        States.approved(state, "posted in the ledger", step.at()),
                                        Approval.APPROVED,
                                        "Posted in the ledger by somebody; it is compared with what was commanded",
                                        Map.of());
                                then.add(() -> schedule.retry(id, step.at()));
                            }
                            case VOIDED -> {
                                step.state(
                                        States.postedByPeople(state, document, step.at()),
                                        "posted",
                                        "Posted and cancelled in the ledger by somebody",
                                        Map.of("vendorId", document.getVendorId()));
                                then.add(() -> {
                                    schedule.posted(id, step.at());
                                    closed(state);
                                });
                            }
                            case DELETED -> {
                                deletedByPeople(state, step);
                                then.add(() -> schedule.refused(id, step.at()));
                            }
                            case DRAFT, UNKNOWN -> {
                                // It waits on.
                            }
                        }
                    });
        }
        return then;
    }

    /// Who deletes a draft does not want it: it is not made anew before somebody asks for that.
    private static void deletedByPeople(PostingState state, Step step) {
        String reason = "somebody deleted its draft " + state.getVendorNumber() + " in the ledger";
        step.state(
                States.refused(state, reason + "; `tieout retry` makes it anew", step.at()),
                "refused",
                reason,
                Map.of("code", "draft-deleted"));
        step.alert(
                "refused|" + state.getPostingId(),
                state.getTargetConnection(),
                "Posting " + state.getPostingId() + " is not wanted: " + reason,
                "Nothing, if that is so. `tieout retry " + state.getSourceId() + "` makes the draft anew.");
    }

    /// An order may have got another invoice meanwhile: what was not read stays to be read.
    private void finishReadings(List<String> keys, List<LedgerDocument> documents, Instant now) {
        var step = new Step(now);
        Set<String> read = new HashSet<>();
        documents.forEach(document -> read.add(document.getPostingId()));
        for (String key : keys) {
            readNotBefore.remove(key);
            Reading reading = readings.get(key);
            if (reading == null) {
                continue;
            }
            List<String> its =
                    reading.posted.stream().filter(read::contains).sorted().toList();
            its.forEach(reading.posted::remove);
            if (reading.posted.isEmpty()) {
                readings.remove(key);
            }
            finished(reading, desk.states(its), keys.size() == 1 ? documents.size() : its.size(), step);
        }
        desk.write(step);
    }

    private static void finished(Reading reading, List<PostingState> read, int documents, Step step) {
        read.forEach(state -> step.states().add(States.readBack(state, step.at())));
        read.stream()
                .findFirst()
                .ifPresent(any -> step.audit(
                        any.getFlow(),
                        any.getSourceId(),
                        "read-back",
                        "Read back " + documents + " documents from " + reading.connection,
                        Map.of("documents", Integer.toString(documents))));
    }

    /// The ledger may have changed: it is asked soon, once for however many hints come meanwhile. What they say is
    /// not looked at.
    void hinted(String connection) {
        Instant now = desk.now();
        Instant last = lastPoll.get(connection);
        Instant soon =
                last == null || !last.plus(HINTED_LOOKS_APART).isAfter(now) ? now : last.plus(HINTED_LOOKS_APART);
        nextPoll.merge(connection, soon, (planned, hinted) -> hinted.isBefore(planned) ? hinted : planned);
    }

    /// Begins to ask for changes where it is time.
    void pollLedgers(Instant now) {
        if (policy.ledgerPoll().isZero()) {
            return;
        }
        for (String connection : context.ledgers().connections()) {
            // Also where nothing was ever posted: the mapper holds mappings against the lists that this reads.
            if (desk.isOurs(connection)) {
                nextPoll.putIfAbsent(connection, now);
            }
        }
        for (var entry : nextPoll.entrySet()) {
            String connection = entry.getKey();
            if (entry.getValue().isAfter(now)
                    || schedule.paused(connection)
                    || connectionsReading.contains(connection)) {
                continue;
            }
            entry.setValue(now.plus(context.ledgers().pollEvery(connection, policy.ledgerPoll())));
            lastPoll.put(connection, now);
            Ledger ledger = desk.ledger(connection);
            if (ledger == null) {
                continue;
            }
            // Vendors' clocks and ours differ; an overlap costs nothing, because a document's last reading wins.
            Instant since = desk.store()
                    .changesRead(connection)
                    .orElse(now.minus(policy.ledgerPoll()))
                    .minusSeconds(60);
            SinkStore states = desk.store();
            connectionsReading.add(connection);
            desk.call(
                    () -> new Message.ChangesRead(
                            connection,
                            ledger.changesSince(since, (type, id) -> states.byVendorId(connection, type, id))),
                    e -> new Message.ChangesRead(connection, new Answered.NotNow<>(Desk.defect(e), Optional.empty())));
        }
    }

    void changesRead(Message.ChangesRead message) {
        connectionsReading.remove(message.connection());
        switch (message.answer()) {
            case Answered.Heard<Ledger.Changes>(var changes) -> {
                var step = new Step(desk.now());
                step.documents().addAll(changes.documents());
                endDifferences(step);
                List<Runnable> then = decidedByPeople(step);
                desk.write(step);
                then.forEach(Runnable::run);
                desk.store().changesRead(message.connection(), changes.until());
            }
            case Answered.NotNow<Ledger.Changes>(var reason, var wish) ->
                LOG.info("The changes of {} could not be read: {}", message.connection(), reason);
            case Answered.Stopped<Ledger.Changes>(var reason, var nextStep) ->
                pauses.pause(message.connection(), reason, nextStep, List.of());
        }
    }
}
