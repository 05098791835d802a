package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.simulator.amazon.AmazonServer.Answer;
import org.tieout.simulator.http.Json;

/// Listing, creating and downloading reports, request by literal request. The world stands at 2026-10-15T12:00:00Z.
class ReportsApiTest {
    private static final String REPORTS = "/reports/2021-06-30/reports";
    private static final String SETTLEMENTS = REPORTS + "?reportTypes=GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2";
    private static final String INVALID =
            "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"Invalid Input\",\"details\":\"\"}]}";
    private static final String ORDERS_REPORT =
            "{\"reportType\":\"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL\","
                    + "\"marketplaceIds\":[\"ATVPDKIKX0DER\"],\"dataStartTime\":\"2026-10-01T00:00:00Z\"}";

    private final AmazonServer server =
            new AmazonServer(SellerOptions.demo(1).withUsagePlanFactor(new BigDecimal("1000")));

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode json(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Json.parse(answer.bytes()).orElseThrow();
    }

    private JsonNode firstReport() {
        return json(server.get(SETTLEMENTS)).path("reports").path(2);
    }

    private Answer fetch(String url) {
        URI uri = URI.create(url);
        return server.raw("GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\n");
    }

    private String presigned() {
        String document = firstReport().path("reportDocumentId").asText();
        return json(server.get("/reports/2021-06-30/documents/" + document))
                .path("url")
                .asText();
    }

