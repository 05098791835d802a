package org.tieout.sink.qbo;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;
import org.tieout.simulator.Simulator;
import org.tieout.sink.testing.Contexts;

/// Wires ledgers to a simulated company.
final class Books {
    private Books() {}

    static Ledger ledger(Simulator simulator, String connection, String flow, boolean createItems, Notices notices) {
        return new QboLedgers(
                        Contexts.withoutBroker(
                                secrets(simulator, connection),
                                configuration(simulator, connection, flow, createItems)),
                        QboPace.documented())
                .open(connection, notices)
                .orElseThrow();
    }

    static SecretStore secrets(Simulator simulator, String connection) {
        var face = simulator.qbo().describe();
        SecretStore secrets = SecretStore.inMemory(Clock.systemUTC());
        secrets.store(connection, "client-secret", Secret.of(face.clientSecret()));
        secrets.store(connection, "refresh-token", Secret.of(face.refreshToken()));
        return secrets;
    }

    static Configuration configuration(Simulator simulator, String connection, String flow, boolean createItems) {
        var face = simulator.qbo().describe();
        return new Configuration(
                List.of(new Connection(
                        connection,
                        "qbo",
                        Map.of(
                                "environment", "development",
                                "base-url", face.baseUrl(),
                                "token-url", face.tokenUrl(),
                                "client-id", face.clientId(),
                                "realm-id",
                                        Objects.requireNonNull(face.ids().get("realmId"))
                                                .getFirst(),
                                "call-timeout", "5s"))),
                List.of(new Flow(
                        flow,
                        "amazon-us",
                        connection,
                        "qbo",
                        Flow.Mode.INVOICE,
                        Optional.empty(),
                        Map.of("create-missing-items", Boolean.toString(createItems)))),
                Map.of(),
                Map.of());
    }
}
