package org.tieout.sink.bc;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
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

/// Wires ledgers to a simulated company, and asks its books.
final class Books {
    private Books() {}

    static Ledger ledger(Simulator simulator, Trade trade, Map<String, String> settings, Notices notices) {
        return ledger(simulator, trade, settings, new CrmTable(), notices);
    }

    static Ledger ledger(
            Simulator simulator, Trade trade, Map<String, String> settings, CrmRecords crm, Notices notices) {
        return new BcLedgers(
                        Contexts.withoutBroker(
                                secrets(simulator, trade.target), configuration(simulator, trade, settings)),
                        pace(),
                        crm)
                .open(trade.target, notices)
                .orElseThrow();
    }

    /// As documented, but nobody waits for minutes.
    static BcPace pace() {
        return new BcPace(1_000, 6_000, 4, true, Duration.ofSeconds(5));
    }

    static SecretStore secrets(Simulator simulator, String connection) {
        SecretStore secrets = SecretStore.inMemory(Clock.systemUTC());
        secrets.store(
                connection, "client-secret", Secret.of(simulator.bc().describe().clientSecret()));
        return secrets;
    }

    /// @param settings of the connection, or of the flow where an option of that name is one of a flow's
    static Configuration configuration(Simulator simulator, Trade trade, Map<String, String> settings) {
        var face = simulator.bc().describe();
        Map<String, String> connection = new HashMap<>(Map.of(
                "environment", "development",
                "base-url", face.baseUrl(),
                "token-url", face.tokenUrl(),
                "client-id", face.clientId(),
                "tenant-id", id(face.ids(), "tenantId"),
                "environment-name", id(face.ids(), "environment"),
                "company-id", id(face.ids(), "companyId"),
                "call-timeout", "5s"));
        Map<String, String> options = new HashMap<>(Map.of("create-missing-items", "true"));
        settings.forEach((name, value) -> (List.of("create-missing-items", "returns-to-stock", Flow.BC_SCHEME)
                                .contains(name)
                        ? options
                        : connection)
                .put(name, value));
        return new Configuration(
                List.of(new Connection(trade.target, "bc", connection)),
                List.of(new Flow(
                        trade.flow, trade.source, trade.target, "bc", Flow.Mode.INVOICE, Optional.empty(), options)),
                Map.of(),
                Map.of());
    }

    private static String id(Map<String, List<String>> ids, String name) {
        return Objects.requireNonNull(ids.get(name)).getFirst();
    }

    // ---- the truth ------------------------------------------------------------------------------------------------

    static BigDecimal balance(Simulator simulator, String account) {
        var company = simulator.bc().company();
        return company.atomically(() -> company.books().ledger().balance(account));
    }

    static BigDecimal customerBalance(Simulator simulator) {
        var company = simulator.bc().company();
        return company.atomically(() -> company.books().ledger().customerBalance("AMZ-US"));
    }

    static BigDecimal bankBalance(Simulator simulator) {
        var company = simulator.bc().company();
        return company.atomically(() -> company.books().ledger().bankBalance("CHECKING"));
    }

    static BigDecimal trialBalance(Simulator simulator) {
        var company = simulator.bc().company();
        return company.atomically(() -> company.books().ledger().trialBalance());
    }

    /// How many documents there are in a set with that status.
    static long count(Simulator simulator, String set, String status) {
        var company = simulator.bc().company();
        return company.atomically(() -> company.books().table(set).all().stream()
                .filter(entity -> entity.text("status").equals(status))
                .count());
    }

    static int rows(Simulator simulator, String table) {
        var company = simulator.bc().company();
        return company.atomically(() -> company.books().table(table).all().size());
    }
}
