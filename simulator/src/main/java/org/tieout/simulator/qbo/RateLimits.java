package org.tieout.simulator.qbo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.tieout.simulator.qbo.refusal.AccessRefusals;

/// The throttles of one realm, as windows that slide with protocol time. A refused request is not counted. Source:
/// Intuit,
/// "REST API features: limits and throttles". Thread-safe.
public final class RateLimits {
    private final LongSupplier nanos;
    private final Limits limits;
    private final Window second = new Window(Duration.ofSeconds(1));
    private final Window minute = new Window(Duration.ofMinutes(1));
    private final Window batches = new Window(Duration.ofMinutes(1));
    private final Window realmBatches = new Window(Duration.ofMinutes(1));

    /// Counts within a window.
    ///
    /// @param batchesPerMinute of this app
    /// @param realmBatchesPerMinute of all apps together
    public record Limits(int perSecond, int perMinute, int batchesPerMinute, int realmBatchesPerMinute) {
        /// What the vendor documents.
        public static Limits documented() {
            return new Limits(10, 500, 40, 120);
        }

        /// None that a test could reach.
        public static Limits none() {
            return new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
    }

    private static final class Window {
        private final long length;
        private final Deque<Long> events = new ArrayDeque<>();

        Window(Duration length) {
            this.length = length.toNanos();
        }

        boolean full(int limit, long now) {
            while (!events.isEmpty() && now - events.getFirst() >= length) {
                events.removeFirst();
            }
            return events.size() >= limit;
        }
    }

    RateLimits(LongSupplier nanos, Limits limits) {
        this.nanos = nanos;
        this.limits = limits;
    }

    /// Counts a request, or refuses it with 429.
    synchronized void admit(boolean batch) {
        long now = nanos.getAsLong();
        boolean tooMany = second.full(limits.perSecond(), now) || minute.full(limits.perMinute(), now);
        boolean tooManyBatches = batch
                && (batches.full(limits.batchesPerMinute(), now)
                        || realmBatches.full(limits.realmBatchesPerMinute(), now));
        if (tooMany || tooManyBatches) {
            throw AccessRefusals.throttled();
        }
        second.events.addLast(now);
        minute.events.addLast(now);
        if (batch) {
            batches.events.addLast(now);
            realmBatches.events.addLast(now);
        }
    }

    /// Other apps sent batches to the same company.
    public synchronized void otherAppsSent(int count) {
        long now = nanos.getAsLong();
        for (int i = 0; i < count; i++) {
            realmBatches.events.addLast(now);
        }
    }
}
