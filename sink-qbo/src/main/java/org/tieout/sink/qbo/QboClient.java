package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.ApiCall;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.http.RateBudget;
import org.tieout.runtime.http.Reply;

/// The calls we make of the Accounting API v3, one method each. Every call carries `requestid`,
/// `minorversion=75` and `Accept: application/json`. Writes carry a request id that is the same when
/// they are repeated, so that QuickBooks Online answers a repetition with its first answer ("Learn
/// basic field definitions", request id).
///
/// Thread-safe; blocks, so call it from virtual threads.
final class QboClient {
    /// Minor versions below are ignored since 1 August 2025; it is sent all the same ("Minor
    /// versions").
    private static final String MINOR_VERSION = "75";

    /// Intuit cuts requests off at 120 s.
    static final Duration DEADLINE = Duration.ofSeconds(125);

    private static final long LARGEST_ANSWER = 64L << 20;

    /// The most items of a batch ("Batch operations").
    static final int BATCH_ITEMS = 30;

    /// The most objects of one answer ("Data queries", MAXRESULTS; "Batch operations").
    static final int OBJECTS = 1_000;

    /// One item of a batch.
    sealed interface Item {
        /// Creates an entity from a body that is sent as it is.
        record Create(String entity, String body) implements Item {}

        /// Asks.
        record Query(String query) implements Item {}
    }

    private final ApiClient api;
    private final String company;
    private final QboPace pace;
    private final RateBudget requests;
    private final RateBudget batches;
    private final Duration deadline;

    QboClient(ApiClient api, URI baseUrl, String realmId, QboPace pace, Duration deadline) {
        this.api = api;
        this.company = baseUrl.toString().replaceFirst("/+$", "") + "/v3/company/" + realmId;
        this.pace = pace;
        this.requests = pace.requests();
        this.batches = pace.batches();
        this.deadline = deadline;
    }

    /// Creates one transaction.
    QboReply create(QboType type, String requestId, String body) {
        return read(api.call(post("create" + type.apiName(), "/" + type.path(), requestId, body)));
    }

    /// Sends a batch. Its items are numbered by their position, so that the same items under the same
    /// id are the same batch.
    QboReply batch(String requestId, List<Item> items) {
        Optional<Duration> tooEarly = awaitBatch();
        return tooEarly.isPresent()
                ? new QboReply.NotNow("batches wait for their own rate budget", tooEarly)
                : read(api.call(post("batch", "/batch", requestId, batchBody(items))));
    }

    /// Asks one question.
    QboReply query(String query) {
        URI url = URI.create(company + "/query?query=" + encoded(query) + "&" + common(readId()));
        return read(api.call(ApiCall.get("query", url)
                .withHeader("Accept", "application/json")
                .within(deadline)
                .atMost(LARGEST_ANSWER)
                .pacedBy(requests)
                .patient(pace.patience())));
    }

    /// Asks several questions in one call; the answers are the items' in order.
    QboReply queries(List<String> queries) {
        return batch(readId(), queries.stream().<Item>map(Item.Query::new).toList());
    }

    /// What has changed since, deletions included ("Change data capture": at most 30 days back, at most
    /// 1000 objects).
    QboReply changes(List<QboType> types, Instant since) {
        String entities = types.stream().map(QboType::apiName).collect(Collectors.joining(","));
        URI url = URI.create(company + "/cdc?entities=" + encoded(entities) + "&changedSince="
                + encoded(since.toString()) + "&" + common(readId()));
        return read(api.call(ApiCall.get("cdc", url)
                .withHeader("Accept", "application/json")
                .within(deadline)
                .atMost(LARGEST_ANSWER)
                .pacedBy(requests)
                .patient(pace.patience())));
    }

