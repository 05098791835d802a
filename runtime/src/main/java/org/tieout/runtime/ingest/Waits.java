package org.tieout.runtime.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.Reply;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.schemas.Keys;

/// Turns a call that brought nothing into the wait that it calls for, and tells people where they are needed.
/// One for each feed; not thread-safe.
public final class Waits {

    /// How often a paused connection looks whether it may go on. While the token endpoint denies the secrets
    /// this asks nobody; when the vendor refuses a good token it does.
    private static final Backoff PAUSED = new Backoff(Duration.ofSeconds(4), Duration.ofMinutes(1));

    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final int FAILURES_BEFORE_ALERT = 5;
    private static final int FORBIDDEN = 403;

    private final String connection;
    private final String feed;
    private final Alerts alerts;
    private final Remedies remedies;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private int failures;
    private int pauses;

    public Waits(String connection, String feed, Alerts alerts, Remedies remedies) {
        this.connection = connection;
        this.feed = feed;
        this.alerts = alerts;
        this.remedies = remedies;
    }

    /// The connection that calls are made for.
    public String connection() {
        return connection;
    }

    /// What was to be read was read: nothing stands in the way any more.
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
            case Answer.Unauthorized(var reason) -> unauthorized(reason);
            case Answer.Throttled(var retryAfter, var reason) -> Turn.waiting(next(retryAfter), reason);
            case Answer.Refused(var reply, var reason) -> refused(reply, reason);
            case Answer.Unavailable(var retryAfter, var reason) -> down(retryAfter, reason);
            case Answer.Unknown(var reason) -> down(Optional.empty(), reason);
        };
    }

    /// The vendor answers, and what it gives access to is not what the feed needs: a person must see to that.
    ///
    /// @param message what is wrong, a sentence that names the connection
    /// @param nextStep what to do about it
    /// @param reason the same in short, for `tieout status`
    public Turn withoutAccess(String message, String nextStep, String reason) {
        return paused(access(), message, nextStep, reason);
    }

    private Turn unauthorized(String reason) {
        return paused(
                authorization(),
                remedies.vendor() + " does not accept the credentials of " + connection + ": " + reason,
                remedies.credentials() + " The connection goes on by itself.",
                reason);
    }

    private Turn paused(String alert, String message, String nextStep, String reason) {
        alerts.raise(alert, connection, message, nextStep);
        pauses++;
        return Turn.paused(PAUSED.after(pauses, RandomGenerator.getDefault()), reason);
    }

    private Turn refused(Reply reply, String reason) {
        if (reply.status() == FORBIDDEN && remedies.permissions().isPresent()) {
            return withoutAccess(
                    remedies.vendor() + " does not let " + connection + " read: " + reason,
                    remedies.permissions().get() + " The connection goes on by itself.",
                    reason);
        }
        alerts.raise(
                trouble(),
                connection,
                remedies.vendor() + " refuses to answer for " + feed + ": " + reason,
                remedies.settings() + " It is asked again every " + REFUSED.toMinutes() + " minutes.");
        return Turn.waiting(REFUSED, reason);
    }

    private Turn down(Optional<Duration> retryAfter, String reason) {
        var wait = next(retryAfter);
        if (failures >= FAILURES_BEFORE_ALERT) {
            alerts.raise(
                    trouble(),
                    connection,
                    remedies.vendor() + " cannot be reached for " + feed + ": " + reason,
                    "Nothing is lost; it is asked again and again. Check the network if " + remedies.operator()
                            + " reports no outage.");
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
