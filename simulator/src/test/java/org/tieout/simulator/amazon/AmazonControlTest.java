package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.amazon.AmazonServer.Answer;
import org.tieout.simulator.http.Json;

/// Truth and edits for a program in another process.
class AmazonControlTest {
    private final AmazonServer server = new AmazonServer(SellerOptions.demo(3));

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode truth() {
        return Json.parse(server.raw("GET /control/truth/amazon HTTP/1.1\n").bytes())
                .orElseThrow();
    }

    private Answer control(String path, String json) {
        return server.raw("POST /control/amazon" + path + " HTTP/1.1\nContent-Type: application/json\n\n" + json);
    }

    @Test
    void theTruthHoldsOrdersSettlementsAndTheirLines() {
        JsonNode truth = truth();
        assertThat(truth.path("orders")).hasSizeGreaterThan(270);
        assertThat(truth.path("settlements"))
                .hasSize(3)
                .allSatisfy(
                        settlement -> assertThat(settlement.path("headerTotal").asText())
                                .isEqualTo(settlement.path("lineSum").asText()));
        assertThat(truth.path("settlements").path(0).path("lines")).hasSizeGreaterThan(500);
        assertThat(truth.path("settlements").path(0).path("deposit").asText()).isEqualTo("2026-09-16T20:21:38Z");
    }

    @Test
    void anEditShowsInTheTruthAndInTheDocument() throws IOException {
        String id = truth().path("settlements").path(0).path("settlementId").asText();
        assertThat(control(
                                "/settlements/add-row",
                                "{\"settlementId\":\"" + id + "\",\"transactionType\":\"other-transaction\","
                                        + "\"amountType\":\"other-transaction\",\"amountDescription\":\"Quantum Levy\",\"cents\":-321}")
                        .status())
                .isEqualTo(200);
        control("/settlements/alter-header", "{\"settlementId\":\"" + id + "\",\"cents\":1}");
        JsonNode settlement = truth().path("settlements").path(0);
        assertThat(settlement.path("headerTotal").asText())
                .isNotEqualTo(settlement.path("lineSum").asText());
        String document = server.face.seller().reports().getFirst().documentId();
        URI url = URI.create(
                server.get("/reports/2021-06-30/documents/" + document).find("\"url\":\"([^\"]+)\""));
        Answer answer = server.raw("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\n");
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            assertThat(new String(gzip.readAllBytes(), SettlementFile.CHARSET)).contains("Quantum Levy\t-3.21\t");
        }
    }

    @Test
    void anOrderCanBeAddedAndAltered() {
        Answer added = control("/orders/add", "{\"sku\":\"SKU-NOBODY-KNOWS\",\"quantity\":2}");
        String id = added.find("\"orderId\":\"([^\"]+)\"");
        assertThat(server.face.seller().order(id).orElseThrow().proceeds().receivable())
                .isEqualTo(3998);
        control("/orders/alter", "{\"orderId\":\"" + id + "\",\"cents\":1}");
        assertThat(server.face.seller().order(id).orElseThrow().proceeds().receivable())
                .isEqualTo(3999);
    }

    @Test
    void aWithheldSettlementHasNoReportUntilItIsReleased() {
        String id = truth().path("settlements").path(1).path("settlementId").asText();
        assertThat(control("/settlements/withhold", "{\"settlementId\":\"" + id + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(reportsListed()).hasSize(2);
        assertThat(truth().path("settlements")).as("it was made nevertheless").hasSize(3);
        control("/settlements/release", "{\"settlementId\":\"" + id + "\"}");
        assertThat(reportsListed()).hasSize(3);
        assertThat(reportsListed().path(0).path("createdTime").asText())
                .as("the newest comes first")
                .isEqualTo("2026-10-15T12:00:00.000Z");
        assertThat(control("/settlements/release", "{\"settlementId\":\"" + id + "\"}")
                        .text())
                .contains("is not withheld");
    }

    @Test
    void aHiddenOrderIsInNoListUntilItIsShownAsUpdated() {
        String id = truth().path("orders").path(4).path("orderId").asText();
        control("/orders/hide", "{\"orderId\":\"" + id + "\"}");
        assertThat(order(id).status()).isEqualTo(404);
        control("/orders/show", "{\"orderId\":\"" + id + "\"}");
        assertThat(order(id).text()).contains("\"lastUpdatedTime\":\"2026-10-15T11:58:00");
        assertThat(control("/orders/show", "{\"orderId\":\"" + id + "\"}").text())
                .contains("is not hidden");
    }

    @Test
    void aBrokenCellStandsInTheDocumentAndNotInItsReissue() {
        String id = truth().path("settlements").path(0).path("settlementId").asText();
        String broken = "{\"settlementId\":\"" + id + "\",\"row\":2,\"column\":\"amount\",\"text\":\"1#.05\"}";
        assertThat(control("/settlements/break-cell", broken).status()).isEqualTo(200);
        control("/settlements/reissue", "{\"settlementId\":\"" + id + "\"}");
        assertThat(documents(id))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first.lines().toList().get(4)).contains("\t1#.05\t"),
                        second -> assertThat(second).doesNotContain("1#.05"));
        assertThat(control("/settlements/break-cell", broken.replace("amount", "colour"))
                        .text())
                .contains("there is no column colour");
    }

    private JsonNode reportsListed() {
        return Json.parse(server.get("/reports/2021-06-30/reports?reportTypes=" + Report.SETTLEMENT_V2)
                        .bytes())
                .orElseThrow()
                .path("reports");
    }

    private Answer order(String id) {
        return server.get("/orders/2026-01-01/orders/" + id);
    }

    private List<String> documents(String settlementId) {
        return server.face.seller().reports().stream()
                .filter(report -> report.settlementId().equals(settlementId))
                .map(report ->
                        server.face.seller().document(report.documentId()).orElseThrow())
                .map(bytes -> new String(bytes, SettlementFile.CHARSET))
                .toList();
    }

    @Test
    void aWrongEditSaysWhatIsWrong() {
        assertThat(control("/orders/alter", "{\"cents\":1}").status()).isEqualTo(400);
        assertThat(control("/orders/alter", "{\"cents\":1}").text()).isEqualTo("{\"error\":\"orderId is required\"}");
        assertThat(control("/nothing", "{}").status()).isEqualTo(404);
    }
}
