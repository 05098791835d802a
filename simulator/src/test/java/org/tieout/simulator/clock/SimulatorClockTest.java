package org.tieout.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulatorClockTest {
    private final AtomicLong nanos = new AtomicLong();

    private SimulatorClock clock(long pace) {
        return new SimulatorClock(
                Instant.parse("2026-11-21T00:00:00Z"), Instant.parse("2026-10-01T00:00:00Z"), pace, nanos::get);
    }

    @Test
    void protocolAndWorldTimeMoveApart() {
        SimulatorClock clock = clock(0);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        clock.advanceWorld(Duration.ofDays(3));
        clock.advanceProtocol(Duration.ofHours(1));
        assertThat(clock.protocolNow()).isEqualTo("2026-11-21T01:00:10Z");
        assertThat(clock.worldNow()).isEqualTo("2026-10-04T00:00:00Z");
    }

    @Test
    void aPaceLetsTheWorldRun() {
        SimulatorClock clock = clock(3600);
        nanos.addAndGet(Duration.ofMillis(2500).toNanos());
        assertThat(clock.worldNow()).isEqualTo("2026-10-01T02:30:00Z");
    }

    @Test
    void timeDoesNotRunBackwards() {
        assertThatThrownBy(() -> clock(0).advanceWorld(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
