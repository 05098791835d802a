package org.tieout.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations and waits.
class ScheduleTest {

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "30s", "5m", "12h", "60d"})
    void aDurationReadsAsItIsWritten(String text) {
        assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 minutes", "-5m", "0s", "1h30m", "99999999999d"})
    void anythingElseIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no duration");
    }

    @Test
    void aBackOffDoublesUpToItsLongestAndSpreads() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
        var random = new Random(1);

        for (var failures = 1; failures < 200; failures++) {
            var full = Math.min(60_000L, 1_000L << Math.min(failures - 1, 20));
            assertThat(backoff.after(failures, random).toMillis()).isBetween(full / 2, full);
        }
    }
}
