package org.tieout.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.simulator.clock.SimulatorClock;

/// One HTTP server on the loopback interface for all faces and the control endpoints, a virtual thread per
/// request. It
/// wraps every face with the armed faults and the log of calls. Thread-safe.
public final class FaceServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaceServer.class);
    private static final int BODY_LIMIT = 32 * 1024 * 1024;
    private static final int NO_ANSWER = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<String, Face> faces = new LinkedHashMap<>();
    private final Faults faults;
    private final CallLog calls;
    private final SimulatorClock clock;
    private final Control control;

    static {
        // Without it the second segment of an answer waits for the client's delayed acknowledgement, 40 ms per call.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /// Binds the port (0: a free one) but answers only after [#start].
    ///
    /// @throws UncheckedIOException if the port cannot be bound
    public FaceServer(int port, SimulatorClock clock, Faults faults, CallLog calls) {
        this.clock = clock;
        this.faults = faults;
        this.calls = calls;
        this.control = new Control(faces, clock, faults, calls);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /// The port in use.
    public int port() {
        return server.getAddress().getPort();
    }

    /// Mounts a face; only before [#start].
    public void mount(Face face) {
        faces.put(face.name(), face);
    }

    /// Begins to answer.
    public void start() {
        server.start();
    }

    /// Stops at once; stalled requests are let go.
    @Override
    public void close() {
        stopping.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    // Closing an exchange that was not (fully) answered drops its connection, which is what the DROP fault relies on.
    private void serve(HttpExchange exchange) {
        try {
            Optional<Request> request = read(exchange);
            if (request.isEmpty()) {
                send(exchange, Response.text(400, "the simulator cannot read this request"));
            } else {
                answer(exchange, request.get());
            }
        } catch (IOException e) {
            LOG.debug("the client went away: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, Request request) throws IOException, InterruptedException {
        if (request.path().startsWith("/control/")) {
            send(exchange, guarded(() -> control.handle(request.below("/control")), request));
            return;
        }
        for (Face face : faces.values()) {
            String prefix = "/" + face.name();
            if (request.path().startsWith(prefix + "/")) {
                answer(exchange, face, request.below(prefix));
                return;
            }
        }
        send(exchange, Response.text(404, "no face is mounted at " + request.path()));
    }

    private void answer(HttpExchange exchange, Face face, Request request) throws IOException, InterruptedException {
        Optional<Fault> fault = faults.strike(face.name(), request);
        int seen = fault.isEmpty()
                ? send(exchange, guarded(() -> face.handle(request), request))
                : answerWithFault(exchange, face, request, fault.get());
        calls.record(new CallLog.Call(
                clock.protocolNow(),
                face.name(),
                face.operation(request),
                request.method(),
                request.path(),
                seen,
                fault.map(struck -> struck.when() + " "
                        + struck.what().getClass().getSimpleName().toUpperCase(Locale.ROOT))));
    }

    private int answerWithFault(HttpExchange exchange, Face face, Request request, Fault fault)
            throws IOException, InterruptedException {
        boolean accepted = fault.when() != Fault.When.BEFORE_ACCEPT;
        Response committed =
                accepted ? guarded(() -> face.handle(request), request) : Response.json(200, Json.object());
        return switch (fault.what()) {
            case Fault.Drop() -> fault.when() == Fault.When.MID_BODY ? sendHalfAndDrop(exchange, committed) : NO_ANSWER;
            case Fault.Stall(var length) -> {
                waitUnlessStopping(length.toMillis());
                yield send(exchange, accepted ? committed : guarded(() -> face.handle(request), request));
            }
            case Fault.Status(var status, var headers, var body) -> {
                Response failure = face.failure(status);
                if (body.isPresent()) {
                    failure = failure.withBody(body.get().getBytes(StandardCharsets.UTF_8));
                }
                for (Map.Entry<String, String> header : headers.entrySet()) {
                    failure = failure.withHeader(header.getKey(), header.getValue());
                }
                yield send(exchange, failure);
            }
            case Fault.Corrupt() -> send(exchange, committed.withBody(garbled(committed.body())));
            case Fault.Truncate(var ratio) -> send(exchange, committed.withBody(firstPart(committed.body(), ratio)));
        };
    }

    private void waitUnlessStopping(long millis) throws InterruptedException {
        boolean stopped = stopping.await(millis, TimeUnit.MILLISECONDS);
        if (stopped) {
            LOG.debug("a stalled request was let go");
        }
    }

    private static byte[] garbled(byte[] body) {
        byte[] garbled = body.length == 0 ? new byte[] {'{'} : body;
        // A text loses its opening character, a compressed stream its magic number and a byte its checksum covers.
        garbled[0] = (byte) 0xFF;
        garbled[garbled.length / 2] ^= 0x55;
        return garbled;
    }

    private static byte[] firstPart(byte[] body, BigDecimal ratio) {
        int length = ratio.multiply(BigDecimal.valueOf(body.length)).intValue();
        return Arrays.copyOf(body, Math.clamp(length, 0, body.length));
    }

    private static int send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body();
        sendHeaders(exchange, response, body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        return response.status();
    }

    private static int sendHalfAndDrop(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body();
        sendHeaders(exchange, response, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
        return NO_ANSWER;
    }

    private static void sendHeaders(HttpExchange exchange, Response response, int length) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
    }

    private static Response guarded(Supplier<Response> handler, Request request) {
        try {
            return handler.get();
        } catch (RuntimeException defect) {
            LOG.error("the simulator failed on {} {}", request.method(), request.path(), defect);
            return Response.text(500, "the simulator itself failed: " + defect);
        }
    }

    private static Optional<Request> read(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        boolean zipped = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        // Official QBO clients set Content-Encoding even on requests without a body.
        byte[] body = zipped && sent.length > 0 ? unzip(sent) : sent;
        if (body.length > BODY_LIMIT) {
            return Optional.empty();
        }
        String query = exchange.getRequestURI().getRawQuery();
        try {
            return Optional.of(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    query == null ? "" : query,
                    new Headers(exchange.getRequestHeaders()),
                    body));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    private static byte[] unzip(byte[] sent) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return in.readNBytes(BODY_LIMIT + 1);
        }
    }
}
