package org.tieout.runtime.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A token bucket that paces calls to what the vendor allows, instead of finding out by being refused. Adapts
/// to the rate the vendor announces. Thread-safe; never blocks.
public final class RateBudget {

    private static final double NANOS = 1_000_000_000d;
    private static final int MOST_DOUBLINGS = 20;

    private final LongSupplier nanoTime;
    private final int burst;
    private double perSecond;
    private double tokens;
    private long countedAt;
    private long notBefore;
    private int refusals;

    /// A full bucket.
    ///
    /// @param perSecond how fast it fills
    /// @param burst how much it holds
    public RateBudget(double perSecond, int burst) {
        this(perSecond, burst, System::nanoTime);
    }

    /// The same on another clock, for tests.
    public RateBudget(double perSecond, int burst, LongSupplier nanoTime) {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "a budget needs a positive rate and burst, not " + perSecond + " and " + burst);
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.countedAt = nanoTime.getAsLong();
        this.notBefore = countedAt;
    }

    /// Takes one call's worth if there is one now.
    ///
    /// @return empty when taken, else how long until there will be one
    public synchronized Optional<Duration> tryTake() {
        return tryTake(1);
    }

    /// Takes what several calls are worth if it is there now: a vendor may count what a call carries. More than
    /// the bucket ever holds is taken as one whole bucket.
    ///
    /// @return empty when taken, else how long until it will be there
    public synchronized Optional<Duration> tryTake(int calls) {
        var now = refill();
        if (notBefore - now > 0) {
            return Optional.of(Duration.ofNanos(notBefore - now));
        }
        var wanted = Math.min(calls, burst);
        if (tokens >= wanted) {
            tokens -= wanted;
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) Math.ceil((wanted - tokens) / perSecond * NANOS)));
    }

    /// The vendor announced another rate, for example in x-amzn-RateLimit-Limit. A rate that makes no sense
    /// is ignored.
    public synchronized void announced(double rate) {
        refill();
        if (rate > 0 && Double.isFinite(rate)) {
            perSecond = rate;
        }
    }

    /// The vendor refused in spite of the budget: somebody else draws on it, or it is in trouble. One call
    /// may try again after the wait the vendor asks for or, when it names none, after a second, doubling
    /// while it goes on refusing, up to the time in which the bucket earns a call.
    public synchronized void exceeded(Optional<Duration> retryAfter) {
        var now = refill();
        refusals++;
        tokens = 1;
        notBefore = now + retryAfter.map(Duration::toNanos).orElseGet(this::growingWait);
    }

    /// The vendor took a call: its refusals are over.
    public synchronized void respected() {
        refusals = 0;
    }

    private long growingWait() {
        var doubled = NANOS * (1L << Math.min(refusals - 1, MOST_DOUBLINGS));
        return (long) Math.min(doubled, Math.max(NANOS, NANOS / perSecond));
    }

    /// How many calls a second it allows now.
    public synchronized double perSecond() {
        return perSecond;
    }

    private long refill() {
        var now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + Math.max(0, now - countedAt) / NANOS * perSecond);
        countedAt = now;
        return now;
    }
}
