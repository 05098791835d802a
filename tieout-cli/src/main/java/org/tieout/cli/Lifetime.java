package org.tieout.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command run until Ctrl-C, and lets it close what it opened before the process ends. Thread-safe.
public final class Lifetime implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Lifetime() {}

    /// Begins; close it last.
    public static Lifetime begin() {
        var lifetime = new Lifetime();
        Runtime.getRuntime().addShutdownHook(new Thread(lifetime::end, "tieout-shutdown"));
        return lifetime;
    }

    /// Whether the end was asked for.
    public boolean isEnding() {
        return asked.getCount() == 0;
    }

    /// Asks for the end, as Ctrl-C does.
    public void stop() {
        asked.countDown();
    }

    /// Waits until the end is asked for.
    public void awaitEnd() throws InterruptedException {
        asked.await();
    }

    /// Waits that long unless the end is asked for earlier.
    ///
    /// @return true when it was
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Everything is closed: the process may go.
    @Override
    public void close() {
        closed.countDown();
    }

    private void end() {
        asked.countDown();
        try {
            // The main thread closes in order; a part that hangs must not keep the process alive for ever.
            if (!closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("Gave up waiting for an orderly end after " + PATIENCE.toSeconds() + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
