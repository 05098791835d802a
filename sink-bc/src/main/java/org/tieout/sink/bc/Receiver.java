package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.http.LoopbackServer;
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

    private static final String HANDSHAKE = "validationToken";

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

    private final MeterRegistry meters;
    private final Runnable hint;
    private volatile Secret secret;
    private final LoopbackServer server;

    private Receiver(int port, Secret secret, MeterRegistry meters, Runnable hint) throws IOException {
        this.secret = secret;
        this.meters = meters;
        this.hint = hint;
        this.server = LoopbackServer.start(port, LARGEST, this::answer);
    }

    /// Listens on that port of 127.0.0.1; 0 takes a free one.
    ///
    /// @param hint run for each notification that carries the secret; must return at once
    /// @throws IOException if the port is taken
    static Receiver start(int port, Secret secret, MeterRegistry meters, Runnable hint) throws IOException {
        return new Receiver(port, secret, meters, hint);
    }

    /// The port it listens on.
    int port() {
        return server.port();
    }

    /// From now on notifications carry that secret.
    void expect(Secret other) {
        secret = other;
    }

    private LoopbackServer.Said answer(LoopbackServer.Call call) {
        Optional<String> token = call.parameters().apply(HANDSHAKE);
        if (token.isEmpty()) {
            Kind kind = call.body().map(this::kind).orElse(Kind.TOO_LARGE);
            Counter.builder("tieout.sink.notifications")
                    .tag("target", "bc")
                    .tag("kind", kind.label)
                    .register(meters)
                    .increment();
            if (kind == Kind.TAKEN) {
                hint.run();
            }
        }
        return new LoopbackServer.Said(200, token.orElse(""));
    }

    private Kind kind(String body) {
        Optional<JsonNode> entries =
                Json.read(body).map(json -> json.path("value")).filter(value -> value.isArray() && !value.isEmpty());
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

    @Override
    public void close() {
        server.close();
    }
}
