package org.tieout.runtime.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decides what is posted next. Knows the open postings only, holds no clock and does no I/O.
///
/// A posting is ready when every posting it refers to is posted, when no earlier posting of an earlier
/// stage of the same source is still to be done, and when it is not backing off. Ready postings of one
/// connection share batches, whatever their source, because nothing ready depends on anything else that
/// is open. A refused posting blocks those that refer to it and nothing else.
///
/// Not thread-safe: owned by the worker of its partition. Each call costs at most the logarithm of the
/// number of open postings, apart from what it wakes.
final class Schedule {
    /// Payments and what follows them let ready sales documents go first, for so long: batches of sales
    /// fill up, and payments of one settlement come together in one batch.
    private static final Duration BEHIND_SALES = Duration.ofMinutes(5);

    private enum Phase {
        /// Needs another posting, or an earlier stage of its source.
        BLOCKED,
        READY,
        /// Backs off by itself.
        DELAYED,
        /// Member of a batch that waits to be repeated or asked about.
        GROUPED,
        IN_FLIGHT,
        REFUSED,
        /// Stands as a draft until somebody approves it.
        AWAITS_APPROVAL
    }

    private static final class Entry {
        private final Task task;
        private final Set<String> unmet;
        private final long arrival;
        private Phase phase = Phase.BLOCKED;

        /// Its place among the ready ones of its connection.
        private Instant turn = Instant.EPOCH;

        Entry(Task task, long arrival) {
            this.task = task;
            this.unmet = new HashSet<>(task.needs());
            this.arrival = arrival;
        }
    }

    private record Delayed(Instant until, Entry entry) {}

    private record Group(Instant due, Work work) {}

    /// The postings of one source that are still to be done, by stage.
    private static final class Source {
        private static final Comparator<Entry> IN_SEQUENCE = Comparator.comparingInt(
                        (Entry entry) -> entry.task.sequence())
                .thenComparing(entry -> entry.task.postingId());
        private final Map<Stage, TreeSet<Entry>> pending = new EnumMap<>(Stage.class);
        private final Map<Stage, TreeSet<Entry>> held = new EnumMap<>(Stage.class);

        void add(Entry entry) {
            pending.computeIfAbsent(entry.task.stage(), _ -> new TreeSet<>(IN_SEQUENCE))
                    .add(entry);
        }

        void remove(Entry entry) {
            take(held, entry);
            take(pending, entry);
        }

        void hold(Entry entry) {
            held.computeIfAbsent(entry.task.stage(), _ -> new TreeSet<>(IN_SEQUENCE))
                    .add(entry);
        }

        /// Takes out those that nothing is ahead of any more. Within a stage whoever comes later has no
        /// less ahead of it, so that the first one that must stay ends the search.
        List<Entry> released() {
            List<Entry> released = new ArrayList<>();
            for (var stage : held.values()) {
                while (!stage.isEmpty() && ahead(stage.first()).isEmpty()) {
                    released.add(stage.removeFirst());
                }
            }
            held.values().removeIf(TreeSet::isEmpty);
            return released;
        }

        private static void take(Map<Stage, ? extends Set<Entry>> from, Entry entry) {
            var stage = from.get(entry.task.stage());
            if (stage != null && stage.remove(entry) && stage.isEmpty()) {
                from.remove(entry.task.stage());
            }
        }

        /// The earliest posting of an earlier stage that comes before this one.
        Optional<Entry> ahead(Entry entry) {
            for (var stage : pending.entrySet()) {
                if (stage.getKey().compareTo(entry.task.stage()) >= 0) {
                    return Optional.empty();
                }
                Entry first = stage.getValue().first();
                if (first.task.sequence() < entry.task.sequence()) {
                    return Optional.of(first);
                }
            }
            return Optional.empty();
        }
    }

