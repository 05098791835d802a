package org.tieout.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.schedule.Backoff;

/// Where one channel stands: its way out, what it heard in the last hour, and when it may be tried again. Used on the
/// sender's thread, but for [#described] and [#trouble].
final class ChannelState {

    /// So often in a row may a channel fail before people are told by another one.
    static final int FAILURES_BEFORE_ALERT = 3;

    /// How often a receiver that refused is asked again: not every cure shows in our settings.
    private static final Duration PROBE = Duration.ofHours(1);

    /// What stands in a channel's way.
    record Blocked(String reason, String nextStep) {}

    private final Connection connection;
    private final Instant secretsOf;
    private final Channel channel;
    private final Transport transport;
    private final Backoff backoff;
    private final Deque<Instant> heard;
    private Instant notBefore = Instant.EPOCH;
    private boolean calling;
    private int failures;
    private boolean owes = true;
    private volatile @Nullable Blocked blocked;
    private volatile String described = "up";

    /// @param secretsOf the version of the secrets that the transport was made with
    ChannelState(Connection connection, Instant secretsOf, Transport transport, Backoff backoff, List<Instant> heard) {
        this.connection = connection;
        this.secretsOf = secretsOf;
        this.channel = Channel.of(connection);
        this.transport = transport;
        this.backoff = backoff;
        this.heard = new ArrayDeque<>(heard);
    }

    Channel channel() {
        return channel;
    }

    Transport transport() {
        return transport;
    }

    /// Whether it was made of these.
    boolean isOf(Connection other, Instant secrets) {
        return connection.equals(other) && secretsOf.equals(secrets);
    }

    boolean isCalling() {
        return calling;
    }

    void calling() {
        calling = true;
    }

    Instant notBefore() {
        return notBefore;
    }

    /// Messages heard in the last hour.
    List<Instant> heard(Instant now) {
        heard.removeIf(at -> !at.plus(Agenda.HOUR).isAfter(now));
        return List.copyOf(heard);
    }

    /// What came of the message; the time before which nothing more is sent follows from it.
    void ended(Transport.Result result, Instant now) {
        calling = false;
        switch (result) {
            case Transport.Result.Delivered() -> {
                failures = 0;
                owes = false;
                notBefore = now;
                blocked = null;
                described = "up";
                heard.add(now);
            }
            case Transport.Result.Later(var reason, var retryAfter) -> {
                failures++;
                var wait = backoff.after(failures, RandomGenerator.getDefault());
                notBefore = now.plus(
                        retryAfter.filter(asked -> asked.compareTo(wait) > 0).orElse(wait));
                described = reason + "; tried " + failures + " times, again at " + notBefore;
                if (failures >= FAILURES_BEFORE_ALERT) {
                    blocked = new Blocked(
                            reason,
                            "Nothing is lost: it is tried again and again. Check the receiver and the network.");
                }
            }
            case Transport.Result.Refused(var reason, var nextStep, var forGood) -> {
                failures++;
                notBefore = forGood ? Instant.MAX : now.plus(PROBE);
                described = reason + (forGood ? "; waits for a change" : "; tried again at " + notBefore);
                blocked = new Blocked(reason, nextStep);
            }
        }
    }

    /// Whether there is something that it has not heard.
    void owes(boolean something) {
        owes = something;
    }

    /// Whether it heard what there was to hear.
    boolean works() {
        return blocked == null && !owes;
    }

    /// What needs a person; safe for any thread.
    Optional<Blocked> trouble() {
        return Optional.ofNullable(blocked);
    }

    /// How it is, in a sentence; safe for any thread.
    String described() {
        return described;
    }
}
