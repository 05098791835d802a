package org.tieout.ingest.amazon.api;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.schemas.Keys;

/// Turns a call that brought nothing into the wait that it calls for, and tells people where they are needed.
/// One for each feed; not thread-safe.
public final class Waits {

    /// How often a paused connection looks whether it may go on. While the token endpoint denies the secrets
    /// this asks nobody; when Amazon refuses a good token it does.
    private static final Backoff PAUSED = new Backoff(Duration.ofSeconds(4), Duration.ofMinutes(1));

    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final int FAILURES_BEFORE_ALERT = 5;

    private final String connection;
    private final String feed;
    private final Alerts alerts;
    private final Backoff backoff;
    private int failures;
    private int pauses;

    public Waits(String connection, String feed, Alerts alerts) {
        this(connection, feed, alerts, new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)));
    }

    public Waits(String connection, String feed, Alerts alerts, Backoff backoff) {
        this.connection = connection;
        this.feed = feed;
        this.alerts = alerts;
        this.backoff = backoff;
    }

    /// A call succeeded: what stood in the way is over.
    public void over() {
        failures = 0;
        pauses = 0;
        alerts.resolve(authorization());
        alerts.resolve(trouble());
    }

    /// What to do after an answer that brought nothing.
    public Turn after(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var reply) -> throw new IllegalArgumentException("nothing to wait for: " + reply);
            case Answer.Unauthorized(var reason) -> paused(reason);
            case Answer.Throttled(var retryAfter, var reason) -> Turn.waiting(next(retryAfter), reason);
            case Answer.Refused(var reply, var reason) -> refused(reason);
            case Answer.Unavailable(var retryAfter, var reason) -> down(retryAfter, reason);
            case Answer.Unknown(var reason) -> down(Optional.empty(), reason);
        };
    }

    private Turn paused(String reason) {
        alerts.raise(
                authorization(),
                connection,
                "Amazon does not accept the credentials of " + connection + ": " + reason,
                "Authorize the application again in Seller Central, put the new refresh token where config/tieout.yaml"
                        + " says, and run tieout apply. The connection goes on by itself.");
        pauses++;
        return Turn.paused(PAUSED.after(pauses, RandomGenerator.getDefault()), reason);
    }

    private Turn refused(String reason) {
        alerts.raise(
                trouble(),
                connection,
                "Amazon refuses to answer for " + feed + ": " + reason,
                "Check marketplaces, seller and read-from of the connection. It is asked again every "
                        + REFUSED.toMinutes() + " minutes.");
        return Turn.waiting(REFUSED, reason);
    }

    private Turn down(Optional<Duration> retryAfter, String reason) {
        var wait = next(retryAfter);
        if (failures >= FAILURES_BEFORE_ALERT) {
            alerts.raise(
                    trouble(),
                    connection,
                    "Amazon cannot be reached for " + feed + ": " + reason,
                    "Nothing is lost; it is asked again and again. Check the network if Amazon reports no outage.");
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

    private String trouble() {
        return Keys.of(connection, feed, "calls");
    }
}
