package org.tieout.runtime.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.secret.MasterKey;
import org.tieout.runtime.secret.TopicSecretStore;

/// Runs one service alone in its process, against a cluster. Reads the environment:
///
/// ```
/// TIEOUT_BOOTSTRAP_SERVERS   host:port of the cluster (required)
/// TIEOUT_REGISTRY_URL        base URL of the registry's own API (required)
/// TIEOUT_DATA_DIR            where keys and local state are kept; default: data
/// TIEOUT_HEALTH_PORT         port of /health and /metrics on 127.0.0.1; default: 8090
/// ```
public final class ServiceMain {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ServiceMain() {}

    /// Starts the service and returns when the process is told to end and the service has stopped.
    ///
    /// @throws IOException if the health port is taken
    public static void run(Function<ServiceContext, Service> service) throws IOException, InterruptedException {
        run(service, System.getenv());
    }

    private static void run(Function<ServiceContext, Service> service, Map<String, String> environment)
            throws IOException, InterruptedException {
        var settings = KafkaSettings.of(
                required(environment, "TIEOUT_BOOTSTRAP_SERVERS"), required(environment, "TIEOUT_REGISTRY_URL"));
        var data = Path.of(environment.getOrDefault("TIEOUT_DATA_DIR", "data"));
        var port = Integer.parseInt(environment.getOrDefault("TIEOUT_HEALTH_PORT", "8090"));
        var clock = Clock.systemUTC();
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        TopicAdmin.ensure(settings, TopicSizing.CLUSTER);
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndWait(stop, stopped), "shutdown"));
        try (var secrets = TopicSecretStore.open(settings, MasterKey.open(data), clock);
                var config = ConfigView.follow(settings).awaitReady(PATIENCE);
                var running = service.apply(
                        new ServiceContext(settings, secrets, meters, clock, Failpoints.fromEnvironment(), config));
                var _ = HealthServer.start(port, () -> List.of(running), meters)) {
            running.start();
            stop.await();
        } finally {
            stopped.countDown();
        }
    }

    /// A JVM ends when its shutdown hooks have: this one waits until everything is closed in order.
    private static void endAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException("Set the environment variable " + name + "."));
    }
}
