package org.tieout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The header Retry-After.
class RetryAfterTest {

    @Test
    void secondsAreSeconds() {
        assertThat(wait("90")).contains(Duration.ofSeconds(90));
    }

    @Test
    void aDateIsMeasuredAgainstTheServersOwnClock() {
        assertThat(wait("Sat, 21 Nov 2026 10:00:30 GMT")).contains(Duration.ofSeconds(30));
    }

    @Test
    void aDateInThePastIsNow() {
        assertThat(wait("Sat, 21 Nov 2026 09:00:00 GMT")).contains(Duration.ZERO);
    }

    @Test
    void anAbsurdWaitIsCutToAnHour() {
        assertThat(wait("99999999")).contains(Duration.ofHours(1));
    }

    @Test
    void whatCannotBeReadIsNoWait() {
        assertThat(wait("soon")).isEmpty();
    }

    private static Optional<Duration> wait(String value) {
        return RetryAfter.of(
                new Reply(429, Map.of("retry-after", value, "date", "Sat, 21 Nov 2026 10:00:00 GMT"), "", ""));
    }
}
