package org.tieout.runtime.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: doubling from a first wait up to a longest, spread at random over
/// its upper half so that clients that failed together do not come back together. Stateless; thread-safe.
///
/// @param first the wait after the first failure
/// @param longest the longest wait
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a back-off needs 0 < first <= longest, not " + first + " and " + longest);
        }
    }

    /// The wait after that many failures in a row, from 1.
    public Duration after(int failures, RandomGenerator random) {
        var doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
        var full = first.toMillis() <= longest.toMillis() >> doublings
                ? first.toMillis() << doublings
                : longest.toMillis();
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
