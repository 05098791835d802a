package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.ApiCall;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.http.RateBudget;
import org.tieout.runtime.http.Reply;
import org.tieout.runtime.http.RetryAfter;
import org.tieout.runtime.sink.Answered;

/// The calls we make of the API v2.0: nearly all of them are batches (memo, 6). A batch is no transaction
/// here: its operations are independent, answers are matched by id, and what is not answered was not
/// executed as far as we know.
///
/// Paces itself: at most so many calls at once, and never more requests than the limit of a user allows,
/// counting the operations of a batch too. Thread-safe; blocks, so call it from virtual threads.
final class BcClient {
    /// Business Central cuts a request off after ten minutes, an operation after eight (memo, 3).
    static final Duration DEADLINE = Duration.ofMinutes(10);

    /// The most operations of a batch (memo, 3).
    static final int OPERATIONS = 100;

    /// Calls that create or post, by the names they have in metrics.
    static final Set<String> POSTING_CALLS = Set.of(
            "createDocuments",
            "postDocuments",
            "createLines",
            "createPayments",
            "postJournal",
            "createCustomer",
            "updateCustomer",
            "amendDocuments",
            "deleteDocument");

    private static final long LARGEST_ANSWER = 128L << 20;
    private static final int MOST_PAGES = 1_000;

    /// One operation of a batch.
    ///
    /// @param url relative to the API's root
    /// @param etag what it must still be; empty for whatever it is
    /// @param body JSON, sent as it is; empty for none
    record Operation(String method, String url, String etag, String body) {
        static Operation get(String url) {
            return new Operation("GET", url, "", "");
        }

        static Operation post(String url, String body) {
            return new Operation("POST", url, "", body);
        }

        static Operation act(String url, String etag) {
            return new Operation("POST", url, etag, "");
        }

        static Operation patch(String url, String etag, String body) {
            return new Operation("PATCH", url, etag, body);
        }

        static Operation delete(String url, String etag) {
            return new Operation("DELETE", url, etag, "");
        }
    }

    private final ApiClient api;
    private final String root;
    private final String company;
    private final BcPace pace;
    private final RateBudget budget;
    private final Semaphore places;
    private final Duration deadline;

    /// @param root where the API of the environment begins, slash included
    BcClient(ApiClient api, String root, String companyId, BcPace pace, Duration deadline) {
        this.api = api;
        this.root = root;
        this.company = "companies(" + companyId + ")/";
        this.pace = pace;
        this.budget = pace.requests();
        this.places = new Semaphore(pace.atOnce());
        this.deadline = deadline;
    }

    /// Cuts a list into what one batch holds.
    static <T> List<List<T>> hundreds(List<T> all) {
        List<List<T>> cut = new ArrayList<>();
        for (int from = 0; from < all.size(); from += OPERATIONS) {
            cut.add(all.subList(from, Math.min(all.size(), from + OPERATIONS)));
        }
        return cut;
    }

    /// An address within the company, relative to the API's root.
    String inCompany(String path) {
        return company + path;
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    /// The rows of all these lists, further pages included; addresses are within the company.
    Answered<List<List<JsonNode>>> read(String operation, List<String> lists) {
        List<List<JsonNode>> all = new ArrayList<>();
        for (List<String> some : hundreds(lists)) {
            List<BcReply> replies = some.size() == 1
                    ? List.of(get(operation, root + inCompany(some.getFirst())))
                    : batch(
                            operation,
                            some.stream()
                                    .map(list -> Operation.get(inCompany(list)))
                                    .toList());
            for (BcReply reply : replies) {
                Answered<List<JsonNode>> rows = pages(operation, reply);
                if (!(rows instanceof Answered.Heard<List<JsonNode>>(var heard))) {
                    return recast(rows);
                }
                all.add(heard);
            }
        }
        return new Answered.Heard<>(all);
    }

    /// The rows of a list outside the company.
    Answered<List<JsonNode>> readOfTenant(String operation, String list) {
        return pages(operation, get(operation, root + list));
    }

    /// Follows the links to further pages, word for word (memo, 4).
    private Answered<List<JsonNode>> pages(String operation, BcReply first) {
        List<JsonNode> rows = new ArrayList<>();
        BcReply reply = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            if (!(reply instanceof BcReply.Heard(var json))
                    || !json.path("value").isArray()) {
                return BcReply.unread(reply);
            }
            json.path("value").forEach(rows::add);
            Optional<String> next = Json.text(json, "@odata.nextLink");
            if (next.isEmpty()) {
                return new Answered.Heard<>(rows);
            }
            reply = get(operation, next.get().startsWith("http") ? next.get() : root + next.get());
        }
        return new Answered.NotNow<>("a list of more than " + MOST_PAGES + " pages", Optional.empty());
    }

