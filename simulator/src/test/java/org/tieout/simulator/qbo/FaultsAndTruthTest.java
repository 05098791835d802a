package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tieout.simulator.qbo.QboServer.assertRefused;
import static org.tieout.simulator.qbo.QboServer.json;
import static org.tieout.simulator.qbo.QboServer.ok;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.http.Fault;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.schema.EntityType;

/// Ordered faults, human actions, and the truth as another process sees them.
class FaultsAndTruthTest {
    private QboServer qbo;

    @BeforeEach
    void start() {
        qbo = new QboServer().withCompany();
    }

    @AfterEach
    void stop() {
        qbo.close();
    }

    private int invoices() {
        return qbo.company().documents(EntityType.INVOICE).size();
    }

    @Test
    void aDropAfterCommitLeavesADocumentTheClientNeverHeardOf() {
        qbo.simulator.fault(Fault.on("qbo").method("POST").path("/invoice$").afterCommit(new Fault.Drop()));
        assertThatThrownBy(() -> qbo.post("/invoice?requestid=r1", SalesRefusalsTest.INVOICE_19_99))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(invoices()).isEqualTo(1);
        ok(qbo.post("/invoice?requestid=r1", SalesRefusalsTest.INVOICE_19_99));
        assertThat(invoices()).isEqualTo(1);
    }

    @Test
    void aDropBeforeAcceptLeavesNothing() {
        qbo.simulator.fault(Fault.on("qbo").method("POST").path("/invoice$").beforeAccept(new Fault.Drop()));
        assertThatThrownBy(() -> qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(invoices()).isZero();
    }

    @Test
    void aDropInTheBodyCutsTheAnswerOffAfterTheEffect() {
        qbo.simulator.fault(Fault.on("qbo").path("/invoice$").midBody(new Fault.Drop()));
        assertThatThrownBy(() -> qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(invoices()).isEqualTo(1);
    }

    @Test
    void statusFaultsCarryTheVendorsOwnBodies() {
        qbo.simulator.fault(Fault.on("qbo").beforeAccept(new Fault.Status(429)));
        var throttled = qbo.get("/preferences");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.body()).contains("ThrottleExceeded").startsWith("<?xml");

        qbo.simulator.fault(Fault.on("qbo").beforeAccept(new Fault.Status(500)));
        var failed = qbo.get("/preferences");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(json(failed).at("/Fault/Error/0/code").asText()).isEqualTo("10000");
        assertThat(json(failed).at("/Fault/type").asText()).isEqualTo("SystemFault");
    }

    @Test
    void a6000MayComeAlthoughTheDocumentWasSaved() {
        qbo.simulator.fault(Fault.on("qbo").path("/invoice$").afterCommit(new Fault.Status(400)));
        assertRefused(
                qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99),
                "6000",
                "Please wait a few minutes and try again");
        assertThat(invoices()).isEqualTo(1);
    }