    /// The answers of a heard batch by position; a missing one is empty.
    static List<Optional<JsonNode>> items(JsonNode answer, int count) {
        List<Optional<JsonNode>> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(Optional.empty());
        }
        for (JsonNode item : answer.path("BatchItemResponse")) {
            int position = item.path("bId").asInt(-1);
            if (position >= 0 && position < count) {
                items.set(position, Optional.of(item));
            }
        }
        return items;
    }

    static String batchBody(List<Item> items) {
        StringBuilder body = new StringBuilder("{\"BatchItemRequest\":[");
        for (int i = 0; i < items.size(); i++) {
            body.append(i == 0 ? "" : ",").append("{\"bId\":\"").append(i).append("\",");
            switch (items.get(i)) {
                case Item.Create(var entity, var json) ->
                    body.append("\"operation\":\"create\",\"")
                            .append(entity)
                            .append("\":")
                            .append(json);
                case Item.Query(var query) -> {
                    ObjectNode node = Json.object().put("Query", query);
                    String text = Json.write(node);
                    body.append(text, 1, text.length() - 1);
                }
            }
            body.append('}');
        }
        return body.append("]}").toString();
    }

    /// Batches have a budget of their own beside that of all calls.
    private Optional<Duration> awaitBatch() {
        Duration left = pace.patience();
        for (var wait = batches.tryTake(); wait.isPresent(); wait = batches.tryTake()) {
            if (wait.get().compareTo(left) > 0) {
                return wait;
            }
            left = left.minus(wait.get());
            try {
                Thread.sleep(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return wait;
            }
        }
        return Optional.empty();
    }

    private ApiCall post(String operation, String path, String requestId, String body) {
        URI url = URI.create(company + path + "?" + common(requestId));
        return ApiCall.post(operation, url, "application/json", body)
                .withHeader("Accept", "application/json")
                .within(deadline)
                .atMost(LARGEST_ANSWER)
                .pacedBy(requests)
                .patient(pace.patience());
    }

    private static String common(String requestId) {
        return "minorversion=" + MINOR_VERSION + "&requestid=" + encoded(requestId);
    }

    /// Reading twice is no harm, and a replayed answer would be a stale one.
    private static String readId() {
        return UUID.randomUUID().toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // ---- reading answers ------------------------------------------------------------------------------------------

    /// How replies are read before anything else sees them: throttling may come as XML and as 403, and
    /// any 5xx may have been done ("Error codes"; users' reports).
    static Answer classify(Reply reply) {
        if (reply.status() == 429 || reply.body().contains("ThrottleExceeded")) {
            return new Answer.Throttled(Optional.empty(), "too many requests (" + reply + ")");
        }
        return switch (Answer.byStatus(reply)) {
            case Answer.Unavailable(var after, var reason) -> new Answer.Unknown(reason);
            case Answer.Unauthorized(var reason) -> new Answer.Unauthorized(reason + why(reply));
            case Answer other -> other;
        };
    }

    private static String why(Reply reply) {
        return Json.read(reply.body())
                .flatMap(QboFault::in)
                .map(fault -> ": " + fault.code() + " " + fault.text())
                .orElse("");
    }

    private QboReply read(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var reply) -> accepted(reply);
            case Answer.Refused(var reply, var reason) ->
                Json.read(reply.body())
                        .flatMap(QboFault::in)
                        .map(fault -> faulted(fault, reply.requestId()))
                        .orElseGet(() -> new QboReply.Faulted(plain(reply, reason), reply.requestId()));
            case Answer.Throttled(var retryAfter, var reason) ->
                new QboReply.NotNow(reason, retryAfter.or(() -> Optional.of(pace.throttleWait())));
            case Answer.Unauthorized(var reason) -> new QboReply.Stopped(reason, reconnect(reason));
            case Answer.Unavailable(var retryAfter, var reason) -> new QboReply.NotNow(reason, retryAfter);
            case Answer.Unknown(var reason) -> new QboReply.Unheard(reason);
        };
    }

    private static QboReply accepted(Reply reply) {
        Optional<JsonNode> json = Json.read(reply.body());
        if (json.isEmpty()) {
            return new QboReply.Unheard("an answer that is no JSON (" + reply + ")");
        }
        // A 200 may contain a fault ("Handling common errors").
        return QboFault.in(json.get())
                .map(fault -> faulted(fault, reply.requestId()))
                .orElseGet(() -> new QboReply.Heard(json.get(), reply.requestId()));
    }

    private static QboFault plain(Reply reply, String reason) {
        return new QboFault("", List.of(new QboFault.Detail("HTTP " + reply.status(), reason, "", "")));
    }

    private static QboReply faulted(QboFault fault, String tid) {
        if (Verdict.of(fault) instanceof Verdict.Stop(var nextStep)) {
            return new QboReply.Stopped(fault.text(), nextStep);
        }
        return Verdict.of(fault) instanceof Verdict.Broken
                ? new QboReply.Unheard(fault.code() + " " + fault.text())
                : new QboReply.Faulted(fault, tid);
    }

    private static String reconnect(String reason) {
        String about = reason.toLowerCase(Locale.ROOT);
        if (about.contains("3100")) {
            return "The app is not allowed to use this company, or keys and company are of different environments. Connect the"
                    + " company again and run `tieout apply`.";
        }
        if (about.contains(": 120 ")) {
            return "The user who connected the company has lost the right to. Let an administrator connect it again, then run"
                    + " `tieout apply`.";
        }
        return "Connect the company again, put the new refresh token where tieout.yaml says, and run `tieout apply`.";
    }

    /// `'a','b'` for IN, with quotes and backslashes escaped ("Data queries").
    static String in(List<String> values) {
        return values.stream().map(QboClient::quoted).collect(Collectors.joining(","));
    }

    static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /// All entities in the answer to a query.
    static List<JsonNode> rows(JsonNode answer, String entity) {
        JsonNode rows = answer.path("QueryResponse").path(entity);
        List<JsonNode> list = new ArrayList<>();
        if (rows instanceof ArrayNode) {
            rows.forEach(list::add);
        } else if (rows.isObject()) {
            list.add(rows);
        }
        return list;
    }
}