    static <T, U> Answered<U> recast(Answered<T> answer) {
        return switch (answer) {
            case Answered.Heard<T> _ -> throw new IllegalStateException("a heard answer is used, not recast");
            case Answered.NotNow<T>(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case Answered.Stopped<T>(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
        };
    }

    private BcReply get(String operation, String url) {
        return send(ApiCall.get(operation, URI.create(url)), 1);
    }

    // ---- batches --------------------------------------------------------------------------------------------------

    /// One call by itself.
    BcReply alone(String operation, Operation asked) {
        if (asked.method().equals("GET")) {
            return get(operation, root + asked.url());
        }
        ApiCall call = ApiCall.post(operation, URI.create(root + asked.url()), "application/json", asked.body())
                .by(asked.method());
        return send(asked.etag().isEmpty() ? call : call.withHeader("If-Match", asked.etag()), 1);
    }

    /// One call with at most a hundred operations, and what became of each, in order. Where the call as a
    /// whole was not taken or not heard, that is what became of each.
    List<BcReply> batch(String operation, List<Operation> operations) {
        if (operations.size() > OPERATIONS) {
            throw new IllegalArgumentException("a batch holds " + OPERATIONS + " operations, not " + operations.size());
        }
        ApiCall call =
                ApiCall.post(operation, URI.create(root + "$batch"), "application/json", BatchBody.of(operations));
        BcReply reply = send(call, pace.countsOperations() ? operations.size() + 1 : 1);
        if (!(reply instanceof BcReply.Heard(var json))) {
            return operations.stream().map(_ -> reply).toList();
        }
        return BatchBody.replies(json, operations.size());
    }

    // ---- sending --------------------------------------------------------------------------------------------------

    /// @param weight how many requests it may count as
    private BcReply send(ApiCall call, int weight) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new BcReply.NotNow("interrupted before " + call.operation() + " was sent", Optional.empty());
        }
        try {
            Optional<Duration> tooEarly = awaitBudget(weight);
            if (tooEarly.isPresent()) {
                return new BcReply.NotNow(call.operation() + " waits for its own rate budget", tooEarly);
            }
            Answer answer = api.call(call.withHeader("Accept", "application/json")
                    // The language of messages; we never read them, people do.
                    .withHeader("Accept-Language", "en-US")
                    .within(deadline)
                    .atMost(LARGEST_ANSWER));
            if (answer instanceof Answer.Throttled(var retryAfter, var reason)) {
                budget.exceeded(retryAfter);
            } else {
                budget.respected();
            }
            return read(answer);
        } finally {
            places.release();
        }
    }

    private Optional<Duration> awaitBudget(int weight) {
        Duration left = pace.patience();
        for (var wait = budget.tryTake(weight); wait.isPresent(); wait = budget.tryTake(weight)) {
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

    private static BcReply read(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var reply) -> accepted(reply);
            case Answer.Refused(var reply, var reason) -> BcReply.of(BcFault.of(reply, reason));
            case Answer.Throttled(var retryAfter, var reason) -> new BcReply.NotNow(reason, retryAfter);
            case Answer.Unauthorized(var reason) -> new BcReply.Stopped(reason, reconnect());
            case Answer.Unavailable(var retryAfter, var reason) -> new BcReply.NotNow(reason, retryAfter);
            case Answer.Unknown(var reason) -> new BcReply.Unheard(reason);
        };
    }

    private static BcReply accepted(Reply reply) {
        if (reply.status() == 204 || reply.body().isEmpty()) {
            return reply.status() == 204
                    ? new BcReply.Heard(Json.object())
                    : new BcReply.Unheard("an empty answer (" + reply + ")");
        }
        return Json.read(reply.body())
                .<BcReply>map(BcReply.Heard::new)
                .orElseGet(() -> new BcReply.Unheard("an answer that is no JSON (" + reply + ")"));
    }

    /// How replies are read before anything else sees them: 408 and every 5xx may have been done (memo, 3),
    /// and a 401 names the code that [Verdict] knows.
    static Answer classify(Reply reply) {
        if (reply.status() == 408 || reply.status() >= 500) {
            return new Answer.Unknown(why(reply));
        }
        return switch (reply.status()) {
            case 401 -> new Answer.Unauthorized(why(reply));
            case 403 -> new Answer.Unauthorized(why(reply));
            case 429 -> new Answer.Throttled(RetryAfter.of(reply), "too many requests (" + reply + ")");
            default -> Answer.byStatus(reply);
        };
    }

    private static String why(Reply reply) {
        return Json.read(reply.body())
                .flatMap(body -> BcFault.in(reply.status(), body))
                .map(fault -> fault.label() + ": " + fault.text())
                .orElseGet(reply::toString);
    }

    private static String reconnect() {
        return "Look at the app registration's secret and permission (API.ReadWrite.All with admin consent) and at the"
                + " Microsoft Entra application card in Business Central, then run `tieout apply`.";
    }
}