    @Test
    void corruptAndTruncatedAnswersNoLongerParse() {
        qbo.simulator.fault(Fault.on("qbo").afterCommit(new Fault.Corrupt()));
        qbo.simulator.fault(Fault.on("qbo").afterCommit(new Fault.Truncate(new BigDecimal("0.5"))));
        for (int i = 0; i < 2; i++) {
            var response = qbo.get("/preferences");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Json.parse(response.body().getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
        ok(qbo.get("/preferences"));
    }

    @Test
    void aStallDelaysTheAnswerAndChangesNothing() {
        qbo.simulator.fault(Fault.on("qbo").afterCommit(new Fault.Stall(Duration.ofMillis(50))));
        long before = System.nanoTime();
        ok(qbo.get("/preferences"));
        assertThat(System.nanoTime() - before)
                .isGreaterThan(Duration.ofMillis(49).toNanos());
    }

    @Test
    void faultsCountSkipAndMatchBodies() {
        qbo.simulator.fault(Fault.on("qbo")
                .method("POST")
                .bodyContains("Blue")
                .skip(1)
                .times(2)
                .beforeAccept(new Fault.Status(503)));
        assertThat(qbo.post("/customer", "{\"DisplayName\":\"Red\"}").statusCode())
                .isEqualTo(200);
        assertThat(qbo.post("/customer", "{\"DisplayName\":\"Blue\"}").statusCode())
                .isEqualTo(200);
        assertThat(qbo.post("/customer", "{\"DisplayName\":\"Blue\"}").statusCode())
                .isEqualTo(503);
        assertThat(qbo.post("/customer", "{\"DisplayName\":\"Blue\"}").statusCode())
                .isEqualTo(503);
        assertRefused(qbo.post("/customer", "{\"DisplayName\":\"Blue\"}"), "6240", "already exists");
    }

    @Test
    void faultsAreOrderedFromAnotherProcess() {
        var armed = qbo.control("/faults", """
                {"face":"qbo","method":"POST","path":"/invoice$","times":1,"when":"AFTER_COMMIT","what":{"kind":"DROP"}}""");
        assertThat(armed.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(invoices()).isEqualTo(1);
        assertThat(qbo.control("/faults", "{\"face\":\"qbo\",\"what\":{\"kind\":\"BITE\"}}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theTruthIsToldToAnotherProcess() {
        ok(qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99));
        ok(qbo.post("/payment", """
                {"TotalAmt":19.99,"CustomerRef":{"value":"1"},"PaymentRefNum":"S-1",
                 "Line":[{"Amount":19.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]}]}"""));
        var truth = json(qbo.send(HttpRequest.newBuilder(
                        URI.create(qbo.simulator.address() + "/control/truth/qbo?realm=" + QboServer.REALM))
                .GET()));
        assertThat(truth.path("trialBalance").asText()).isEqualTo("0.00");
        assertThat(truth.at("/documents/0/type").asText()).isEqualTo("Invoice");
        assertThat(truth.at("/documents/0/docNumber").asText()).isEqualTo("111-1234567-1234567");
        assertThat(truth.at("/documents/0/open").asText()).isEqualTo("0.00");
        assertThat(truth.at("/documents/0/state").asText()).isEqualTo("live");
        assertThat(truth.at("/documents/1/links/0/type").asText()).isEqualTo("Invoice");
        assertThat(truth.at("/documents/1/links/0/amount").asText()).isEqualTo("19.99");
        assertThat(truth.at("/balances/2/number").asText()).isEqualTo("1145");
        assertThat(truth.at("/balances/2/balance").asText()).isEqualTo("19.99");
    }

    @Test
    void callsAreCountedByOperationAndStatus() {
        ok(qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99));
        assertRefused(qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99), "6140", "Invoice");
        assertThat(qbo.simulator.calls().count("qbo", "createInvoice")).isEqualTo(2);
        var counts = json(qbo.send(HttpRequest.newBuilder(URI.create(qbo.simulator.address() + "/control/calls"))
                .GET()));
        assertThat(counts.path("counts").toString())
                .contains("{\"face\":\"qbo\",\"operation\":\"createInvoice\",\"status\":400,\"count\":1}");
    }

    @Test
    void aHumanEditsVoidsClosesAndDisconnects() {
        ok(qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99));
        String invoice = "{\"type\":\"Invoice\",\"id\":\"1\"";
        assertThat(qbo.control("/qbo/edit", invoice + ",\"changes\":{\"PrivateNote\":\"by hand\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(qbo.get("/invoice/1")).at("/Invoice/SyncToken").asText())
                .isEqualTo("1");
        assertThat(qbo.control("/qbo/void", invoice + "}").statusCode()).isEqualTo(200);
        assertThat(qbo.company().balance("1100")).isEqualByComparingTo("0");
        assertThat(qbo.control("/qbo/close-books", "{\"date\":\"2026-11-30\"}").statusCode())
                .isEqualTo(200);
        var blocked = qbo.control("/qbo/delete", invoice + "}");
        assertThat(blocked.statusCode()).isEqualTo(409);
        assertThat(json(blocked).at("/Fault/Error/0/code").asText()).isEqualTo("6210");
        assertThat(qbo.control("/qbo/close-books", "{}").statusCode()).isEqualTo(200);
        assertThat(qbo.control("/qbo/delete", invoice + "}").statusCode()).isEqualTo(200);
        assertThat(qbo.control("/qbo/switches", "{\"refuseZeroDeposit\":true}").statusCode())
                .isEqualTo(200);
        assertThat(qbo.company().switches().refuseZeroDeposit()).isTrue();
        assertThat(qbo.control("/qbo/revoke", "{}").statusCode()).isEqualTo(200);
        assertThat(qbo.get("/preferences").statusCode()).isEqualTo(401);
    }
}
