package org.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @TempDir
    private Path directory;

    @Test
    void aFreePortIsUsedAgain() {
        int first = new Ports(directory).port("broker");

        assertThat(new Ports(directory).port("broker")).isEqualTo(first);
    }

    @Test
    void aTakenPortIsReplacedAndTheNewOneRemembered() throws Exception {
        int first = new Ports(directory).port("broker");
        int second;
        try (ServerSocket _ = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            second = new Ports(directory).port("broker");
        }

        assertThat(second).isNotEqualTo(first);
        assertThat(new Ports(directory).port("broker")).isEqualTo(second);
    }

    @Test
    void twoNamesNeverShareAPort() throws Exception {
        int broker = new Ports(directory).port("broker");
        Files.writeString(directory.resolve("ports.properties"), "broker=" + broker + "\ncontroller=" + broker + "\n");
        Ports ports = new Ports(directory);

        assertThat(ports.port("broker")).isEqualTo(broker);
        assertThat(ports.port("controller")).isNotEqualTo(broker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker=", "broker=many", "broker=-1", "broker=99999", "no sense at all"})
    void aDamagedFileCostsTheOldPortAndNothingElse(String text) throws Exception {
        Files.writeString(directory.resolve("ports.properties"), text);

        assertThat(new Ports(directory).port("broker")).isBetween(20_000, 30_000);
    }
}