    /// One target connection's part of the schedule.
    private static final class Lane {
        private final TreeSet<Entry> ready = new TreeSet<>(
                Comparator.comparing((Entry entry) -> entry.turn).thenComparingLong(entry -> entry.arrival));
        private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparing(Delayed::until));
        private final PriorityQueue<Group> groups = new PriorityQueue<>(Comparator.comparing(Group::due));
        private Instant firstReady = Instant.EPOCH;
        private Instant lastReady = Instant.EPOCH;
        private Instant heldUntil = Instant.EPOCH;
        private boolean paused;
        private int inFlight;
    }

    private final SinkPolicy policy;
    private final Map<String, Entry> open = new HashMap<>();
    private final Map<String, Set<String>> waiters = new HashMap<>();
    private final Map<String, Source> sources = new HashMap<>();
    private final LinkedHashMap<String, Lane> lanes = new LinkedHashMap<>();
    private long arrivals;

    Schedule(SinkPolicy policy) {
        this.policy = policy;
    }

    /// Adds an open posting.
    ///
    /// @throws IllegalArgumentException when it is already there
    void add(Task task, Instant now) {
        var entry = new Entry(task, arrivals++);
        if (open.putIfAbsent(task.postingId(), entry) != null) {
            throw new IllegalArgumentException("posting " + task.postingId() + " is scheduled already");
        }
        for (String needed : entry.unmet) {
            waiters.computeIfAbsent(needed, _ -> new HashSet<>()).add(task.postingId());
        }
        source(entry).add(entry);
        settle(entry, now);
    }

    /// Adds a posting that was refused: it blocks what refers to it until [#retry].
    void addRefused(Task task, Instant now) {
        add(task, now);
        refused(task.postingId(), now);
    }

    /// Adds the members of an open batch, found in the state at start-up; they go on together.
    void addGroup(Work batch, List<Task> tasks, Instant due) {
        for (Task task : tasks) {
            add(task, due);
            Entry entry = entry(task.postingId());
            leave(entry);
            entry.phase = Phase.GROUPED;
        }
        lane(batch.connection()).groups.add(new Group(due, batch));
    }

    /// Whether the posting is open here, refused ones included.
    boolean contains(String postingId) {
        return open.containsKey(postingId);
    }

    /// How many postings are open.
    int size() {
        return open.size();
    }

    /// The open posting's task.
    Optional<Task> task(String postingId) {
        return Optional.ofNullable(open.get(postingId)).map(entry -> entry.task);
    }

    /// The ids of the open postings of one connection.
    List<String> of(String connection) {
        return open.values().stream()
                .filter(entry -> entry.task.connection().equals(connection))
                .map(entry -> entry.task.postingId())
                .toList();
    }

    /// The ids of some open postings of one connection.
    List<String> some(String connection, int most) {
        return open.values().stream()
                .filter(entry -> entry.task.connection().equals(connection))
                .limit(most)
                .map(entry -> entry.task.postingId())
                .toList();
    }

    /// What a posting waits for, in the words of a person; empty when it waits for nothing but its
    /// turn.
    Optional<String> waitsFor(String postingId) {
        Entry entry = entry(postingId);
        if (!entry.unmet.isEmpty()) {
            String first = entry.unmet.stream().sorted().findFirst().orElseThrow();
            String more = entry.unmet.size() == 1 ? "" : " and " + (entry.unmet.size() - 1) + " more";
            Entry needed = open.get(first);
            String how = needed == null
                    ? ", which has not been commanded yet"
                    : needed.phase == Phase.REFUSED ? ", which was refused" : "";
            return Optional.of("waits for posting " + first + how + more);
        }
        return source(entry)
                .ahead(entry)
                .map(ahead -> "waits for posting " + ahead.task.postingId() + ", which comes before it");
    }

    /// The open postings that refer to this one.
    Set<String> waitersOf(String postingId) {
        return Set.copyOf(waiters.getOrDefault(postingId, Set.of()));
    }

    /// The posting stands in the ledger: it leaves the schedule and what waited for it may go.
    void posted(String postingId, Instant now) {
        Entry entry = open.remove(postingId);
        if (entry == null) {
            return;
        }
        leave(entry);
        // Superseded while it backed off: its place among the delayed is skipped when its time comes.
        entry.phase = Phase.BLOCKED;
        for (String needed : entry.unmet) {
            forget(needed, postingId);
        }
        dropFromSource(entry, now);
        var waiting = waiters.remove(postingId);
        if (waiting != null) {
            for (String waiter : waiting) {
                Entry woken = open.get(waiter);
                if (woken != null && woken.unmet.remove(postingId)) {
                    settle(woken, now);
                }
            }
        }
    }

    /// The ledger said no: it stays, and blocks what refers to it.
    void refused(String postingId, Instant now) {
        Entry entry = entry(postingId);
        leave(entry);
        entry.phase = Phase.REFUSED;
        dropFromSource(entry, now);
    }

    /// It stands as a draft: nothing is done of it before [#retry].
    void awaitsApproval(String postingId, Instant now) {
        Entry entry = entry(postingId);
        leave(entry);
        entry.phase = Phase.AWAITS_APPROVAL;
        dropFromSource(entry, now);
    }

    /// Adds a posting that waits for approval.
    void addAwaitingApproval(Task task, Instant now) {
        add(task, now);
        awaitsApproval(task.postingId(), now);
    }

    /// Whether nothing of it is under way, so that another revision may stand for it.
    boolean isIdle(String postingId) {
        Entry entry = open.get(postingId);
        return entry != null && entry.phase != Phase.IN_FLIGHT && entry.phase != Phase.GROUPED;
    }

    /// Somebody wants a refused posting tried again, or approved a draft. False when it was neither.
    boolean retry(String postingId, Instant now) {
        Entry entry = open.get(postingId);
        if (entry == null || (entry.phase != Phase.REFUSED && entry.phase != Phase.AWAITS_APPROVAL)) {
            return false;
        }
        entry.phase = Phase.BLOCKED;
        source(entry).add(entry);
        settle(entry, now);
        return true;
    }

    /// Back to the queue, at once.
    void requeue(String postingId, Instant now) {
        Entry entry = entry(postingId);
        leave(entry);
        entry.phase = Phase.BLOCKED;
        settle(entry, now);
    }

    /// Back to the queue, not before a time.
    void delay(String postingId, Instant until) {
        Entry entry = entry(postingId);
        leave(entry);
        entry.phase = Phase.DELAYED;
        lane(entry).delayed.add(new Delayed(until, entry));
    }

    /// A whole batch that stays together: to be repeated or asked about when due.
    void group(Work batch, Instant due) {
        for (String member : batch.members()) {
            Entry entry = entry(member);
            leave(entry);
            entry.phase = Phase.GROUPED;
        }
        lane(batch.connection()).groups.add(new Group(due, batch));
    }

    /// The call for this work is over, whatever came of it.
    void finish(Work work) {
        Lane lane = lane(work.connection());
        if (lane.inFlight == 0) {
            throw new IllegalStateException("nothing of " + work.connection() + " is in flight");
        }
        lane.inFlight--;
    }

    /// Nothing goes to this connection before a time: it throttles, or it is down.
    void hold(String connection, Instant until) {
        Lane lane = lane(connection);
        if (until.isAfter(lane.heldUntil)) {
            lane.heldUntil = until;
        }
    }

    /// Nothing goes to this connection until [#resume].
    void pause(String connection) {
        lane(connection).paused = true;
    }

    /// The connection may be used again.
    void resume(String connection) {
        Lane lane = lane(connection);
        lane.paused = false;
        lane.heldUntil = Instant.EPOCH;
    }

    /// Whether a person is needed.
    boolean paused(String connection) {
        return lane(connection).paused;
    }

    /// Whether something is under way to this connection, or about to be.
    boolean isBusy(String connection) {
        Lane lane = lane(connection);
        return lane.inFlight > 0 || !lane.ready.isEmpty();
    }

    /// Calls under way.
    int inFlight() {
        return lanes.values().stream().mapToInt(lane -> lane.inFlight).sum();
    }

    /// What to do now, if anything. Connections take turns. The members are in flight from now on.
    Optional<Work> next(Instant now) {
        for (String connection : List.copyOf(lanes.keySet())) {
            Lane lane = lane(connection);
            Work work = take(connection, lane, now);
            if (work != null) {
                lane.inFlight++;
                for (String member : work.members()) {
                    entry(member).phase = Phase.IN_FLIGHT;
                }
                lanes.remove(connection);
                lanes.put(connection, lane);
                return Optional.of(work);
            }
        }
        return Optional.empty();
    }

    private @Nullable Work take(String connection, Lane lane, Instant now) {
        if (lane.paused || lane.heldUntil.isAfter(now) || lane.inFlight >= policy.parallelBatches()) {
            return null;
        }
        Group group = lane.groups.peek();
        if (group != null && !group.due().isAfter(now)) {
            lane.groups.remove();
            return group.work();
        }
        wakeDelayed(lane, now);
        if (lane.ready.isEmpty() || sendAt(lane).isAfter(now)) {
            return null;
        }
        List<String> members = new ArrayList<>();
        while (members.size() < policy.batchSize() && !lane.ready.isEmpty()) {
            members.add(lane.ready.removeFirst().task.postingId());
        }
        lane.firstReady = now;
        return new Work.Post(connection, List.copyOf(members));
    }

    /// When something may next be due without anything else happening.
    Optional<Instant> wake() {
        Instant earliest = null;
        for (Lane lane : lanes.values()) {
            if (lane.paused || lane.inFlight >= policy.parallelBatches()) {
                continue;
            }
            Instant due = null;
            due = earlier(
                    due, lane.groups.isEmpty() ? null : lane.groups.element().due());
            due = earlier(
                    due, lane.delayed.isEmpty() ? null : lane.delayed.element().until());
            due = earlier(due, lane.ready.isEmpty() ? null : sendAt(lane));
            if (due != null) {
                earliest = earlier(earliest, due.isBefore(lane.heldUntil) ? lane.heldUntil : due);
            }
        }
        return Optional.ofNullable(earliest);
    }

    private Instant sendAt(Lane lane) {
        if (lane.ready.size() >= policy.batchSize()) {
            return Instant.EPOCH;
        }
        Instant latest = lane.firstReady.plus(policy.lingerMost());
        if (lane.inFlight > 0) {
            // What is under way may make more ready.
            return latest;
        }
        Instant quiet = lane.lastReady.plus(policy.linger());
        return quiet.isBefore(latest) ? quiet : latest;
    }

    private void wakeDelayed(Lane lane, Instant now) {
        while (!lane.delayed.isEmpty() && !lane.delayed.element().until().isAfter(now)) {
            Entry entry = lane.delayed.remove().entry();
            if (entry.phase == Phase.DELAYED && open.get(entry.task.postingId()) == entry) {
                // Its pause was its linger.
                settle(entry, now.minus(policy.linger()));
            }
        }
    }

    /// Decides whether a posting that is in no queue is ready or blocked.
    private void settle(Entry entry, Instant now) {
        if (entry.phase == Phase.DELAYED) {
            entry.phase = Phase.BLOCKED;
        }
        if (entry.phase != Phase.BLOCKED || !entry.unmet.isEmpty()) {
            return;
        }
        Source source = source(entry);
        if (source.ahead(entry).isPresent()) {
            source.hold(entry);
            return;
        }
        entry.phase = Phase.READY;
        entry.turn = entry.task.stage() == Stage.SALES ? now : now.plus(BEHIND_SALES);
        Lane lane = lane(entry);
        if (lane.ready.isEmpty()) {
            lane.firstReady = now;
        }
        if (now.isAfter(lane.lastReady)) {
            lane.lastReady = now;
        }
        lane.ready.add(entry);
    }

    private void leave(Entry entry) {
        if (entry.phase == Phase.READY) {
            lane(entry).ready.remove(entry);
        }
        // A delayed entry's place in its queue is skipped when its time comes: its phase says so.
    }

    private void dropFromSource(Entry entry, Instant now) {
        Source source = source(entry);
        source.remove(entry);
        source.released().forEach(released -> settle(released, now));
        if (source.pending.isEmpty()) {
            sources.remove(entry.task.key());
        }
    }

    private void forget(String needed, String waiter) {
        var waiting = waiters.get(needed);
        if (waiting != null && waiting.remove(waiter) && waiting.isEmpty()) {
            waiters.remove(needed);
        }
    }

    private Entry entry(String postingId) {
        Entry entry = open.get(postingId);
        if (entry == null) {
            throw new IllegalStateException("posting " + postingId + " is not open");
        }
        return entry;
    }

    private Source source(Entry entry) {
        return sources.computeIfAbsent(entry.task.key(), _ -> new Source());
    }

    private Lane lane(Entry entry) {
        return lane(entry.task.connection());
    }

    private Lane lane(String connection) {
        return lanes.computeIfAbsent(connection, _ -> new Lane());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || (other != null && other.isBefore(one))) {
            return other;
        }
        return one;
    }

    /// The pause before try number `failures` + 1: doubling, with up to half of it taken off by
    /// `jitter` in [0, 1024).
    static Duration backoff(SinkPolicy policy, int failures, int jitter) {
        long first = policy.firstBackoff().toMillis();
        long longest = policy.longestBackoff().toMillis();
        long full = Math.min(longest, first << Math.min(20, Math.max(0, failures - 1)));
        return Duration.ofMillis(full - full / 2 * jitter / 1024);
    }
}
