package org.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The platform runs in a JVM of its own, which is killed without warning.
class KilledPlatformTest {

    @TempDir
    private Path directory;

    private Process platform;
    private ProcessHandle registry;

    @BeforeEach
    void startInAProcessOfItsOwn() throws IOException {
        platform = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlatformProcess.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        registry = ProcessHandle.of(registryPid(platform)).orElseThrow();
    }

    @AfterEach
    void leaveNothingBehind() {
        registry.destroyForcibly();
        platform.destroyForcibly().onExit().join();
    }

    @Test
    void noRegistryIsLeftBehindAndTheDirectoryStartsAgain() throws Exception {
        kill();

        assertThat(registry.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        restartsWithEverything();
    }

    @Test
    void aRestartDoesNotWaitForTheOldRegistryToHaveEnded() throws Exception {
        kill();

        restartsWithEverything();
    }

    @Test
    void aLiveProcessKeepsTheDirectoryAndIsNamed() {
        assertThatThrownBy(() -> EmbeddedPlatform.start(directory))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("in use by process " + platform.pid());
        assertThat(Endpoints.read(directory))
                .hasValueSatisfying(running -> assertThat(running.pid()).isEqualTo(platform.pid()));
    }

    @Test
    void aKilledPlatformIsNotFoundThroughItsDirectory() {
        kill();

        assertThat(directory.resolve("platform.json")).exists();
        assertThat(Endpoints.read(directory)).isEmpty();
    }

    private void kill() {
        platform.destroyForcibly().onExit().join();
    }

    private void restartsWithEverything() throws Exception {
        try (EmbeddedPlatform again = EmbeddedPlatform.start(directory)) {
            assertThat(Traffic.read(again.bootstrapServers(), "kept", "read_committed"))
                    .containsExactly("one");
            assertThat(Traffic.get(again.ccompatUrl() + "/subjects").body()).contains("kept-value");
        }
    }

    private static long registryPid(Process platform) throws IOException {
        List<String> printed = new ArrayList<>();
        BufferedReader output = platform.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(PlatformProcess.READY)) {
                return Long.parseLong(line.substring(PlatformProcess.READY.length()));
            }
            printed.add(line);
        }
        throw new AssertionError("The platform process ended early:\n" + String.join("\n", printed));
    }
}
