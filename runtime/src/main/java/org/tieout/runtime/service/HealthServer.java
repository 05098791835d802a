package org.tieout.runtime.service;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Serves `/health` (JSON, one entry for each service) and `/metrics` (Prometheus) on the loopback address.
///
/// `/health` answers 503 while a service is DOWN or STARTING, else 200; a paused connection is a matter for a
/// person, not for an orchestrator that would restart the process.
public final class HealthServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /// Starts on that port of 127.0.0.1; 0 takes a free one.
    ///
    /// @throws IOException if the port is taken
    public static HealthServer start(
            int port, Supplier<? extends Collection<? extends Service>> services, PrometheusMeterRegistry meters)
            throws IOException {
        var http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        var health = new HealthServer(http);
        http.setExecutor(health.threads);
        http.createContext("/health", exchange -> health.health(exchange, services.get()));
        http.createContext("/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", meters.scrape()));
        http.start();
        return health;
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    private void health(HttpExchange exchange, Collection<? extends Service> services) {
        var body = JSON.createObjectNode();
        var ready = true;
        for (var service : services) {
            var health = service.health();
            ready &= health.state() == Health.State.UP || health.state() == Health.State.PAUSED;
            var entry = body.putObject(service.name())
                    .put("state", health.state().name())
                    .put("reason", health.reason());
            var parts = entry.putObject("parts");
            new TreeMap<>(health.parts()).forEach(parts::put);
        }
        answer(exchange, ready ? 200 : 503, "application/json", body.toPrettyString() + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) {
        try (exchange) {
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
