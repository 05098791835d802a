package org.tieout.cli.up;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.alerts.AlertSender;
import org.tieout.cli.CliException;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Lifetime;
import org.tieout.cli.Logs;
import org.tieout.cli.running.NodeFile;
import org.tieout.cli.running.RunningSystem;
import org.tieout.ingest.amazon.IngestAmazon;
import org.tieout.ingest.dynamics.IngestDynamicsSales;
import org.tieout.mapper.MapperStreams;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.secret.MasterKey;
import org.tieout.runtime.secret.TopicSecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.HealthServer;
import org.tieout.runtime.service.Service;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.sink.bc.SinkBc;
import org.tieout.sink.dynamics.SinkDynamicsSales;
import org.tieout.sink.qbo.SinkQbo;

/// Some services in one process, wired: the one place where the product is put together.
///
/// ```
///  data directory ─ master key ─► secrets ─┐
///  cluster ─► config.* ─► config view ─────┼─► context ─► ingest-amazon
///  clock, meters, failpoints ──────────────┘          ├─► ingest-dynamics-sales
///                                                     ├─► mapper-streams   ─► health server ─► running/<pid>.json
///                                                     ├─► sink-qbo
///                                                     ├─► sink-bc
///                                                     ├─► sink-dynamics-sales
///                                                     └─► alert-sender
/// ```
///
/// Closing goes the other way. Thread-safe.
public final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Service> services = new ArrayList<>();
    private final Deque<Part> opened = new ArrayDeque<>();

    /// Something to close.
    @FunctionalInterface
    private interface Part {
        void close() throws IOException;
    }

    private Node() {}

    /// Starts those services on that cluster and returns at once; [#services] tell how they are.
    ///
    /// @param kafka the cluster, with its topics in place
    /// @param kafkaProperties the file behind its further client settings, so that other processes find it too
    /// @throws CliException if the health server cannot listen or the directory cannot be written
    public static Node start(
            KafkaSettings kafka, Optional<Path> kafkaProperties, DataDirectory data, Set<ServiceName> names) {
        var node = new Node();
        try {
            node.wire(kafka, kafkaProperties, data, names);
            return node;
        } catch (IOException e) {
            node.close();
            throw new CliException(
                    ExitCode.UNUSABLE,
                    "The services on " + data.root() + " cannot be started: " + e.getMessage(),
                    "Is the directory writable, and a port of 127.0.0.1 free?",
                    e);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void wire(KafkaSettings kafka, Optional<Path> kafkaProperties, DataDirectory data, Set<ServiceName> names)
            throws IOException {
        var clock = Clock.systemUTC();
        var secrets = open(TopicSecretStore.open(kafka, MasterKey.open(data.root()), clock));
        var config = open(ConfigView.follow(kafka)).awaitReady(PATIENCE);
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        opened.push(meters::close);
        var context = new ServiceContext(kafka, secrets, meters, clock, Failpoints.fromEnvironment(), config);
        for (var name : names) {
            services.add(open(service(name, context, data)));
        }
        var health = open(HealthServer.start(0, this::services, meters));
        var file = new NodeFile(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                kafkaProperties,
                "http://127.0.0.1:" + health.port() + "/health",
                names.stream().map(ServiceName::word).toList(),
                ProcessHandle.current().pid(),
                clock.instant());
        file.write(data);
        opened.push(() -> file.remove(data));
        services.forEach(Service::start);
    }

    private static Service service(ServiceName name, ServiceContext context, DataDirectory data) {
        var state = data.state().resolve(name.word());
        return switch (name) {
            case INGEST_AMAZON -> new IngestAmazon(context);
            case INGEST_DYNAMICS_SALES -> new IngestDynamicsSales(context);
            case MAPPER_STREAMS -> new MapperStreams(context, state);
            case SINK_QBO -> new SinkQbo(context, state);
            case SINK_BC -> new SinkBc(context, state);
            case SINK_DYNAMICS_SALES -> new SinkDynamicsSales(context, state);
            case ALERT_SENDER -> new AlertSender(context);
        };
    }

    /// What runs here.
    public List<Service> services() {
        return List.copyOf(services);
    }

    /// Waits until every service is up, or waits for a person.
    ///
    /// @throws CliException naming those that are not
    public void awaitUp(Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!services.stream().allMatch(Node::isReady)) {
            if (System.nanoTime() > deadline) {
                throw CliException.unusable(
                        "Not up after " + patience.toSeconds() + " s: " + String.join("; ", notReady()),
                        "See logs/tieout.log of the data directory.");
            }
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    private List<String> notReady() {
        return services.stream()
                .filter(service -> !isReady(service))
                .map(service -> service.name() + " is " + service.health().state() + " ("
                        + service.health().reason() + ")")
                .toList();
    }

    private static boolean isReady(Service service) {
        return switch (service.health().state()) {
            case UP, PAUSED -> true;
            case STARTING, DOWN -> false;
        };
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(() -> closeQuietly(part));
        return part;
    }

    private static void closeQuietly(AutoCloseable part) throws IOException {
        try {
            part.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /// Stops the services and lets go of everything, in reverse order. What fails to close is logged; the rest is
    /// closed.
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("A part did not close in order", e);
            }
        }
    }

    /// Runs services alone in this process, on whatever runs on the data directory, until the process is told to
    /// end. This is how they run one per process; tests halt such processes at a failpoint.
    ///
    /// @param arguments the data directory, and the services joined by commas
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: Node DATA-DIRECTORY SERVICE[,SERVICE…]");
            System.exit(ExitCode.UNUSABLE.code());
        }
        var data = new DataDirectory(Path.of(arguments[0]));
        var names = EnumSet.copyOf(
                Arrays.stream(arguments[1].split(",")).map(ServiceName::of).toList());
        Logs.toFile(data, "node-" + ProcessHandle.current().pid());
        try (var lifetime = Lifetime.begin();
                var node = start(RunningSystem.on(data).kafka(), Optional.empty(), data, names)) {
            node.awaitUp(PATIENCE);
            System.out.println("up");
            lifetime.awaitEnd();
        }
    }
}
