package org.tieout.simulator.dataverse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.tieout.simulator.odata.Refusal;

/// Service protection (section 4): for each user a number of requests and an execution time in a window of five
/// minutes that slides with protocol time, and a number of requests at once. Thread-safe.
public final class ServiceLimits {
    private static final long WINDOW = Duration.ofMinutes(5).toNanos();

    private final LongSupplier nanos;
    private final Map<String, User> users = new HashMap<>();
    private Limits limits;

    /// How much is too much.
    ///
    /// @param requests in a window
    /// @param executionMillis in a window
    /// @param concurrent requests that are refused: this many or more at once
    /// @param costMillis what a request counts at least, for a server slower than the simulator is
    public record Limits(int requests, long executionMillis, int concurrent, long costMillis) {
        /// What the vendor documents.
        public static Limits documented() {
            return new Limits(6000, 1_200_000, 52, 0);
        }

        /// None that a test could reach.
        public static Limits none() {
            return new Limits(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 0);
        }
    }

    private record Call(long at, long millis) {}

    private static final class User {
        private final Deque<Call> calls = new ArrayDeque<>();
        private long millis;
        private int running;
        private int refused;
    }

    /// A refusal with the time to wait.
    public static final class TooMuch extends RuntimeException {
        private final Refusal refusal;
        private final long retryAfter;

        TooMuch(Refusal refusal, long retryAfter) {
            super(refusal.text());
            this.refusal = refusal;
            this.retryAfter = retryAfter;
        }

        /// What is answered.
        public Refusal refusal() {
            return refusal;
        }

        /// Seconds.
        public long retryAfter() {
            return retryAfter;
        }
    }

    ServiceLimits(LongSupplier nanos, Limits limits) {
        this.nanos = nanos;
        this.limits = limits;
    }

    /// Other limits from now on.
    public synchronized void set(Limits value) {
        limits = value;
    }

    /// The limits.
    public synchronized Limits limits() {
        return limits;
    }

    /// Runs a request.
    ///
    /// @throws TooMuch with 429
    <T> T admit(String principal, Supplier<T> work) {
        User user = enter(principal);
        long began = System.nanoTime();
        try {
            return work.get();
        } finally {
            leave(user, Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
    }

    private synchronized User enter(String principal) {
        User user = users.computeIfAbsent(principal, _ -> new User());
        forget(user);
        if (user.running + 1 >= limits.concurrent()) {
            user.refused++;
            throw tooMuch(
                    "0x80072326",
                    "Number of concurrent requests exceeded the limit of " + limits.concurrent() + ".",
                    1 + user.refused / 10);
        }
        if (user.calls.size() >= limits.requests()) {
            throw windowed(
                    user,
                    "0x80072322",
                    "Number of requests exceeded the limit of " + limits.requests()
                            + " over time window of 300 seconds.");
        }
        if (user.millis >= limits.executionMillis()) {
            throw windowed(
                    user,
                    "0x80072321",
                    "Combined execution time of incoming requests exceeded limit of "
                            + String.format(Locale.ROOT, "%,d", limits.executionMillis())
                            + " milliseconds over time window of 300 seconds. Decrease number of concurrent requests or"
                            + " reduce the duration of requests and try again later.");
        }
        user.running++;
        return user;
    }

    // The time to wait grows while the client goes on sending.
    private TooMuch windowed(User user, String code, String text) {
        long oldest = Optional.ofNullable(user.calls.peekFirst()).map(Call::at).orElse(nanos.getAsLong());
        long free = Duration.ofNanos(oldest + WINDOW - nanos.getAsLong()).toSeconds() + 1;
        user.refused++;
        return tooMuch(code, text, Math.max(1, free) + user.refused - 1);
    }

    private static TooMuch tooMuch(String code, String text, long retryAfter) {
        return new TooMuch(new Refusal(429, code, text), retryAfter);
    }

    private synchronized void leave(User user, long millis) {
        user.running--;
        long cost = Math.max(millis, limits.costMillis());
        user.calls.addLast(new Call(nanos.getAsLong(), cost));
        user.millis += cost;
    }

    private void forget(User user) {
        long since = nanos.getAsLong() - WINDOW;
        while (Optional.ofNullable(user.calls.peekFirst())
                .map(call -> call.at() <= since)
                .orElse(false)) {
            user.millis -= user.calls.removeFirst().millis();
            user.refused = 0;
        }
    }

    /// How many requests this principal has left in the window.
    public synchronized int remaining(String principal) {
        User user = users.get(principal);
        if (user == null) {
            return limits.requests();
        }
        forget(user);
        return Math.max(0, limits.requests() - user.calls.size());
    }

    /// How many seconds of execution this principal has left in the window.
    public synchronized long remainingSeconds(String principal) {
        User user = users.get(principal);
        return Math.max(0, (limits.executionMillis() - (user == null ? 0 : user.millis)) / 1000);
    }
}
