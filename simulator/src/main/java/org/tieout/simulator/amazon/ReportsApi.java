package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// Reports API 2021-06-30. Settlement reports appear by themselves and cannot be asked for. Reports are kept
/// 90 days of
/// world time. Sources: Amazon, models/reports-api-model/reports_2021-06-30.json; "Settlement Reports"; for
/// the refusal
/// of
/// settlement types the answer quoted in amzn/selling-partner-api-docs#1633. Thread-safe.
final class ReportsApi {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int MOST_PER_PAGE = 100;
    private static final int USUAL_PER_PAGE = 10;
    private static final int MOST_TYPES = 10;
    private static final int MOST_MARKETPLACES_LISTED = 10;
    private static final int MOST_MARKETPLACES_ASKED = 25;
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9_]+");
    private static final Set<String> CREATABLE = Set.of("GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL");
    private static final Set<String> STATUSES = Set.of("CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE");
    private static final Set<String> LIST_PARAMETERS = Set.of(
            "reportTypes",
            "processingStatuses",
            "marketplaceIds",
            "pageSize",
            "createdSince",
            "createdUntil",
            "nextToken");

    private final SellerModel seller;
    private final RequestedReports requested;
    private final Documents documents;
    private final PageTokens<Page> tokens;

    ReportsApi(SellerModel seller, SimulatorClock clock, RequestedReports requested, Documents documents) {
        this.seller = seller;
        this.requested = requested;
        this.documents = documents;
        this.tokens =
                new PageTokens<>(clock, Dice.of(seller.options().seed(), "report-pages", 0), Duration.ofHours(24));
    }

    private record Page(List<Report> rest, int size) {}

    private static Refusal invalid() {
        return Refusal.invalidInput("Invalid Input");
    }

    Response list(Request request) {
        Arguments arguments = Arguments.of(request, LIST_PARAMETERS, ReportsApi::invalid);
        Page page = arguments
                .text("nextToken")
                .map(token -> continued(token, request))
                .orElseGet(() -> begun(arguments));
        ObjectNode body = Json.object();
        ArrayNode reports = body.putArray("reports");
        PageTokens.page(page.rest(), page.size()).forEach(report -> reports.add(json(report)));
        List<Report> rest = PageTokens.rest(page.rest(), page.size());
        if (!rest.isEmpty()) {
            body.put("nextToken", tokens.keep(new Page(rest, page.size())));
        }
        return Response.json(200, body);
    }

    /// The token must be the only parameter.
    private Page continued(String token, Request request) {
        if (request.queryNames().size() > 1) {
            throw invalid();
        }
        return tokens.find(token).orElseThrow(ReportsApi::invalid);
    }

    private Page begun(Arguments arguments) {
        List<String> types = arguments.list("reportTypes", MOST_TYPES);
        if (types.isEmpty()
                || !types.stream().allMatch(type -> TYPE.matcher(type).matches())) {
            throw invalid();
        }
        List<String> statuses = arguments.list("processingStatuses", STATUSES);
        List<Marketplace> marketplaces = arguments.marketplaces("marketplaceIds", MOST_MARKETPLACES_LISTED);
        int size = arguments.number("pageSize", 1, MOST_PER_PAGE, USUAL_PER_PAGE);
        Instant kept = seller.now().minus(KEPT);
        Instant since = arguments.time("createdSince").filter(kept::isBefore).orElse(kept);
        Instant until = arguments.time("createdUntil").orElse(seller.now());
        List<Report> found = all().filter(report -> types.contains(report.reportType()))
                .filter(report -> statuses.isEmpty() || statuses.contains(report.status()))
                .filter(report ->
                        marketplaces.isEmpty() || report.marketplaces().stream().anyMatch(marketplaces::contains))
                .filter(report ->
                        !report.created().isBefore(since) && !report.created().isAfter(until))
                .sorted(Comparator.comparing(Report::created).reversed().thenComparing(Report::reportId))
                .toList();
        return new Page(found, size);
    }

    Response get(Request request) {
        Arguments.of(request, Set.of(), ReportsApi::invalid);
        return Response.json(200, json(find(request)));
    }

    Response cancel(Request request) {
        Arguments.of(request, Set.of(), ReportsApi::invalid);
        Report report = find(request);
        if (!requested.cancel(report.reportId())) {
            throw Refusal.invalidInput("The report " + report.reportId() + " cannot be cancelled.");
        }
        return Response.empty(200);
    }

    private Report find(Request request) {
        String id = request.pathParameter("reportId");
        return all().filter(report -> report.reportId().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.notFound("One or more of the provided ReportRequestIds could not be found."));
    }

    private Stream<Report> all() {
        Instant kept = seller.now().minus(KEPT);
        return Stream.concat(seller.reports().stream().map(Report::of), requested.all().stream())
                .filter(report -> !report.created().isBefore(kept));
    }

    Response document(Request request) {
        Arguments arguments = Arguments.of(request, Set.of("enableContentEncodingUrlHeader"), ReportsApi::invalid);
        boolean encodingHeader =
                arguments.text("enableContentEncodingUrlHeader").equals(Optional.of("true"));
        String id = request.pathParameter("reportDocumentId");
        if (!documents.exists(id)) {
            throw Refusal.notFound("The specified report document could not be found.");
        }
        return Response.json(
                200,
                Json.object()
                        .put("reportDocumentId", id)
                        .put("url", documents.presign(id, encodingHeader))
                        .put("compressionAlgorithm", "GZIP"));
    }

    Response create(Request request) {
        Arguments.of(request, Set.of(), ReportsApi::invalid);
        JsonNode body = request.json().filter(JsonNode::isObject).orElseThrow(ReportsApi::invalid);
        String type = body.path("reportType").asText("");
        List<Marketplace> marketplaces = marketplaces(body.path("marketplaceIds"));
        if (type.contains("SETTLEMENT_REPORT")) {
            throw Refusal.invalidInput("Request for report type " + (type.equals(Report.SETTLEMENT_V2) ? 1118 : 1117)
                    + " is not allowed at this time");
        }
        if (!CREATABLE.contains(type)) {
            throw invalid();
        }
        Instant end = time(body, "dataEndTime").orElse(seller.now());
        Instant start = time(body, "dataStartTime").orElse(end);
        if (start.isAfter(end) || start.isAfter(seller.now())) {
            throw invalid();
        }
        return Response.json(202, Json.object().put("reportId", requested.ask(type, marketplaces, start, end)));
    }

    private static List<Marketplace> marketplaces(JsonNode ids) {
        if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST_MARKETPLACES_ASKED) {
            throw invalid();
        }
        List<Marketplace> marketplaces = new ArrayList<>();
        ids.forEach(id -> marketplaces.add(Marketplace.byId(id.asText()).orElseThrow(ReportsApi::invalid)));
        return marketplaces;
    }

    private static Optional<Instant> time(JsonNode body, String field) {
        if (!body.has(field)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(body.path(field).asText()).toInstant());
        } catch (DateTimeException notIso) {
            throw invalid();
        }
    }

    private static ObjectNode json(Report report) {
        ObjectNode json = Json.object();
        json.put("reportId", report.reportId()).put("reportType", report.reportType());
        ArrayNode marketplaces = json.putArray("marketplaceIds");
        report.marketplaces().forEach(marketplace -> marketplaces.add(marketplace.id()));
        json.put("dataStartTime", OrderJson.time(report.dataStart()));
        json.put("dataEndTime", OrderJson.time(report.dataEnd()));
        json.put("createdTime", OrderJson.time(report.created()));
        json.put("processingStatus", report.status());
        report.documentId()
                .ifPresent(id -> json.put("processingStartTime", OrderJson.time(report.created()))
                        .put("processingEndTime", OrderJson.time(report.created()))
                        .put("reportDocumentId", id));
        return json;
    }
}
