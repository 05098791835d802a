package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;
import static org.tieout.simulator.dataverse.DataverseServer.done;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.http.Json;

/// Webhooks: registration, payload, delivery, losses (section 11).
class WebhooksTest {
    private final DataverseServer crm = new DataverseServer();
    private final Receiver receiver = new Receiver();
    private String account = "";

    /// Keeps what it is sent and answers what it is told to, 200 where it is told nothing.
    private static final class Receiver implements AutoCloseable {
        private final HttpServer server;
        private final List<Message> got = new ArrayList<>();
        private final Deque<Integer> answers = new ArrayDeque<>();
        private CountDownLatch arrived = new CountDownLatch(1);

        private record Message(String query, Map<String, List<String>> headers, String body) {
            String header(String name) {
                return String.join(",", headers.getOrDefault(name, List.of()));
            }

            JsonNode json() {
                return Json.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
            }
        }

        Receiver() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", this::take);
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status;
            synchronized (this) {
                got.add(new Message(
                        String.valueOf(exchange.getRequestURI().getRawQuery()),
                        Map.copyOf(exchange.getRequestHeaders()),
                        body));
                status = answers.isEmpty() ? 200 : answers.removeFirst();
                arrived.countDown();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }

        synchronized List<Message> got() {
            return List.copyOf(got);
        }

