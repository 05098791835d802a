package org.tieout.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tieout.platform.EmbeddedPlatform;
import org.tieout.platform.PlatformException;

/// The platform shared by all tests of one JVM: started by the first that asks (about four seconds), stopped
/// when the JVM ends, in a directory that goes with it.
///
/// Nothing is cleaned between tests: let each test use topics, subjects and groups of its own. Stopping it
/// earlier, while clients of other tests still live, would fill the log. Set the loggers `kafka`,
/// `org.apache.kafka` and `state.change.logger` to ERROR in the module's `logback-test.xml`.
public final class PlatformForTests {

    private static @Nullable EmbeddedPlatform platform;

    /// Why it did not start, so that the tests after the first fail at once.
    private static @Nullable String failure;

    private PlatformForTests() {}

    /// The running platform; do not close it. Thread-safe.
    ///
    /// @throws PlatformException when it does not start; later tests are told at once
    public static synchronized EmbeddedPlatform get() {
        if (failure != null) {
            throw new PlatformException(failure);
        }
        if (platform == null) {
            platform = start();
        }
        return platform;
    }

    private static EmbeddedPlatform start() {
        try {
            Path directory = Files.createTempDirectory("tieout-test-");
            EmbeddedPlatform started = EmbeddedPlatform.start(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, directory), "stop-test-platform"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            failure = "The platform of this test JVM did not start: " + e.getMessage();
            throw e;
        }
    }

    private static void stop(EmbeddedPlatform started, Path directory) {
        started.close();
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
