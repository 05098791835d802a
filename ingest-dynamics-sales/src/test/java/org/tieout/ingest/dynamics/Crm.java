package org.tieout.ingest.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.dataverse.DataverseFace;
import org.tieout.simulator.dataverse.DataverseOptions;
import org.tieout.simulator.http.FaceDescription;

/// A simulated organisation with a connection of its own, and the people who work in it. Close it.
final class Crm implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    final String name = "crm-" + NUMBER.incrementAndGet();
    final Simulator simulator;
    final Map<String, String> settings = new HashMap<>();
    final SecretStore secrets = SecretStore.inMemory(Clock.systemUTC());
    private final HttpClient http = HttpClient.newHttpClient();

    Crm(DataverseOptions options) {
        simulator = Simulator.start(
                SimulatorOptions.builder().seed(7).build(), List.of(kernel -> new DataverseFace(kernel, options)));
        FaceDescription face = simulator.describe().getFirst();
        secrets.store(name, "client-secret", Secret.of(face.clientSecret()));
        settings.put("environment", "development");
        settings.put("organization-url", id(face, "organizationUrl") + "/");
        settings.put("token-url", face.tokenUrl());
        settings.put("tenant-id", id(face, "tenantId"));
        settings.put("client-id", face.clientId());
        settings.put("read-from", "2020-01-01");
    }

    private static String id(FaceDescription face, String name) {
        return face.ids().getOrDefault(name, List.of("")).getFirst();
    }

    /// The seeded deals in their first states.
    static Crm seeded() {
        return new Crm(DataverseOptions.defaults());
    }

    /// The same, where a page holds three rows.
    static Crm inSmallPages() {
        return new Crm(DataverseOptions.defaults().withPageSize(3));
    }

    Connection connection() {
        return new Connection(name, "dynamics-sales", settings);
    }

    /// What a person does there.
    JsonNode does(String action, String body) {
        HttpResponse<String> answer = post(simulator.address() + "/control/dataverse/" + action, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(action + ": " + answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    void edits(String table, String id, String changes) {
        does("edit", "{\"table\":\"%s\",\"id\":\"%s\",\"changes\":%s}".formatted(table, id, changes));
    }

    void deletes(String table, String id) {
        does("delete", "{\"table\":\"%s\",\"id\":\"%s\"}".formatted(table, id));
    }

    /// The next thing in a seeded deal happens.
    void advances(String deal) {
        does("advance", "{\"deal\":\"" + deal + "\"}");
    }

    /// Registers a webhook for changes of state of opportunities, with a header (section 11 of the memo).
    void tellsOfOpportunities(String address, String header, String value) {
        String settings = "<settings><setting name='%s' value='%s' /></settings>".formatted(header, value);
        String endpoint = made(
                "serviceendpoint",
                "{\"name\":\"hook\",\"contract\":8,\"messageformat\":2,\"url\":\"" + address
                        + "\",\"authtype\":5,\"authvalue\":\"" + settings.replace("'", "\\\"") + "\"}");
        String message = row("sdkmessage", "name", "Update");
        String filter = simulator.dataverse().organization().rows("sdkmessagefilter").stream()
                .filter(row -> row.text("primaryobjecttypecode").equals("opportunity")
                        && row.data().path("sdkmessageid").asText().contains(message))
                .map(row -> row.id().toString())
                .findFirst()
                .orElseThrow();
        made("sdkmessageprocessingstep", """
                {"name":"step","stage":40,"mode":1,"filteringattributes":"statecode,statuscode",
                 "sdkmessageid@odata.bind":"/sdkmessages(%s)",
                 "sdkmessagefilterid@odata.bind":"/sdkmessagefilters(%s)",
                 "eventhandler_serviceendpoint@odata.bind":"/serviceendpoints(%s)"}""".formatted(message, filter, endpoint));
    }

    private String made(String table, String values) {
        return does("create", "{\"table\":\"" + table + "\",\"values\":" + values + "}")
                .path("id")
                .asText();
    }

    /// Posts to that address, with pairs of headers.
    HttpResponse<String> post(String address, String body, String... headers) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(body));
            return http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The record a seeded deal began as.
    String first(String deal) {
        return simulator.dataverse().deals().all().stream()
                .filter(each -> each.name().equals(deal))
                .findFirst()
                .orElseThrow()
                .first()
                .key();
    }

    /// The only row of a table that has this text in this column.
    String row(String table, String column, String text) {
        return simulator.dataverse().organization().rows(table).stream()
                .filter(row -> row.text(column).equals(text))
                .map(row -> row.id().toString())
                .reduce((_, _) -> {
                    throw new AssertionError("several " + table + " have " + column + " " + text);
                })
                .orElseThrow();
    }

    /// The lines of a document.
    List<String> lines(String table, String parent, String document) {
        return simulator.dataverse().organization().rows(table).stream()
                .filter(row -> row.data().path(parent).asText().contains(document))
                .map(row -> row.id().toString())
                .toList();
    }

    /// Rows of tables, by id.
    List<String> ids(String... tables) {
        return List.of(tables).stream()
                .flatMap(table -> simulator.dataverse().organization().rows(table).stream())
                .map(row -> row.id().toString())
                .toList();
    }

    long calls() {
        return simulator.calls().counts().values().stream()
                .mapToLong(Number::longValue)
                .sum();
    }

    long calls(String operation) {
        return simulator.calls().count("dataverse", operation);
    }

    @Override
    public void close() {
        simulator.close();
        http.close();
        secrets.close();
    }
}
