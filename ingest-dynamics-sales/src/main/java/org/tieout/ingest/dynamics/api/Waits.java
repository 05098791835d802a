package org.tieout.ingest.dynamics.api;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.schemas.Keys;

/// Turns a call that brought nothing into the wait that it calls for, and tells people where they are
/// needed (memo, sections 1, 3 and 4). One for each feed; not thread-safe.
public final class Waits {

    /// How often a paused connection looks whether it may go on.
    private static final Backoff PAUSED = new Backoff(Duration.ofSeconds(4), Duration.ofMinutes(1));

    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final int FAILURES_BEFORE_ALERT = 5;
    private static final int FORBIDDEN = 403;

    private final String connection;
    private final String feed;
    private final Alerts alerts;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private int failures;
    private int pauses;

    public Waits(String connection, String feed, Alerts alerts) {
        this.connection = connection;
        this.feed = feed;
        this.alerts = alerts;
    }

    /// Everything was read: what stood in the way is over.
    public void over() {
        failures = 0;
        pauses = 0;
        alerts.resolve(authorization());
        alerts.resolve(access());
        alerts.resolve(trouble());
    }

    /// What to do after an answer that brought nothing.
    public Turn after(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var reply) -> throw new IllegalArgumentException("nothing to wait for: " + reply);
            case Answer.Unauthorized(var reason) ->
                paused(
                        authorization(),
                        "Dynamics 365 Sales does not accept the credentials of " + connection + ": " + reason,
                        "Check tenant-id, client-id and organization-url, and the client secret of the app registration"
                                + " in Entra; put them where config/tieout.yaml says and run tieout apply."
                                + " The connection goes on by itself.",
                        reason);
            case Answer.Throttled(var retryAfter, var reason) -> Turn.waiting(next(retryAfter), reason);
            case Answer.Refused(var reply, var reason) ->
                reply.status() == FORBIDDEN ? forbidden(reason) : refused(reason);
            case Answer.Unavailable(var retryAfter, var reason) -> down(retryAfter, reason);
            case Answer.Unknown(var reason) -> down(Optional.empty(), reason);
        };
    }

    /// A table is not tracked, so that its changes cannot be followed.
    public Turn untracked(String table) {
        String reason = "change tracking is off for the table " + table;
        return paused(
                access(),
                "Dynamics 365 Sales does not tell " + connection + " what changed: " + reason,
                "Switch on \"Track changes\" in the properties of the table " + table
                        + " in Power Apps and publish it. The connection goes on by itself.",
                reason);
    }

    /// The connection leads to another organisation than the one that was read so far.
    public Turn moved(String was, String is) {
        String reason = "organization-url leads to organisation " + is + ", and " + was + " was read so far";
        return paused(
                access(),
                connection + ": " + reason,
                "Put the former address back, or give the other organisation a connection with a name of its own;"
                        + " then run tieout apply.",
                reason);
    }

    private Turn forbidden(String reason) {
        return paused(
                access(),
                "Dynamics 365 Sales does not let " + connection + " read: " + reason,
                "Make the app an application user of the environment (Power Platform admin center, Application users)"
                        + " and give it a role that reads accounts, contacts, products, units, price lists, currencies,"
                        + " opportunities, quotes and orders with their lines of the whole organisation."
                        + " The connection goes on by itself.",
                reason);
    }

    private Turn paused(String alert, String message, String nextStep, String reason) {
        alerts.raise(alert, connection, message, nextStep);
        pauses++;
        return Turn.paused(PAUSED.after(pauses, RandomGenerator.getDefault()), reason);
    }

    private Turn refused(String reason) {
        alerts.raise(
                trouble(),
                connection,
                "Dynamics 365 Sales refuses to answer for " + feed + ": " + reason,
                "Check organization-url, and that Dynamics 365 Sales is installed in the environment. It is asked again"
                        + " every " + REFUSED.toMinutes() + " minutes.");
        return Turn.waiting(REFUSED, reason);
    }

    private Turn down(Optional<Duration> retryAfter, String reason) {
        Duration wait = next(retryAfter);
        if (failures >= FAILURES_BEFORE_ALERT) {
            alerts.raise(
                    trouble(),
                    connection,
                    "Dynamics 365 Sales cannot be reached for " + feed + ": " + reason,
                    "Nothing is lost; it is asked again and again. Check the network if Microsoft reports no outage.");
        }
        return Turn.waiting(wait, reason);
    }

    private Duration next(Optional<Duration> retryAfter) {
        failures++;
        return retryAfter.orElseGet(() -> backoff.after(failures, RandomGenerator.getDefault()));
    }

    private String authorization() {
        return Keys.of(connection, "authorization");
    }

    private String access() {
        return Keys.of(connection, feed, "access");
    }

    private String trouble() {
        return Keys.of(connection, feed, "calls");
    }
}