    @Test
    void settlementsAppearByThemselvesNewestFirst() {
        JsonNode reports = json(server.get(SETTLEMENTS)).path("reports");
        assertThat(reports).hasSize(3);
        Settlement first = server.face.seller().settlements().getFirst();
        assertThat(reports.path(2).path("dataStartTime").asText()).isEqualTo("2026-08-31T20:21:38.000Z");
        assertThat(reports.path(2).path("dataEndTime").asText()).isEqualTo("2026-09-14T20:21:38.000Z");
        assertThat(reports.path(2).path("processingStatus").asText()).isEqualTo("DONE");
        assertThat(reports.path(2).path("createdTime").asText()).isEqualTo(OrderJson.time(first.createdAt()));
        assertThat(reports.path(2).path("marketplaceIds").toString()).isEqualTo("[\"ATVPDKIKX0DER\"]");
        assertThat(reports.path(0).path("dataEndTime").asText()).isEqualTo("2026-10-12T20:21:38.000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?pageSize=10",
                "?reportTypes=",
                "?reportTypes=get_settlement",
                "?reportTypes=A,B,C,D,E,F,G,H,I,J,K",
                "?reportTypes=A&pageSize=0",
                "?reportTypes=A&pageSize=101",
                "?reportTypes=A&processingStatuses=BAD_VALUE",
                "?reportTypes=A&marketplaceIds=NOWHERE",
                "?reportTypes=A&createdAfter=2026-10-01T00:00:00Z",
                "?nextToken=never-issued"
            })
    void aListingThatBreaksARuleIsInvalidInput(String query) {
        Answer answer = server.get(REPORTS + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(INVALID);
    }

    @Test
    void aNextTokenMustBeTheOnlyParameter() {
        JsonNode page = json(server.get(SETTLEMENTS + "&pageSize=2"));
        String token = page.path("nextToken").asText();
        assertThat(page.path("reports")).hasSize(2);
        assertThat(server.get(SETTLEMENTS + "&nextToken=" + token).text()).isEqualTo(INVALID);
        JsonNode last = json(server.get(REPORTS + "?nextToken=" + token));
        assertThat(last.path("reports")).hasSize(1);
        assertThat(last.has("nextToken")).isFalse();
    }

    @Test
    void filtersAndTimesNarrowTheListing() {
        assertThat(json(server.get(
                                SETTLEMENTS + "&createdSince=2026-09-20T00:00:00Z&createdUntil=2026-10-01T00:00:00Z"))
                        .path("reports"))
                .hasSize(1);
        assertThat(json(server.get(SETTLEMENTS + "&processingStatuses=IN_QUEUE,FATAL"))
                        .path("reports"))
                .isEmpty();
        assertThat(json(server.get(SETTLEMENTS + "&marketplaceIds=A1PA6795UKMFR9"))
                        .path("reports"))
                .isEmpty();
        assertThat(json(server.get(REPORTS + "?reportTypes=GET_FBA_REIMBURSEMENTS_DATA"))
                        .path("reports"))
                .isEmpty();
    }

    @Test
    void reportsAreKeptNinetyDays() {
        String id = firstReport().path("reportId").asText();
        server.clock.advanceWorld(Duration.ofDays(70));
        assertThat(json(server.get(SETTLEMENTS + "&pageSize=100&createdSince=2026-01-01T00:00:00Z"))
                        .path("reports"))
                .allSatisfy(
                        report -> assertThat(report.path("reportId").asText()).isNotEqualTo(id));
        assertThat(server.get(REPORTS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void anUnknownReportIsNotFound() {
        Answer answer = server.get(REPORTS + "/424242");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text())
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"NotFound\",\"message\":\"One or more of the provided ReportRequestIds could not be found.\"}]}");
        assertThat(answer.headers()).containsKey("x-amzn-ratelimit-limit");
        assertThat(server.get("/reports/2021-06-30/documents/amzn1.spdoc.none").status())
                .isEqualTo(404);
    }

    @Test
    void aSettlementReportCannotBeCreated() {
        Answer v2 = server.post(
                REPORTS,
                "{\"reportType\":\"GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2\",\"marketplaceIds\":[\"ATVPDKIKX0DER\"]}");
        assertThat(v2.status()).isEqualTo(400);
        assertThat(v2.text())
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"Request for report type 1118 is not allowed at this time\",\"details\":\"\"}]}");
        Answer v1 = server.post(
                REPORTS,
                "{\"reportType\":\"GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE\",\"marketplaceIds\":[\"ATVPDKIKX0DER\"]}");
        assertThat(v1.text()).contains("Request for report type 1117 is not allowed at this time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"reportType\":\"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL\"}",
                "{\"reportType\":\"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL\",\"marketplaceIds\":[]}",
                "{\"reportType\":\"GET_NOTHING\",\"marketplaceIds\":[\"ATVPDKIKX0DER\"]}",
                "{\"reportType\":\"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL\",\"marketplaceIds\":[\"ATVPDKIKX0DER\"],\"dataStartTime\":\"soon\"}"
            })
    void aMalformedReportRequestIsInvalidInput(String body) {
        Answer answer = server.post(REPORTS, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(INVALID);
    }

    @Test
    void aCreatableReportWaitsIsWorkedOnAndIsDone() throws IOException {
        Answer accepted = server.post(REPORTS, ORDERS_REPORT);
        assertThat(accepted.status()).isEqualTo(202);
        String id = accepted.find("\"reportId\":\"(\\d+)\"");
        assertThat(json(server.get(REPORTS + "/" + id)).path("processingStatus").asText())
                .isEqualTo("IN_QUEUE");
        server.clock.advanceProtocol(Duration.ofSeconds(3));
        assertThat(json(server.get(REPORTS + "/" + id)).path("processingStatus").asText())
                .isEqualTo("IN_PROGRESS");
        server.clock.advanceProtocol(Duration.ofSeconds(3));
        JsonNode done = json(server.get(REPORTS + "/" + id));
        assertThat(done.path("processingStatus").asText()).isEqualTo("DONE");
        String document = done.path("reportDocumentId").asText();
        Answer content = fetch(json(server.get("/reports/2021-06-30/documents/" + document))
                .path("url")
                .asText());
        assertThat(unzipped(content))
                .startsWith("amazon-order-id\tpurchase-date\t")
                .contains("\tShipped\t");
    }

    @Test
    void aWaitingReportCanBeCancelledAndADoneOneCannot() {
        String id = server.post(REPORTS, ORDERS_REPORT).find("\"reportId\":\"(\\d+)\"");
        String delete = "DELETE /amazon" + REPORTS + "/%s HTTP/1.1\nUser-Agent: T/1\nx-amz-access-token: "
                + server.accessToken() + "\n";
        assertThat(server.raw(delete.formatted(id)).status()).isEqualTo(200);
        assertThat(json(server.get(REPORTS + "/" + id)).path("processingStatus").asText())
                .isEqualTo("CANCELLED");
        String settlement = firstReport().path("reportId").asText();
        assertThat(server.raw(delete.formatted(settlement)).status()).isEqualTo(400);
    }

    @Test
    void aDocumentIsGzippedCp1252FetchedWithoutAToken() throws IOException {
        Answer answer = fetch(presigned());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("content-type", "text/plain; charset=Cp1252")
                .containsEntry("content-encoding", "identity");
        Settlement settlement = server.face.seller().settlements().getFirst();
        assertThat(unzipped(answer))
                .isEqualTo(SettlementFile.text(settlement, SettlementStyle.us()))
                .contains("Café Crème – 10% d'économie");
    }

    @Test
    void theEncodingCanBeAnnouncedInTheHeaderInstead() {
        String document = firstReport().path("reportDocumentId").asText();
        String url = json(server.get(
                        "/reports/2021-06-30/documents/" + document + "?enableContentEncodingUrlHeader=true"))
                .path("url")
                .asText();
        assertThat(fetch(url).headers()).containsEntry("content-encoding", "gzip");
    }

    @Test
    void aPresignedAddressIsGoodForFiveMinutes() {
        String url = presigned();
        assertThat(url).contains("X-Amz-Expires=300");
        server.clock.advanceProtocol(Duration.ofMinutes(5));
        assertThat(fetch(url).status()).isEqualTo(200);
        server.clock.advanceProtocol(Duration.ofSeconds(1));
        Answer late = fetch(url);
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.text())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>");
    }

    @Test
    void anAlteredAddressOrACarriedTokenIsRefused() {
        String url = presigned();
        assertThat(fetch(url + "0").text()).contains("<Code>SignatureDoesNotMatch</Code>");
        URI uri = URI.create(url);
        Answer carried = server.raw("GET " + uri.getRawPath() + "?" + uri.getRawQuery()
                + " HTTP/1.1\nx-amz-access-token: " + server.accessToken() + "\n");
        assertThat(carried.status()).isEqualTo(403);
        assertThat(carried.text()).contains("<Code>AccessDenied</Code>");
    }

    private static String unzipped(Answer answer) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            return new String(gzip.readAllBytes(), SettlementFile.CHARSET);
        }
    }
}
