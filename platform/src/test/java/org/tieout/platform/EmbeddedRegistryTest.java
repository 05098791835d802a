package org.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest {

    @TempDir
    private Path directory;

    @Test
    void aFailedStartShowsWhatTheRegistryLogged() throws Exception {
        Path notTheRegistry = Files.createFile(directory.resolve("quarkus-run.jar"));

        assertThatThrownBy(() -> EmbeddedRegistry.start(directory, notTheRegistry, Duration.ofSeconds(30)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("ended with exit code 1")
                .hasMessageContaining("registry.log")
                .hasMessageContaining("ClassNotFoundException");
    }

    @Test
    void aRegistryThatDoesNotAnswerInTimeIsStoppedAndReported() {
        assertThatThrownBy(
                        () -> EmbeddedRegistry.start(directory, RegistryDistribution.launcher(), Duration.ofMillis(1)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("did not answer within");

        DirectoryLock.take(directory, "process.lock").close();
    }

    @Test
    void aPortTakenAtTheLastMomentIsReplaced() throws Exception {
        DirectoryLock lock = DirectoryLock.take(directory, "registry.lock");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new UnluckyPorts(directory, taken.getLocalPort());

            try (EmbeddedRegistry registry = EmbeddedRegistry.start(
                    directory, RegistryDistribution.launcher(), Duration.ofSeconds(60), lock, ports)) {
                assertThat(URI.create(registry.registryUrl()).getPort()).isNotEqualTo(taken.getLocalPort());
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anInterruptAtTheTerminalLeavesItRunningForTheServicesThatStillNeedIt() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(directory)) {
            for (int i = 0; i < 3; i++) {
                Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -INT " + registry.pid()).start();
                assertThat(kill.waitFor()).isZero();
                assertThat(Traffic.get(registry.registryUrl() + "/system/info").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aClosedRegistryIsGone() {
        EmbeddedRegistry registry = EmbeddedRegistry.start(directory);
        ProcessHandle process = ProcessHandle.of(registry.pid()).orElseThrow();

        registry.close();
        registry.close();

        assertThat(process.isAlive()).isFalse();
    }
}