        synchronized void answer(Integer... statuses) {
            answers.addAll(List.of(statuses));
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @BeforeEach
    void start() {
        account = crm.make("accounts", "{\"name\":\"Alder Ridge Outfitters\"}");
    }

    @AfterEach
    void stop() {
        receiver.close();
        crm.close();
    }

    private String register(DataverseServer crm, String auth, String message, String table, String more) {
        String endpoint = crm.make("serviceendpoints", """
                {"name":"hook","contract":8,"messageformat":2,"url":"%s",%s}""".formatted(receiver.url(), auth));
        String sdkMessage = crm.id("sdkmessages", "sdkmessageid", "name eq '" + message + "'");
        String filter = crm.id(
                "sdkmessagefilters",
                "sdkmessagefilterid",
                "_sdkmessageid_value eq " + sdkMessage + " and primaryobjecttypecode eq '" + table + "'");
        return crm.make("sdkmessageprocessingsteps", """
                {"name":"step","stage":40,"sdkmessageid@odata.bind":"/sdkmessages(%s)",
                 "sdkmessagefilterid@odata.bind":"/sdkmessagefilters(%s)",
                 "eventhandler_serviceendpoint@odata.bind":"/serviceendpoints(%s)",%s}""".formatted(sdkMessage, filter, endpoint, more));
    }

    private String register(String message, String table, String more) {
        return register(crm, "\"authtype\":4,\"authvalue\":\"k 1\"", message, table, "\"mode\":1," + more);
    }

    private String opportunity() {
        return crm.make("opportunities", """
                {"name":"A / deal","estimatedvalue":1200.00,"customerid_account@odata.bind":"/accounts(%s)"}""".formatted(account));
    }

    private void win(String deal) {
        done(crm.post("WinOpportunity", """
                {"Status":3,"OpportunityClose":{"opportunityid@odata.bind":"/opportunities(%s)"}}""".formatted(deal)));
    }

    private void deliver() {
        crm.control("/dataverse/webhooks/deliver", "{}");
    }

    private static JsonNode attribute(JsonNode target, String name) {
        for (JsonNode pair : target.path("Attributes")) {
            if (pair.path("key").asText().equals(name)) {
                return pair.path("value");
            }
        }
        throw new AssertionError("no attribute " + name + " in " + target);
    }

    @Test
    void aWonOpportunityIsToldAsWinAndAsUpdateOfItsState() {
        register("Update", "opportunity", "\"filteringattributes\":\"statecode,statuscode\"");
        register("Win", "opportunity", "\"rank\":1");
        String deal = opportunity();
        done(crm.patch("opportunities(" + deal + ")", "{\"description\":\"not filtered for\"}"));
        win(deal);
        assertThat(receiver.got()).isEmpty();
        deliver();
        assertThat(receiver.got()).hasSize(2);
        Receiver.Message update = receiver.got().getFirst();
        assertThat(update.query()).isEqualTo("code=k+1");
        assertThat(update.header("X-ms-dynamics-organization")).isEqualTo("tieoutsim");
        assertThat(update.header("X-ms-dynamics-entity-name")).isEqualTo("opportunity");
        assertThat(update.header("X-ms-dynamics-request-name")).isEqualTo("Update");
        assertThat(update.body())
                .contains("http:\\/\\/schemas.microsoft.com\\/xrm")
                .doesNotContain("://");
        JsonNode context = update.json();
        assertThat(context.path("MessageName").asText()).isEqualTo("Update");
        assertThat(context.path("PrimaryEntityId").asText()).isEqualTo(deal);
        assertThat(context.path("Depth").asInt()).isEqualTo(1);
        JsonNode target = context.path("InputParameters").path(0);
        assertThat(target.path("key").asText()).isEqualTo("Target");
        assertThat(attribute(target.path("value"), "statecode").path("Value").asInt())
                .isEqualTo(1);
        assertThat(attribute(target.path("value"), "actualvalue").path("Value").decimalValue())
                .isEqualByComparingTo("1200");
        assertThat(attribute(target.path("value"), "modifiedon").asText()).matches("/Date\\(\\d+\\)/");
        assertThat(target.path("value").toString()).doesNotContain("\"customerid\"");
        JsonNode win = receiver.got().getLast().json();
        assertThat(win.path("MessageName").asText()).isEqualTo("Win");
        assertThat(win.path("InputParameters").path(0).path("key").asText()).isEqualTo("OpportunityClose");
        assertThat(win.path("CorrelationId").asText())
                .isEqualTo(context.path("CorrelationId").asText());
    }

    @Test
    void aNewRowCarriesAllItsColumnsAndADeletedOneItsName() {
        register("Create", "opportunity", "\"rank\":1");
        register("Delete", "opportunity", "\"rank\":1");
        String deal = opportunity();
        done(crm.delete("opportunities(" + deal + ")"));
        deliver();
        JsonNode created =
                receiver.got().getFirst().json().path("InputParameters").path(0).path("value");
        assertThat(attribute(created, "name").asText()).isEqualTo("A / deal");
        assertThat(attribute(created, "customerid").path("LogicalName").asText())
                .isEqualTo("account");
        assertThat(attribute(created, "customerid").path("Id").asText()).isEqualTo(account);
        JsonNode deleted =
                receiver.got().getLast().json().path("InputParameters").path(0).path("value");
        assertThat(deleted.path("__type").asText()).startsWith("EntityReference:");
        assertThat(deleted.path("Id").asText()).isEqualTo(deal);
    }

    @Test
    void headersAndQueryPairsAuthoriseToo() {
        String settings = "\"<settings><setting name=\\\"x-hook-secret\\\" value=\\\"s1\\\" /></settings>\"";
        register(crm, "\"authtype\":5,\"authvalue\":" + settings, "Create", "opportunity", "\"mode\":1");
        register(crm, "\"authtype\":6,\"authvalue\":" + settings, "Create", "opportunity", "\"mode\":1");
        opportunity();
        deliver();
        assertThat(receiver.got().getFirst().header("X-hook-secret")).isEqualTo("s1");
        assertThat(receiver.got().getLast().query()).isEqualTo("x-hook-secret=s1");
        assertThat(crm.get("serviceendpoints").body())
                .doesNotContain("authvalue")
                .doesNotContain("s1");
    }

    @Test
    void only502To504AreTriedAgainAndOnlyOnce() {
        String step = register("Create", "opportunity", "\"asyncautodelete\":true");
        receiver.answer(503, 200);
        opportunity();
        deliver();
        assertThat(receiver.got()).hasSize(2);
        receiver.answer(502, 504);
        opportunity();
        deliver();
        assertThat(receiver.got()).hasSize(4);
        receiver.answer(500);
        opportunity();
        deliver();
        assertThat(receiver.got()).hasSize(5);
        JsonNode jobs = DataverseServer.ok(crm.get("asyncoperations?$filter="
                + DataverseServer.encode("_owningextensionid_value eq " + step + " and statuscode eq 31")));
        assertThat(jobs.path("value")).hasSize(2);
    }

    @Test
    void aSynchronousStepThatFailsUndoesTheChange() {
        register(crm, "\"authtype\":4,\"authvalue\":\"k\"", "Create", "opportunity", "\"mode\":0");
        receiver.answer(200, 500);
        opportunity();
        assertThat(receiver.got()).hasSize(1);
        assertRefused(
                crm.post(
                        "opportunities",
                        "{\"name\":\"B\",\"customerid_account@odata.bind\":\"/accounts(" + account + ")\"}"),
                400,
                "0x80050203",
                "webhook");
        assertThat(crm.get("opportunities/$count").body()).isEqualTo("1");
    }

    @Test
    void aBodyThatIsTooLargeLosesItsParametersAndSaysSo() {
        register("Create", "opportunity", "\"rank\":1");
        crm.control("/dataverse/webhooks/limit", "{\"bytes\":1500}");
        String deal = opportunity();
        deliver();
        Receiver.Message message = receiver.got().getFirst();
        assertThat(message.header("X-ms-dynamics-msg-size-exceeded")).isEqualTo("true");
        assertThat(message.json().has("InputParameters")).isFalse();
        assertThat(message.json().path("PrimaryEntityId").asText()).isEqualTo(deal);
    }

    @Test
    void messagesAreLostDoubledDelayedAndReordered() {
        register("Create", "opportunity", "\"asyncautodelete\":true");
        crm.control("/dataverse/webhooks/lose", "{\"count\":1}");
        opportunity();
        deliver();
        assertThat(receiver.got()).isEmpty();
        crm.control("/dataverse/webhooks/double", "{\"count\":1}");
        opportunity();
        deliver();
        assertThat(receiver.got()).hasSize(2);
        crm.control("/dataverse/webhooks/delay", "{\"duration\":\"PT10M\"}");
        String early = opportunity();
        crm.control("/dataverse/webhooks/delay", "{\"duration\":\"PT0S\"}");
        String late = opportunity();
        deliver();
        assertThat(receiver.got()).hasSize(3);
        crm.control("/clock/advance", "{\"duration\":\"PT11M\"}");
        crm.control("/world/advance", "{\"duration\":\"PT1S\"}");
        assertThat(receiver.got().stream()
                        .skip(2)
                        .map(message -> message.json().path("PrimaryEntityId").asText()))
                .containsExactly(late, early);
        String first = opportunity();
        String second = opportunity();
        crm.control("/dataverse/webhooks/reorder", "{}");
        deliver();
        assertThat(receiver.got().stream()
                        .skip(4)
                        .map(message -> message.json().path("PrimaryEntityId").asText()))
                .containsExactly(second, first);
        assertThat(crm.truth().path("webhooks").findValuesAsText("fate")).contains("LOST", "SENT");
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        register("Create", "account", "\"rank\":1");
        String set = "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n" + part(1, "{\"name\":\"Ghost\"}")
                + part(2, "{}") + "--c--\r\n\r\n--b--\r\n";
        crm.send(crm.request("$batch")
                .header("Content-Type", "multipart/mixed; boundary=b")
                .POST(BodyPublishers.ofString(set)));
        deliver();
        assertThat(receiver.got()).isEmpty();
        String kept = crm.make("accounts", "{\"name\":\"Kept\"}");
        deliver();
        assertThat(receiver.got().stream()
                        .map(message -> message.json().path("PrimaryEntityId").asText()))
                .containsExactly(kept);
    }

    private static String part(int id, String body) {
        return "--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " + id
                + "\r\n\r\nPOST accounts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n" + body + "\r\n";
    }

    @Test
    void onlyThisMachineIsCalledAndAWebhookNeedsItsKey() {
        assertRefused(
                crm.post(
                        "serviceendpoints",
                        "{\"name\":\"h\",\"contract\":8,\"authtype\":4,\"authvalue\":\"k\",\"url\":\"https://192.0.2.1/x\"}"),
                400,
                "0x80040203",
                "127.0.0.1");
        assertRefused(
                crm.post(
                        "serviceendpoints",
                        "{\"name\":\"h\",\"contract\":8,\"authtype\":4,\"url\":\"" + receiver.url() + "\"}"),
                400,
                "0x80040203",
                "authvalue");
    }

    @Test
    void webhooksThatGoByThemselvesNeedNobodysPush() throws InterruptedException {
        try (DataverseServer alone = new DataverseServer(DataverseServer.quiet().withWebhooks(true, 2000))) {
            register(alone, "\"authtype\":4,\"authvalue\":\"k\"", "Create", "account", "\"mode\":1");
            alone.make("accounts", "{\"name\":\"Birch\"}");
            assertThat(receiver.arrived.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aWonOpportunityMayBeToldAsWinOnly() {
        crm.control("/dataverse/switches", "{\"WIN_WITHOUT_UPDATE\":true}");
        register("Update", "opportunity", "\"filteringattributes\":\"statecode\"");
        register("Win", "opportunity", "\"rank\":1");
        win(opportunity());
        deliver();
        assertThat(receiver.got()).hasSize(1);
        assertThat(receiver.got().getFirst().header("X-ms-dynamics-request-name"))
                .isEqualTo("Win");
    }
}
