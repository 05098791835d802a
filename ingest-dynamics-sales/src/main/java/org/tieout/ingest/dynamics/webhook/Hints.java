package org.tieout.ingest.dynamics.webhook;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// Makes few wake-ups of many hints: one a little after the first hint, so that those that come with it go
/// into it and a change that is told before it is committed can be seen, and no two close together. No hint
/// is without a wake-up after it. Thread-safe.
final class Hints {

    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final Duration APART = Duration.ofSeconds(3);

    private final BiConsumer<Duration, Runnable> later;
    private final LongSupplier nanoTime;
    private final Runnable wake;
    private boolean pending;
    private boolean woken;
    private long wokenAt;

    /// @param later does something after a while
    /// @param wake what hints come to; must return at once
    Hints(BiConsumer<Duration, Runnable> later, LongSupplier nanoTime, Runnable wake) {
        this.later = later;
        this.nanoTime = nanoTime;
        this.wake = wake;
    }

    /// Something may have changed.
    void hint() {
        Duration wait;
        synchronized (this) {
            if (pending) {
                return;
            }
            pending = true;
            Duration left = woken ? APART.minus(Duration.ofNanos(nanoTime.getAsLong() - wokenAt)) : Duration.ZERO;
            wait = left.compareTo(SETTLE) > 0 ? left : SETTLE;
        }
        later.accept(wait, this::wake);
    }

    private void wake() {
        synchronized (this) {
            pending = false;
            woken = true;
            wokenAt = nanoTime.getAsLong();
        }
        wake.run();
    }
}
