package org.tieout.runtime.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes calls of a vendor on the loopback address, behind a proxy that speaks TLS: bodies up to a size,
/// answers in plain text. Thread-safe.
public final class LoopbackServer implements AutoCloseable {

    /// What of a body that is too large is swallowed, in pieces of the largest size, so that the sender
    /// hears the answer.
    private static final int MORE = 15;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int largest;
    private final Function<Call, Said> answerer;

    /// A call.
    ///
    /// @param method GET, POST, …
    /// @param headers a header's value, by its name
    /// @param parameters a parameter of the query, decoded, by its name
    /// @param body the body; empty where it is too large
    public record Call(
            String method,
            Function<String, Optional<String>> headers,
            Function<String, Optional<String>> parameters,
            Optional<String> body) {}

    /// What is answered.
    public record Said(int status, String text) {}

    private LoopbackServer(HttpServer server, int largest, Function<Call, Said> answerer) {
        this.server = server;
        this.largest = largest;
        this.answerer = answerer;
    }

    /// Listens on that port of 127.0.0.1; 0 takes a free one.
    ///
    /// @param largest how many bytes of a body are read
    /// @param answerer run for each call, on a thread of its own
    /// @throws IOException if the port is taken
    public static LoopbackServer start(int port, int largest, Function<Call, Said> answerer) throws IOException {
        var http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        var server = new LoopbackServer(http, largest, answerer);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = exchange.getRequestURI().getRawQuery();
            answer(
                    exchange,
                    answerer.apply(new Call(
                            exchange.getRequestMethod(),
                            name -> Optional.ofNullable(
                                    exchange.getRequestHeaders().getFirst(name)),
                            name -> parameter(query, name),
                            body(exchange.getRequestBody()))));
        }
    }

    private static Optional<String> parameter(@Nullable String query, String name) {
        if (query == null) {
            return Optional.empty();
        }
        for (var part : query.split("&", -1)) {
            if (part.startsWith(name + "=")) {
                try {
                    return Optional.of(URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> body(InputStream body) throws IOException {
        var bytes = body.readNBytes(largest + 1);
        if (bytes.length <= largest) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        for (var piece = 0; piece < MORE && body.readNBytes(largest).length == largest; piece++) {
            // Swallowed.
        }
        return Optional.empty();
    }

    private static void answer(HttpExchange exchange, Said said) throws IOException {
        var body = said.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
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
