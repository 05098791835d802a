package org.tieout.cli.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition, with a deadline and a message. Never for a clock.
public final class Await {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Await() {}

    /// Waits until it holds, for two minutes at most.
    ///
    /// @param what what is waited for, for the message
    /// @param state what is the case instead, when time is up
    public static void until(String what, BooleanSupplier condition, Supplier<?> state) {
        until(what, PATIENCE, condition, state);
    }

    /// The same with another patience, for vendors that make one wait.
    public static void until(String what, Duration patience, BooleanSupplier condition, Supplier<?> state) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Not within " + patience.toSeconds() + " s: " + what + ". Now: " + state.get());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }
}
