package org.tieout.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.http.TokenBuckets.Limit;

class TokenBucketsTest {
    private final AtomicLong now = new AtomicLong(5_000);
    private final TokenBuckets buckets = new TokenBuckets(now::get);
    /// One token a minute, twenty at once.
    private final Limit limit = Limit.perSecond("0.016666667", 20);

    @Test
    void aBurstIsUsedUpAndRefilledTokenByToken() {
        for (int i = 0; i < 20; i++) {
            assertThat(buckets.tryTake("a", limit)).isTrue();
        }
        assertThat(buckets.tryTake("a", limit)).isFalse();
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(buckets.tryTake("a", limit)).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(buckets.tryTake("a", limit)).isTrue();
        assertThat(buckets.tryTake("a", limit)).isFalse();
    }

    @Test
    void aLongRestFillsNoMoreThanTheBurst() {
        assertThat(buckets.tryTake("a", limit)).isTrue();
        now.addAndGet(Duration.ofDays(2).toNanos());
        for (int i = 0; i < 20; i++) {
            assertThat(buckets.tryTake("a", limit)).isTrue();
        }
        assertThat(buckets.tryTake("a", limit)).isFalse();
    }

    @Test
    void keysHaveBucketsOfTheirOwn() {
        Limit one = Limit.perSecond("1", 1);
        assertThat(buckets.tryTake("a", one)).isTrue();
        assertThat(buckets.tryTake("a", one)).isFalse();
        assertThat(buckets.tryTake("b", one)).isTrue();
    }
}
