package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
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
    void aWrongEditSaysWhatIsWrong() {
        assertThat(control("/orders/alter", "{\"cents\":1}").status()).isEqualTo(400);
        assertThat(control("/orders/alter", "{\"cents\":1}").text()).isEqualTo("{\"error\":\"orderId is required\"}");
        assertThat(control("/nothing", "{}").status()).isEqualTo(404);
    }
}
