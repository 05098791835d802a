package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;

/// Takes Business Central's notifications on the loopback address, behind a proxy that speaks TLS, and makes hints
/// of them (memo, 10).
///
/// Every answer is 200, whatever came: any other makes Business Central delete the subscription. What does not carry
/// our secret is counted and has no effect; what does is a hint and no more, so that nothing else in it is read.
final class Receiver implements AutoCloseable {
    /// The largest notification that is read.
    static final int LARGEST = 1 << 20;

    /// What of a larger one is swallowed, in pieces of that size, so that the sender hears the answer.
    private static final int MORE = 15;

    private static final String HANDSHAKE = "validationToken=";

    private enum Kind {
        TAKEN("taken"),
        FOREIGN("foreign"),
        UNREADABLE("unreadable"),
        TOO_LARGE("too-large");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MeterRegistry meters;
    private final Runnable hint;
    private volatile Secret secret;

    private Receiver(HttpServer server, Secret secret, MeterRegistry meters, Runnable hint) {
        this.server = server;
        this.secret = secret;
        this.meters = meters;
        this.hint = hint;
    }

    /// Listens on that port of 127.0.0.1; 0 takes a free one.
    ///
    /// @param hint run for each notification that carries the secret; must return at once
    /// @throws IOException if the port is taken
    static Receiver start(int port, Secret secret, MeterRegistry meters, Runnable hint) throws IOException {
        var http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        var receiver = new Receiver(http, secret, meters, hint);
        http.setExecutor(receiver.threads);
        http.createContext("/", receiver::handle);
        http.start();
        return receiver;
    }

    /// The port it listens on.
    int port() {
        return server.getAddress().getPort();
    }

    /// From now on notifications carry that secret.
    void expect(Secret other) {
        secret = other;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> token = token(exchange.getRequestURI().getRawQuery());
            if (token.isEmpty()) {
                Kind kind = kind(exchange.getRequestBody());
                Counter.builder("tieout.sink.notifications")
                        .tag("target", "bc")
                        .tag("kind", kind.label)
                        .register(meters)
                        .increment();
                if (kind == Kind.TAKEN) {
                    hint.run();
                }
            }
            answer(exchange, token.orElse(""));
        }
    }

    private static Optional<String> token(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        for (String part : query.split("&", -1)) {
            if (part.startsWith(HANDSHAKE)) {
                try {
                    return Optional.of(URLDecoder.decode(part.substring(HANDSHAKE.length()), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private Kind kind(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            for (int piece = 0; piece < MORE && body.readNBytes(LARGEST).length == LARGEST; piece++) {
                // Swallowed.
            }
            return Kind.TOO_LARGE;
        }
        Optional<JsonNode> entries = Json.read(new String(bytes, StandardCharsets.UTF_8))
                .map(json -> json.path("value"))
                .filter(value -> value.isArray() && !value.isEmpty());
        if (entries.isEmpty()) {
            return Kind.UNREADABLE;
        }
        byte[] expected = secret.reveal(SecretAccess.forUse()).getBytes(StandardCharsets.UTF_8);
        boolean ours = false;
        for (JsonNode entry : entries.get()) {
            byte[] state = entry.path("clientState").asText("").getBytes(StandardCharsets.UTF_8);
            ours |= MessageDigest.isEqual(expected, state);
        }
        return ours ? Kind.TAKEN : Kind.FOREIGN;
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
