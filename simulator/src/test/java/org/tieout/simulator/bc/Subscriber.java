package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tieout.simulator.http.Json;

/// A subscriber on this machine: echoes validation tokens unless told not to, keeps what it is notified of and
/// answers with the status it is told to.
final class Subscriber implements AutoCloseable {
    final AtomicInteger status = new AtomicInteger(200);
    final AtomicInteger handshakes = new AtomicInteger();
    volatile boolean echoes = true;
    private final BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
    private final HttpServer server;

    Subscriber() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hook", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (query.startsWith("validationToken=")) {
            handshakes.incrementAndGet();
            String token = echoes ? query.substring("validationToken=".length()) : "no";
            reply(exchange, 200, token);
        } else {
            notifications.add(Json.parse(body).orElseThrow());
            reply(exchange, status.get(), "");
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// The next notification, waited for.
    JsonNode next() {
        try {
            JsonNode next = notifications.poll(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no notification came");
            }
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    int waiting() {
        return notifications.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
