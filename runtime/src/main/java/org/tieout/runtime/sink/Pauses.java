package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;

/// Connections that wait for a person. One is tried again when its settings change, and by one batch
/// now and then: not every cure shows in our settings. Used on the worker's thread, but for [#reasons].
final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    private record Pause(long version, String reason, Instant probeAt) {}

    private final Desk desk;
    private final Schedule schedule;
    private final SinkContext context;
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

    Pauses(Desk desk) {
        this.desk = desk;
        this.schedule = desk.schedule();
        this.context = desk.context();
    }

    /// Whether the connection waits for a person, probes included.
    boolean contains(String connection) {
        return pauses.containsKey(connection);
    }

    /// A person is needed. Shown on the postings that met it, and as an alert that says what to do.
    void pause(String connection, String reason, String nextStep, List<PostingState> met) {
        Instant now = desk.now();
        boolean known = pauses.containsKey(connection);
        pauses.put(
                connection,
                new Pause(
                        context.ledgers().version(connection),
                        reason,
                        now.plus(context.policy().longestBackoff())));
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
        desk.write(step);
    }

    void resumePaused(Instant now) {
        for (var entry : List.copyOf(pauses.entrySet())) {
            String connection = entry.getKey();
            Pause pause = entry.getValue();
            if (context.ledgers().version(connection) != pause.version()) {
                desk.closeLedger(connection);
                resume(connection, "The connection's settings have changed", now);
            } else if (!pause.probeAt().isAfter(now) && schedule.paused(connection)) {
                // Still paused to everybody's eyes until a call succeeds.
                schedule.resume(connection);
            }
        }
    }

    void resume(String connection, String why, Instant now) {
        pauses.remove(connection);
        var step = new Step(now);
        for (PostingState state : desk.states(schedule.of(connection))) {
            if (state.getStatus() == PostingStatus.PAUSED) {
                step.state(States.requeued(state, now), "resumed", why, Map.of());
            }
        }
        step.resolved(pauseAlert(connection), connection, "Posting to " + connection + " goes on");
        desk.write(step);
        schedule.resume(connection);
    }

    /// Connections that wait for a person, and why. Safe for any thread.
    Map<String, String> reasons() {
        Map<String, String> paused = new TreeMap<>();
        pauses.forEach((connection, pause) -> paused.put(connection, pause.reason()));
        return paused;
    }

    private String pauseAlert(String connection) {
        return "paused|" + context.topics().target() + "|" + connection;
    }
}
