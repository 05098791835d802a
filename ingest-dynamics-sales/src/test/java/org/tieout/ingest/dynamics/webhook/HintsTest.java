package org.tieout.ingest.dynamics.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When hints wake somebody.
class HintsTest {

    private record Later(Duration after, Runnable what) {}

    private final Deque<Later> planned = new ArrayDeque<>();
    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final AtomicInteger wakes = new AtomicInteger();
    private final Hints hints =
            new Hints((after, what) -> planned.add(new Later(after, what)), now::get, wakes::incrementAndGet);

    @BeforeEach
    void aHundredHints() {
        for (int hint = 0; hint < 100; hint++) {
            hints.hint();
        }
    }

    private void pass() {
        Later next = planned.remove();
        now.addAndGet(next.after().toNanos());
        next.what().run();
    }

    @Test
    void manyHintsAreOneWakeUpALittleLater() {
        assertThat(planned).extracting(Later::after).containsExactly(Duration.ofMillis(500));
        pass();
        assertThat(wakes).hasValue(1);
        assertThat(planned).isEmpty();
    }

    @Test
    void aHintSoonAfterAWakeUpHasOneOfItsOwnLater() {
        pass();
        now.addAndGet(Duration.ofMillis(200).toNanos());
        hints.hint();
        hints.hint();

        assertThat(planned).extracting(Later::after).containsExactly(Duration.ofMillis(2800));
        pass();
        assertThat(wakes).hasValue(2);
    }

    @Test
    void aHintLongAfterAWakeUpDoesNotWaitForIt() {
        pass();
        now.addAndGet(Duration.ofHours(1).toNanos());
        hints.hint();

        assertThat(planned).extracting(Later::after).containsExactly(Duration.ofMillis(500));
    }
}
