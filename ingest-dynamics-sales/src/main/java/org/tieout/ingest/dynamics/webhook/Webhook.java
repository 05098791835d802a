package org.tieout.ingest.dynamics.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.LoopbackServer;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;
import org.tieout.schemas.Keys;

/// Takes Dataverse's webhooks (memo, section 11). A call that carries our secret is a hint to look now;
/// nothing else in it is used, so that one that is lost, doubled, late or forged changes nothing. Without a
/// port to listen on changes are found by asking.
public final class Webhook implements AutoCloseable {

    /// The header by which a registration with *HttpHeader* proves itself.
    public static final String HEADER = "x-tieout-webhook-secret";

    /// The parameter that a registration with *WebhookKey* adds.
    public static final String PARAMETER = "code";

    /// Dataverse leaves parts of larger bodies out itself.
    static final int LARGEST = 256 << 10;

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private enum Kind {
        TAKEN("taken", 200),
        FOREIGN("foreign", 401),
        WRONG_METHOD("wrong-method", 405),
        TOO_LARGE("too-large", 413);

        private final String label;
        private final int status;

        Kind(String label, int status) {
            this.label = label;
            this.status = status;
        }
    }

    private final String connection;
    private final int port;
    private final Supplier<Optional<Secret>> secret;
    private final Alerts alerts;
    private final MeterRegistry meters;
    private final Hints hints;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private @Nullable LoopbackServer server;
    private boolean closed;

    /// @param port on 127.0.0.1; 0 takes a free one
    /// @param secret what a call must carry, as it stands now; without one none is taken
    /// @param wake lets the connection be read now; must return at once
    public Webhook(
            String connection,
            int port,
            Supplier<Optional<Secret>> secret,
            Alerts alerts,
            MeterRegistry meters,
            Runnable wake) {
        this.connection = connection;
        this.port = port;
        this.secret = secret;
        this.alerts = alerts;
        this.meters = meters;
        this.hints = new Hints(this::after, System::nanoTime, wake);
    }

    private void after(Duration wait, Runnable what) {
        if (!later.isShutdown()) {
            var _ = later.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Listens; where the port is taken a person is told and it is tried again.
    public synchronized void start() {
        if (closed) {
            return;
        }
        try {
            server = LoopbackServer.start(port, LARGEST, this::answer);
            alerts.resolve(alert());
        } catch (IOException e) {
            alerts.raise(
                    alert(),
                    connection,
                    "The webhook of " + connection + " cannot listen on port " + port + " of this machine: "
                            + e.getMessage(),
                    "Give it another webhook-port, or end what listens there. Until then changes are found by asking,"
                            + " as without a webhook.");
            after(AGAIN, this::start);
        }
    }

    private LoopbackServer.Said answer(LoopbackServer.Call call) {
        Kind kind = kind(call);
        Counter.builder("tieout.ingest.notifications")
                .description("Calls of a vendor's webhooks, by what became of them")
                .tag("connection", connection)
                .tag("kind", kind.label)
                .register(meters)
                .increment();
        if (kind == Kind.TAKEN) {
            hints.hint();
        }
        return new LoopbackServer.Said(kind.status, "");
    }

    private Kind kind(LoopbackServer.Call call) {
        if (!isOurs(call.headers().apply(HEADER).or(() -> call.parameters().apply(PARAMETER)))) {
            return Kind.FOREIGN;
        }
        if (!call.method().equals("POST")) {
            return Kind.WRONG_METHOD;
        }
        return call.body().isEmpty() ? Kind.TOO_LARGE : Kind.TAKEN;
    }

    private boolean isOurs(Optional<String> given) {
        Optional<Secret> expected = secret.get();
        return expected.isPresent()
                && MessageDigest.isEqual(bytes(expected.get().reveal(SecretAccess.forUse())), bytes(given.orElse("")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The port it listens on, if it does.
    synchronized OptionalInt port() {
        return server == null ? OptionalInt.empty() : OptionalInt.of(server.port());
    }

    private String alert() {
        return Keys.of(connection, "webhook");
    }

    @Override
    public void close() {
        later.shutdownNow();
        LoopbackServer open;
        synchronized (this) {
            closed = true;
            open = server;
        }
        if (open != null) {
            open.close();
        }
    }
}
