package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.qbo.refusal.Refusal;

class RateLimitsTest {
    private final AtomicLong now = new AtomicLong();
    private final RateLimits limits = new RateLimits(now::get, RateLimits.Limits.documented());

    @Test
    void tenRequestsPassInASecondAndTheEleventhDoesNot() {
        for (int i = 0; i < 10; i++) {
            limits.admit(false);
        }
        assertThatThrownBy(() -> limits.admit(false)).isInstanceOf(Refusal.class);
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThatThrownBy(() -> limits.admit(false)).isInstanceOf(Refusal.class);
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThatCode(() -> limits.admit(false)).doesNotThrowAnyException();
    }
}
