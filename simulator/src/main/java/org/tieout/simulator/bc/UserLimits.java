package org.tieout.simulator.bc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.tieout.simulator.odata.Refusal;

/// The limits of each user or service principal (section 3): a rate in a window that slides with protocol time, a
/// number of requests processed at once, a queue for those that wait. A request refused for its rate is not counted.
/// Thread-safe.
public final class UserLimits {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(8);

    private final LongSupplier nanos;
    private final Limits limits;
    private final Map<String, User> users = new HashMap<>();

    /// How much is too much.
    ///
    /// @param requests in a window of five minutes
    /// @param processed at once
    /// @param queued behind those
    /// @param bodyBytes of one request
    public record Limits(int requests, int processed, int queued, int bodyBytes) {
        /// What the vendor documents; of its 350 MB for a body the simulator's server itself takes 32.
        public static Limits documented() {
            return new Limits(6000, 5, 95, 350 * 1024 * 1024);
        }

        /// None that a test could reach.
        public static Limits none() {
            return new Limits(Integer.MAX_VALUE, 1000, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
    }

    private static final class User {
        private final Deque<Long> admitted = new ArrayDeque<>();
        private final Semaphore processing;
        private final AtomicInteger queued = new AtomicInteger();

        User(int processed) {
            processing = new Semaphore(processed, true);
        }
    }

    UserLimits(LongSupplier nanos, Limits limits) {
        this.nanos = nanos;
        this.limits = limits;
    }

    /// Runs a request of this principal once it is its turn.
    ///
    /// @throws Refusal with 413, 429 or 503
    <T> T admit(String principal, int bodyLength, Supplier<T> work) {
        if (bodyLength > limits.bodyBytes()) {
            throw new Refusal(413, "BadRequest", "The request body is larger than " + limits.bodyBytes() + " bytes.");
        }
        User user = user(principal);
        count(user);
        enter(user);
        try {
            return work.get();
        } finally {
            user.processing.release();
        }
    }

    /// Counts what a request holds beyond itself, as the operations of a batch.
    ///
    /// @throws Refusal with 429
    void charge(String principal, int further) {
        User user = user(principal);
        for (int i = 0; i < further; i++) {
            count(user);
        }
    }

    /// How many requests of the window this principal has used.
    public synchronized int used(String principal) {
        User user = users.get(principal);
        return user == null ? 0 : recent(user);
    }

    /// How many requests of this principal wait for their turn.
    public synchronized int queued(String principal) {
        User user = users.get(principal);
        return user == null ? 0 : user.queued.get();
    }

    private synchronized User user(String principal) {
        return users.computeIfAbsent(principal, _ -> new User(limits.processed()));
    }

    private synchronized void count(User user) {
        if (recent(user) >= limits.requests()) {
            throw tooMany();
        }
        user.admitted.addLast(nanos.getAsLong());
    }

    private int recent(User user) {
        long since = nanos.getAsLong() - Duration.ofMinutes(5).toNanos();
        while (Optional.ofNullable(user.admitted.peekFirst())
                .map(at -> at <= since)
                .orElse(false)) {
            user.admitted.removeFirst();
        }
        return user.admitted.size();
    }

    private void enter(User user) {
        if (user.processing.tryAcquire()) {
            return;
        }
        if (user.queued.incrementAndGet() > limits.queued()) {
            user.queued.decrementAndGet();
            throw tooMany();
        }
        try {
            if (!user.processing.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new Refusal(503, "Unknown", "The request waited longer than eight minutes in the queue.");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "Unknown", "The server is stopping.");
        } finally {
            user.queued.decrementAndGet();
        }
    }

    static Refusal tooMany() {
        return new Refusal(429, "Application_TooManyRequests", "The request limit was reached. Try again later.");
    }
}
