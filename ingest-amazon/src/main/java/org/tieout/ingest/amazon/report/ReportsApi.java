package org.tieout.ingest.amazon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.ingest.amazon.api.SellingPartner;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.RateBudget;

/// The Reports API 2021-06-30, as far as settlement reports need it: they cannot be asked for, only found
/// ("Settlement Reports"). Rates are those of the model.
public final class ReportsApi {

    private static final String TYPE = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2";
    private static final String REPORTS = "/reports/2021-06-30/reports";
    private static final String DOCUMENTS = "/reports/2021-06-30/documents/";

    private final SellingPartner api;
    private final RateBudget listBudget = new RateBudget(0.0222, 10);
    private final RateBudget documentBudget = new RateBudget(0.0167, 15);

    public ReportsApi(SellingPartner api) {
        this.api = api;
    }

    /// A report in the listing.
    ///
    /// @param id unique for the seller
    /// @param done whether there is a document to fetch
    /// @param ended whether nothing more will come of it
    /// @param createdAt when Amazon made it
    /// @param periodEnd the end of the settlement's period, where given
    /// @param documentId its document, when done
    public record Report(
            String id,
            boolean done,
            boolean ended,
            Instant createdAt,
            Optional<Instant> periodEnd,
            String documentId) {}

    /// A page of the listing.
    public record Page(List<Report> reports, Optional<String> nextToken) {
        public Page {
            reports = List.copyOf(reports);
        }
    }

    /// Settlement reports made since that time; Amazon's own limit of 90 days when empty.
    public Fetched<Page> list(Optional<Instant> createdSince) {
        var query = new LinkedHashMap<String, String>();
        query.put("reportTypes", TYPE);
        query.put("pageSize", "100");
        createdSince.ifPresent(since -> query.put("createdSince", since.toString()));
        return api.get("getReports", REPORTS, query, listBudget, ReportsApi::page);
    }

    /// The next page; the token must be the only parameter.
    public Fetched<Page> next(String nextToken) {
        return api.get("getReports", REPORTS, Map.of("nextToken", nextToken), listBudget, ReportsApi::page);
    }

    /// The presigned link of a document, good for five minutes.
    public Fetched<URI> link(String documentId) {
        return api.get("getReportDocument", DOCUMENTS + documentId, Map.of(), documentBudget, json -> {
            var url = json.path("url").asText();
            if (url.isEmpty()) {
                throw new IllegalArgumentException("url is missing");
            }
            return URI.create(url);
        });
    }

    /// Streams the document into a file.
    public Answer download(URI link, Path file) {
        return api.download(link, file);
    }

    private static Page page(JsonNode json) {
        if (!json.path("reports").isArray()) {
            throw new IllegalArgumentException("reports is missing");
        }
        var reports = new ArrayList<Report>();
        for (var report : json.path("reports")) {
            var status = report.path("processingStatus").asText();
            reports.add(new Report(
                    report.path("reportId").asText(),
                    status.equals("DONE"),
                    status.equals("DONE") || status.equals("CANCELLED") || status.equals("FATAL"),
                    time(report.path("createdTime").asText()),
                    Optional.of(report.path("dataEndTime").asText())
                            .filter(text -> !text.isEmpty())
                            .map(ReportsApi::time),
                    report.path("reportDocumentId").asText()));
        }
        var token = Optional.of(json.path("nextToken").asText()).filter(text -> !text.isEmpty());
        return new Page(reports, token);
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
