package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
import org.tieout.runtime.http.Json;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.dataverse.DataverseOptions;
import org.tieout.simulator.dataverse.ServiceLimits;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.sink.testing.Contexts;

/// A simulated organisation with its people, and the ledger that is wired to it.
final class Crm implements AutoCloseable {
    final Simulator simulator;
    private final FaceDescription face;
    private final String root;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String account;
    private long own;
    private long counted;

    Crm() {
        // Our own records are trusted by what reads and writes them.
        var _ = AvroSerdes.inMemory();
        simulator = Simulator.start(SimulatorOptions.builder()
                .seed(7)
                .dataverse(DataverseOptions.defaults()
                        .withLimits(ServiceLimits.Limits.none())
                        .withSeed(false)
                        .withWebhooks(false, 2000))
                .build());
        face = simulator.dataverse().describe();
        root = id("organizationUrl") + "/api/data/v9.2/";
        account = create("account", "{\"name\":\"Maple Yard\"}");
    }

    /// A fresh one each time: tests let time go by.
    private String token() {
        return send(HttpRequest.newBuilder(URI.create(face.tokenUrl()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + face.clientId()
                                + "&client_secret=" + face.clientSecret() + "&scope=" + id("organizationUrl")
                                + "/.default")))
                .path("access_token")
                .asText();
    }

    // ---- wiring ---------------------------------------------------------------------------------------------------

    Ledger ledger(Trade trade, Map<String, String> settings, Notices notices) {
        return new CrmLedgers(Contexts.withoutBroker(secrets(trade), configuration(trade, settings)), pace())
                .open(trade.crm, notices)
                .orElseThrow();
    }

    static CrmPace pace() {
        return new CrmPace(1_000, 6_000, 4, Duration.ofMillis(200));
    }

    SecretStore secrets(Trade trade) {
        SecretStore secrets = SecretStore.inMemory(Clock.systemUTC());
        secrets.store(trade.crm, "client-secret", Secret.of(face.clientSecret()));
        return secrets;
    }

    Configuration configuration(Trade trade, Map<String, String> settings) {
        Map<String, String> connection = new HashMap<>(Map.of(
                "environment", "development",
                "organization-url", id("organizationUrl"),
                "token-url", face.tokenUrl(),
                "client-id", face.clientId(),
                "tenant-id", id("tenantId"),
                "call-timeout", "5s"));
        connection.putAll(settings);
        return new Configuration(
                List.of(
                        new Connection(trade.crm, "dynamics-sales", connection),
                        new Connection(trade.books, "bc", Map.of())),
                List.of(new Flow(
                        trade.flow, trade.crm, trade.books, "bc", Flow.Mode.INVOICE, Optional.empty(), Map.of())),
                Map.of(),
                Map.of());
    }

    private String id(String name) {
        return Objects.requireNonNull(face.ids().get(name)).getFirst();
    }

    // ---- people ---------------------------------------------------------------------------------------------------

    /// A won opportunity.
    String opportunity() {
        String id = create("opportunity", document("Kitchen"));
        control("win", "{\"id\":\"" + id + "\"}");
        return id;
    }

    /// An accepted quote of an opportunity that stays open.
    String quote() {
        String opportunity = create("opportunity", document("Kitchen"));
        String id = create(
                "quote",
                document("Kitchen quote")
                        .replace(
                                "{\"name\"",
                                "{\"opportunityid@odata.bind\":\"/opportunities(" + opportunity + ")\",\"name\""));
        edit("quote", id, "{\"statecode\":1,\"statuscode\":3}");
        close("WinQuote", "QuoteClose", "quoteid", SalesTable.QUOTE.row(id));
        return id;
    }

    /// A submitted order.
    String order() {
        String id = create("salesorder", document("Kitchen order"));
        control("submit", "{\"id\":\"" + id + "\"}");
        return id;
    }

    private String document(String name) {
        return "{\"name\":\"" + name + "\",\"description\":\"By hand\",\"customerid_account@odata.bind\":\"/accounts("
                + account + ")\"}";
    }

    String create(String table, String values) {
        return control("create", "{\"table\":\"" + table + "\",\"values\":" + values + "}")
                .path("id")
                .asText();
    }

    void edit(String table, String id, String changes) {
        control("edit", "{\"table\":\"" + table + "\",\"id\":\"" + id + "\",\"changes\":" + changes + "}");
    }

    /// Closes a document by its message.
    void close(String message, String parameter, String lookup, String row) {
        control(
                "message",
                "{\"name\":\"" + message + "\",\"body\":{\"Status\":-1,\"" + parameter + "\":{\"" + lookup
                        + "@odata.bind\":\"/" + row + "\"}}}");
    }

    void turn(String name) {
        control("switches", "{\"" + name + "\":true}");
    }

    JsonNode control(String action, String body) {
        return send(HttpRequest.newBuilder(URI.create(simulator.address() + "/control/dataverse/" + action))
                .POST(BodyPublishers.ofString(body)));
    }

    // ---- the truth ------------------------------------------------------------------------------------------------

    /// A row with all its columns, as the API shows it.
    JsonNode row(SalesTable table, String id) {
        return get(table.row(id));
    }

    JsonNode rows(String query) {
        return get(query).path("value");
    }

    /// By path below the root, or by a link that was given.
    JsonNode get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : root + path))
                .header("Authorization", "Bearer " + token())
                .header("Accept", "application/json");
        own++;
        return send((headers.length == 0 ? request : request.headers(headers)).GET());
    }

    /// So many calls were made since this was last asked, tokens and our own not counted. A call is logged a moment
    /// after its answer.
    void assertCalls(long expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (calls() < expected && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(calls()).isEqualTo(expected);
        counted += expected;
    }

    private long calls() {
        return simulator.calls().count("dataverse") - simulator.calls().count("dataverse", "token") - own - counted;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
            return Json.read(response.body()).orElseGet(Json::object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        simulator.close();
        http.close();
    }
}
