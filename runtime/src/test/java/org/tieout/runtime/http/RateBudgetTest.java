package org.tieout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Pacing, on a clock that moves only when told.
class RateBudgetTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aBurstGoesAtOnceAndTheRestAtTheRate() {
        var budget = budget(0.5, 3);

        for (var call = 0; call < 3; call++) {
            assertThat(budget.tryTake()).isEmpty();
        }
        assertThat(budget.tryTake()).contains(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        assertThat(budget.tryTake()).isEmpty();
        assertThat(budget.tryTake()).contains(Duration.ofSeconds(2));
    }

    @Test
    void anAnnouncedRateReplacesTheDefault() {
        var budget = budget(0.0056, 1);
        assertThat(budget.tryTake()).isEmpty();

        budget.announced(2.0);

        assertThat(budget.tryTake()).contains(Duration.ofMillis(500));
    }

    @Test
    void aRateThatMakesNoSenseIsIgnored() {
        var budget = budget(2, 1);

        budget.announced(0);
        budget.announced(-1);
        budget.announced(Double.NaN);
        budget.announced(Double.POSITIVE_INFINITY);

        assertThat(budget.perSecond()).isEqualTo(2.0);
    }

    @Test
    void aRefusalIsWaitedOutAsTheVendorAsks() {
        var budget = budget(10, 5);

        budget.exceeded(Optional.of(Duration.ofSeconds(30)));

        assertThat(budget.tryTake()).contains(Duration.ofSeconds(30));
        pass(Duration.ofSeconds(30));
        assertThat(budget.tryTake()).isEmpty();
    }

    @Test
    void refusalsWithoutAWaitAreTriedEverMoreSlowlyButNotSlowerThanTheRate() {
        var budget = budget(0.1, 5);
        for (var wait : new int[] {1, 2, 4, 8, 10, 10}) {
            budget.exceeded(Optional.empty());
            assertThat(budget.tryTake()).contains(Duration.ofSeconds(wait));
            pass(Duration.ofSeconds(wait));
            assertThat(budget.tryTake()).isEmpty();
        }

        budget.respected();
        budget.exceeded(Optional.empty());

        assertThat(budget.tryTake()).contains(Duration.ofSeconds(1));
    }

    @Test
    void anIdleBudgetNeverHoldsMoreThanItsBurst() {
        var budget = budget(100, 2);
        pass(Duration.ofDays(1));

        assertThat(budget.tryTake()).isEmpty();
        assertThat(budget.tryTake()).isEmpty();
        assertThat(budget.tryTake()).isPresent();
    }

    @Test
    void aCallThatCarriesManyTakesWhatTheyAreWorth() {
        var budget = budget(20, 100);

        assertThat(budget.tryTake(80)).isEmpty();
        assertThat(budget.tryTake(60)).contains(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        assertThat(budget.tryTake(60)).isEmpty();
    }

    @Test
    void aCallThatCarriesMoreThanTheBucketHoldsTakesOneWholeBucket() {
        var budget = budget(20, 100);

        assertThat(budget.tryTake(500)).isEmpty();
        assertThat(budget.tryTake(1)).isPresent();
    }

    private RateBudget budget(double perSecond, int burst) {
        return new RateBudget(perSecond, burst, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
