package org.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.platform.testing.PlatformForTests;

class EmbeddedPlatformTest {

    @TempDir
    private Path temporary;

    @Test
    void topicsRecordsSchemasAndAddressesAreTheSameAfterARestart() throws Exception {
        Path directory = temporary.resolve("with a space");
        String brokerBefore;
        String registryBefore;
        String schemaBefore;
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(directory)) {
            brokerBefore = platform.bootstrapServers();
            registryBefore = platform.registryUrl();
            Traffic.createTopic(brokerBefore, "kept");
            Traffic.send(brokerBefore, "kept", "one", "two");
            schemaBefore = Traffic.registerSchema(platform.ccompatUrl(), "kept-value");
        }

        try (EmbeddedPlatform platform = EmbeddedPlatform.start(directory)) {
            assertThat(platform.bootstrapServers()).isEqualTo(brokerBefore);
            assertThat(platform.registryUrl()).isEqualTo(registryBefore);
            assertThat(Traffic.read(platform.bootstrapServers(), "kept", "read_committed"))
                    .containsExactly("one", "two");
            assertThat(Traffic.get(platform.ccompatUrl() + "/subjects").body()).contains("kept-value");
            assertThat(Traffic.registerSchema(platform.ccompatUrl(), "kept-value"))
                    .isEqualTo(schemaBefore);
        }
    }

    @Test
    void aPortTakenMeanwhileIsReplacedAndTheDataStays() throws Exception {
        int brokerPort;
        int registryPort;
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(temporary)) {
            brokerPort = port("kafka://" + platform.bootstrapServers());
            registryPort = port(platform.registryUrl());
            Traffic.createTopic(platform.bootstrapServers(), "kept");
            Traffic.send(platform.bootstrapServers(), "kept", "one");
        }

        try (ServerSocket _ = occupy(brokerPort);
                ServerSocket _ = occupy(registryPort);
                EmbeddedPlatform platform = EmbeddedPlatform.start(temporary)) {
            assertThat(port("kafka://" + platform.bootstrapServers())).isNotEqualTo(brokerPort);
            assertThat(port(platform.registryUrl())).isNotEqualTo(registryPort);
            assertThat(Traffic.read(platform.bootstrapServers(), "kept", "read_committed"))
                    .containsExactly("one");
        }
    }

    @Test
    void aReaderOfCommittedRecordsSeesWholeTransactionsOnly() throws Exception {
        String broker = PlatformForTests.get().bootstrapServers();
        Traffic.createTopic(broker, "transactions");
        try (KafkaProducer<String, String> producer = Traffic.transactional(broker, "a-writer")) {
            inTransaction(producer, "committed 1", "committed 2");
            producer.commitTransaction();
            inTransaction(producer, "aborted");
            producer.abortTransaction();
            inTransaction(producer, "committed 3");
            producer.commitTransaction();
        }

        assertThat(Traffic.read(broker, "transactions", "read_committed"))
                .containsExactly("committed 1", "committed 2", "committed 3");
        assertThat(Traffic.read(broker, "transactions", "read_uncommitted")).contains("aborted");
    }

    @Test
    void aTopicIsNotCreatedByWritingToIt() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", PlatformForTests.get().bootstrapServers(), "max.block.ms", "2000");

        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("nobody-declared-this", "x"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("nobody-declared-this");
        }
    }

    @Test
    void aSecondPlatformOnTheSameDirectoryIsRefused() {
        try (EmbeddedPlatform _ = EmbeddedPlatform.start(temporary)) {
            assertThatThrownBy(() -> EmbeddedPlatform.start(temporary))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(temporary.toString())
                    .hasMessageContaining("in use by this process already");
        }
    }

    @Test
    void whatRunsIsNamedInTheDirectoryUntilItIsClosed() {
        assertThat(Endpoints.read(temporary)).isEmpty();
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(temporary)) {
            assertThat(Endpoints.read(temporary)).hasValueSatisfying(running -> {
                assertThat(running.bootstrapServers()).isEqualTo(platform.bootstrapServers());
                assertThat(running.registryUrl()).isEqualTo(platform.registryUrl());
                assertThat(running.ccompatUrl()).isEqualTo(platform.ccompatUrl());
                assertThat(running.pid()).isEqualTo(ProcessHandle.current().pid());
            });
        }
        assertThat(Endpoints.read(temporary)).isEmpty();
        assertThat(temporary.resolve("platform.json")).doesNotExist();
    }

    @Test
    void onlyThisMachineReachesIt() throws Exception {
        EmbeddedPlatform platform = PlatformForTests.get();
        List<Integer> ports = List.of(port("kafka://" + platform.bootstrapServers()), port(platform.registryUrl()));

        for (InetAddress address : addressesOthersReach()) {
            for (int port : ports) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 1_000))
                            .as("%s port %s", address, port)
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void aDataDirectoryThatIsAFileIsAClearError() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> EmbeddedPlatform.start(file))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("The data directory " + file + " cannot be used");
    }

    private static void inTransaction(KafkaProducer<String, String> producer, String... values) throws Exception {
        producer.beginTransaction();
        for (String value : values) {
            producer.send(new ProducerRecord<>("transactions", value)).get();
        }
    }

    private static List<InetAddress> addressesOthersReach() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static ServerSocket occupy(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }
}
