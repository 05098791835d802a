package org.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenIsRead() throws Exception {
        Endpoints mine = endpoints(ProcessHandle.current().pid(), Instant.now());
        mine.write(directory);

        assertThat(Endpoints.read(directory)).contains(mine);
    }

    @Test
    void aProcessThatStartedAfterTheFileWasWrittenIsAnotherOne() throws Exception {
        Instant longAgo = Instant.now().minus(Duration.ofDays(30));
        endpoints(ProcessHandle.current().pid(), longAgo).write(directory);

        assertThat(Endpoints.read(directory)).isEmpty();
    }

    @Test
    void aDeadProcessRunsNothing() throws Exception {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ended.onExit().join();
        endpoints(ended.pid(), Instant.now()).write(directory);

        assertThat(Endpoints.read(directory)).isEmpty();
    }

    @Test
    void aDamagedFileIsAnErrorThatNamesIt() throws Exception {
        Files.writeString(directory.resolve("platform.json"), "{\"pid\": 1}");

        assertThatThrownBy(() -> Endpoints.read(directory))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("platform.json")
                .hasMessageContaining("'bootstrapServers' is missing");
    }

    private static Endpoints endpoints(long pid, Instant startedAt) {
        return new Endpoints(
                "127.0.0.1:20001",
                "http://127.0.0.1:20002/apis/registry/v3",
                "http://127.0.0.1:20002/apis/ccompat/v7",
                pid,
                startedAt);
    }
}
