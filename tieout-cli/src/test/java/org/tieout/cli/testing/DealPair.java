package org.tieout.cli.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.tieout.schemas.Target;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.bc.BcFace;
import org.tieout.simulator.bc.Human;
import org.tieout.simulator.dataverse.DataverseFace;
import org.tieout.simulator.dataverse.DataverseOptions;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;

/// A simulated CRM whose deals go every route, and a simulated company in Business Central, joined by a flow.
/// Thread-safe.
public final class DealPair implements Joined {

    private static final String HEADER = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n";

    private final String flow;
    private final Simulator simulator;
    private final int webhookPort = freePort();
    private final List<String> mapping = new ArrayList<>(DealRows.ROWS);
    private final Map<String, String> options = new ConcurrentHashMap<>(Map.of("create-missing-items", "true"));

    private DealPair(String flow, Simulator simulator) {
        this.flow = flow;
        this.simulator = simulator;
    }

    /// Starts the world: thirteen deals in their first states.
    ///
    /// @param flow the flow's name, which no other test uses
    public static DealPair start(String flow) {
        var options = SimulatorOptions.builder().seed(11).build();
        return new DealPair(
                flow,
                Simulator.start(
                        options,
                        List.of(
                                kernel -> new DataverseFace(
                                        kernel, DataverseOptions.defaults().withWebhooks(true, 5_000)),
                                kernel -> new BcFace(kernel, options.bc()))));
    }

    /// What the CRM's webhooks carry.
    String webhookSecret() {
        return "sim-webhook-secret-" + flow;
    }

    /// Where the CRM's webhooks go.
    public int webhookPort() {
        return webhookPort;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives the flow an option.
    public DealPair with(String option, String value) {
        options.put(option, value);
        return this;
    }

    /// Adds a row to the mapping table; `apply` brings it in.
    public synchronized void map(String row) {
        mapping.add(row);
    }

    /// Takes the rows of a key out of the mapping table.
    public synchronized void unmap(String kind, String key) {
        mapping.removeIf(row -> row.startsWith(kind + "," + key + ","));
    }

    /// Lets the salespeople work for so long.
    public void pass(Duration by) {
        people("pass", Json.object().put("duration", by.toString()));
    }

    /// Has the salespeople do the next thing in a deal.
    public void advance(String deal) {
        people("advance", Json.object().put("deal", deal));
    }

    /// What a person does in the CRM, or the control does to it. Returns what it has to tell.
    public JsonNode people(String act, ObjectNode body) {
        var answer = simulator
                .dataverse()
                .control(new Request(
                        "POST",
                        "/" + act,
                        "",
                        new Headers(Map.of()),
                        body.toString().getBytes(StandardCharsets.UTF_8)));
        if (answer.status() >= 300) {
            throw new AssertionError(act + " answered " + answer.status());
        }
        return Json.parse(answer.body()).orElseThrow();
    }

    /// Has an administrator register our address for those changes of states.
    public void registerWebhooks() {
        var endpoint = people(
                        "create",
                        created(
                                "serviceendpoint",
                                Json.object()
                                        .put("name", "Tieout")
                                        .put("contract", 8)
                                        .put("messageformat", 2)
                                        .put("url", "http://127.0.0.1:" + webhookPort + "/")
                                        .put("authtype", 4)
                                        .put("authvalue", webhookSecret())))
                .path("id")
                .asText();
        for (var table : List.of("opportunity", "quote", "salesorder")) {
            var values = Json.object()
                    .put("name", "Tieout: " + table)
                    .put("stage", 40)
                    .put("mode", 1)
                    .put("filteringattributes", "statecode,statuscode")
                    .put("eventhandler_serviceendpoint@odata.bind", "/serviceendpoints(" + endpoint + ")");
            messageOf("Update", table).forEach(values::put);
            people("create", created("sdkmessageprocessingstep", values));
        }
    }

    private static ObjectNode created(String table, ObjectNode values) {
        ObjectNode body = Json.object().put("table", table);
        body.set("values", values);
        return body;
    }

    /// The bindings of a message and of the table it is about, by the property that binds them.
    private Map<String, String> messageOf(String message, String table) {
        var organization = simulator.dataverse().organization();
        return organization.atomically(() -> {
            var found = organization.rows("sdkmessage").stream()
                    .filter(row -> row.text("name").equals(message))
                    .findFirst()
                    .orElseThrow();
            var filter = organization.rows("sdkmessagefilter").stream()
                    .filter(row -> row.text("primaryobjecttypecode").equals(table)
                            && Rows.lookup(row.data(), "sdkmessageid")
                                    .filter(of -> of.id().equals(found.id()))
                                    .isPresent())
                    .findFirst()
                    .orElseThrow();
            return Map.of(
                    "sdkmessageid@odata.bind", "/sdkmessages(" + found.id() + ")",
                    "sdkmessagefilterid@odata.bind", "/sdkmessagefilters(" + filter.id() + ")");
        });
    }

    /// What is true in the CRM.
    public JsonNode crm() {
        return simulator.dataverse().truth(new Request("GET", "/", "", new Headers(Map.of()), new byte[0]));
    }

    /// A deal by the route it goes, as the CRM holds it.
    public JsonNode deal(String route) {
        return StreamSupport.stream(crm().path("deals").spliterator(), false)
                .filter(deal -> deal.path("name").asText().equals(route))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no deal goes the route " + route));
    }

    /// What the CRM shows of a deal's document, on the record that says what is sold.
    public JsonNode shown(String route) {
        var deal = deal(route);
        return StreamSupport.stream(deal.path("records").spliterator(), false)
                .filter(record -> record.path("id").equals(deal.path("leadingId")))
                .findFirst()
                .orElseThrow()
                .path("writtenBack");
    }

    /// A deal's id as 32 digits in capitals.
    public String dealId(String route) {
        return deal(route).path("deal").asText().replace("-", "").toUpperCase(java.util.Locale.ROOT);
    }

    /// The books.
    public CentralBooks central() {
        return new CentralBooks(simulator.bc().company());
    }

    /// A person at the company.
    public Human accountant() {
        return simulator.bc().human();
    }

    /// The vendors.
    public Simulator simulator() {
        return simulator;
    }

    @Override
    public String flow() {
        return flow;
    }

    @Override
    public String sourceVendor() {
        return "dynamics-sales";
    }

    @Override
    public String source() {
        return "crm-" + flow;
    }

    @Override
    public String target() {
        return "books-" + flow;
    }

    @Override
    public Target vendor() {
        return Target.BC;
    }

    @Override
    public String mode() {
        return "INVOICE";
    }

    @Override
    public String options() {
        return options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(option -> option.getKey() + ": \"" + option.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public synchronized String csv() {
        return HEADER + mapping.stream().map(row -> row + "\n").collect(Collectors.joining());
    }

    @Override
    public FaceDescription face(String name) {
        return simulator.describe().stream()
                .filter(face -> face.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
