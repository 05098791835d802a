package org.tieout.cli.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.up.Node;
import org.tieout.cli.up.ServiceName;

/// The whole system in this JVM, shared by all tests that do not kill it: started by the first that asks,
/// stopped when
/// the JVM ends. Every test joins a [TradingPair] of its own.
public final class SharedSystem {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static @Nullable TestSystem system;

    private SharedSystem() {}

    /// The running system; do not close it. Thread-safe.
    public static synchronized TestSystem get() {
        var running = system;
        if (running == null) {
            running = start();
            system = running;
        }
        return running;
    }

    private static TestSystem start() {
        try {
            var directory = Files.createTempDirectory("tieout-system-");
            var started = TestSystem.start(directory);
            var node = Node.start(started.kafka(), Optional.empty(), started.data(), EnumSet.allOf(ServiceName.class));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, node, directory), "stop-system"));
            node.awaitUp(PATIENCE);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while starting the system", e);
        }
    }

    private static void stop(TestSystem started, Node node, Path directory) {
        node.close();
        started.close();
        try (var tree = Files.walk(directory)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
