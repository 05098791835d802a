package org.tieout.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/// Apache Kafka in this JVM: one combined KRaft node (broker and controller) on a directory of its own,
/// listening on 127.0.0.1.
///
/// The directory survives a restart and a killed JVM; topics, records, committed offsets and transactions are
/// there again. Topics are never created by use. Everything Kafka keeps is kept once (one node), so it is as
/// durable as this disk: meant for a laptop, a demo and tests, not in place of a cluster. Thread-safe;
/// [#close()] may be called more than once.
///
/// Quiet logs: set the loggers `kafka`, `org.apache.kafka` and `state.change.logger` to ERROR. At WARN a
/// healthy broker still reports two expected events at every start (the controller's activation, and a
/// connection closed during shutdown).
///
/// Sources: Apache Kafka documentation, "KRaft", "Broker Configs".
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /// The same in every directory: a restart must find the id it was formatted with.
    private static final String CLUSTER_ID = "VGllb3V0LUVtYmVkZGVkMQ";

    private static final int NODE_ID = 1;
    private static final int START_ATTEMPTS = 3;
    private static final String CLIENT_PORT = "broker";
    private static final String CONTROLLER_PORT = "controller";

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final String bootstrapServers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(KafkaRaftServer server, DirectoryLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.bootstrapServers = HOST + ":" + port;
    }

    /// Starts the broker on that directory, which is created if it is missing, and returns when it accepts
    /// clients.
    ///
    /// @throws PlatformException when another live process holds the directory, or the broker does not start
    public static EmbeddedBroker start(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.take(home, "broker.lock");
        try {
            return start(home, lock, new Ports(home));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    static EmbeddedBroker start(Path home, DirectoryLock lock, Ports ports) {
        int port = ports.port(CLIENT_PORT);
        int controllerPort = ports.port(CONTROLLER_PORT);
        for (int attempt = 1; ; attempt++) {
            try {
                return new EmbeddedBroker(startOnce(home, port, controllerPort), lock, port);
            } catch (Exception e) {
                if (attempt == START_ATTEMPTS || !isPortTaken(e)) {
                    throw new PlatformException(
                            "The embedded broker did not start on " + home + ": " + e.getMessage()
                                    + ". If the directory is of no value, remove it and start again.",
                            e);
                }
                port = ports.anotherPort(CLIENT_PORT);
                controllerPort = ports.anotherPort(CONTROLLER_PORT);
            }
        }
    }

    private static KafkaRaftServer startOnce(Path home, int port, int controllerPort) throws Exception {
        BrokerFaults.transitionBegins();
        try {
            Path log = home.resolve("log");
            format(log);
            KafkaRaftServer server =
                    new KafkaRaftServer(KafkaConfig.fromProps(settings(log, port, controllerPort)), Time.SYSTEM);
            try {
                server.startup();
                return server;
            } catch (Exception e) {
                server.shutdown();
                server.awaitShutdown();
                throw e;
            }
        } finally {
            BrokerFaults.transitionEnds();
        }
    }

    private static void format(Path log) throws Exception {
        Files.createDirectories(log);
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
            new Formatter()
                    .setClusterId(CLUSTER_ID)
                    .setNodeId(NODE_ID)
                    .addDirectory(log.toString())
                    .setMetadataLogDirectory(log.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setPrintStream(nowhere)
                    .run();
        }
    }

    private static Properties settings(Path log, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        singleReplica(settings);
        modestMemory(settings);
        quickRestarts(settings);
        // A directory that lay untouched for a month must not have forgotten how far its services had read: ten
        // years, in minutes.
        settings.put("offsets.retention.minutes", "5256000");
        return settings;
    }

    private static void singleReplica(Properties settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
    }

    private static void modestMemory(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        // Two index files of this size are mapped per partition; the default is 10 MiB.
        settings.put("log.index.size.max.bytes", "1048576");
    }

    /// Kafka's defaults wait for members that may come from other machines, and are patient with dead ones.
    private static void quickRestarts(Properties settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.streams.initial.rebalance.delay.ms", "0");
        // After a kill the controller refuses the new broker until the session of the dead one has run out: 3 s
        // instead of 9. A pause that long in between only fences the one node for a moment.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // After a kill the partitions of a dead group member are free when its session has run out: 6 s instead
        // of 45. (Members of the classic protocol choose their own, and may choose less.)
        settings.put("group.min.session.timeout.ms", "1000");
        for (String protocol : List.of("consumer", "streams")) {
            settings.put("group." + protocol + ".min.session.timeout.ms", "6000");
            settings.put("group." + protocol + ".session.timeout.ms", "6000");
            settings.put("group." + protocol + ".min.heartbeat.interval.ms", "1500");
            settings.put("group." + protocol + ".heartbeat.interval.ms", "1500");
        }
    }

    private static boolean isPortTaken(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /// `host:port`, as `bootstrap.servers` wants it.
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /// Stops the broker, within seconds, and gives the directory free. Close clients first: they report a
    /// broker that went away.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        BrokerFaults.transitionBegins();
        try (lock) {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            BrokerFaults.transitionEnds();
        }
    }
}
