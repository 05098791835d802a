package org.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    private Path directory;

    @Test
    void aPortTakenAtTheLastMomentIsReplaced() throws Exception {
        DirectoryLock lock = DirectoryLock.take(directory, "broker.lock");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new UnluckyPorts(directory, taken.getLocalPort());

            try (EmbeddedBroker broker = EmbeddedBroker.start(directory, lock, ports)) {
                assertThat(broker.bootstrapServers()).doesNotEndWith(":" + taken.getLocalPort());
                Traffic.createTopic(broker.bootstrapServers(), "works");
            }
        }
    }

    @Test
    void twoBrokersRunSideBySideInOneJvm() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start(directory.resolve("one"));
                EmbeddedBroker two = EmbeddedBroker.start(directory.resolve("two"))) {
            Traffic.createTopic(one.bootstrapServers(), "same-name");
            Traffic.createTopic(two.bootstrapServers(), "same-name");
            Traffic.send(one.bootstrapServers(), "same-name", "in one");

            assertThat(Traffic.read(two.bootstrapServers(), "same-name", "read_committed"))
                    .isEmpty();
        }
    }

    @Test
    void aDirectoryOfAnotherClusterIsRefusedAndThisProcessLivesOn() throws Exception {
        Path log = Files.createDirectories(directory.resolve("log"));
        Files.writeString(log.resolve("meta.properties"), "version=1\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\nnode.id=1\n");

        assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("did not start on " + directory)
                .hasMessageContaining("luster");
        DirectoryLock.take(directory, "broker.lock").close();
    }
}
