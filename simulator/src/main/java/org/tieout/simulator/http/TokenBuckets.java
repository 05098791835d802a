package org.tieout.simulator.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Token buckets by key (say seller and operation): each holds up to `burst` tokens and regains one per
/// interval. Kept
/// as
/// one instant per key, the theoretical arrival time of the generic cell rate algorithm. Thread-safe.
public final class TokenBuckets {
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private final LongSupplier nanos;
    private final Map<String, Long> fullAgainAt = new HashMap<>();

    /// Measured against `nanos`, which tests may drive.
    public TokenBuckets(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// A refill interval and a capacity.
    public record Limit(long nanosPerToken, int burst) {
        /// From a vendor's table: tokens per second (such as 0.0167) and burst.
        public static Limit perSecond(String rate, int burst) {
            return new Limit(
                    NANOS_PER_SECOND
                            .divide(new BigDecimal(rate), 0, RoundingMode.HALF_UP)
                            .longValueExact(),
                    burst);
        }
    }

    /// Takes one token, or answers false where none is left.
    public synchronized boolean tryTake(String key, Limit limit) {
        long now = nanos.getAsLong();
        long fullAt = Math.max(now, fullAgainAt.getOrDefault(key, now));
        if (fullAt + limit.nanosPerToken() - now > limit.burst() * limit.nanosPerToken()) {
            return false;
        }
        fullAgainAt.put(key, fullAt + limit.nanosPerToken());
        return true;
    }

    /// Fills every bucket.
    public synchronized void refill() {
        fullAgainAt.clear();
    }
}
