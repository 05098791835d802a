package org.tieout.sink.dynamics;

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

/// The calls we make of the Web API v9.2 (memo, 2 and 12). One operation goes by itself; several go in one `$batch`,
/// where those that belong together are a change set.
///
/// Paces itself: at most so many calls at once, and never more requests than the limit of a user allows. Thread-safe;
/// blocks, so call it from virtual threads.
final class CrmClient {
    /// The service cuts a request off after two minutes at the latest.
    static final Duration DEADLINE = Duration.ofMinutes(2);

    /// Calls that write, by the names they have in metrics.
    static final Set<String> WRITING_CALLS = Set.of("writeRecords", "writeInvoices");

    static final String RECONNECT = "Look at the app registration's secret, and in the Power Platform admin center at"
            + " the environment's application user and its security role (read, write and append on the sales tables),"
            + " then run `tieout apply`.";

    private final ApiClient api;
    private final String root;
    private final CrmPace pace;
    private final RateBudget budget;
    private final Semaphore places;
    private final Duration deadline;

    /// @param root where the API of the organisation begins, slash included
    CrmClient(ApiClient api, String root, CrmPace pace, Duration deadline) {
        this.api = api;
        this.root = root;
        this.pace = pace;
        this.budget = pace.requests();
        this.places = new Semaphore(pace.atOnce());
        this.deadline = deadline;
    }

    /// What became of each set of operations, in one call: several that write are one transaction. Where the call as
    /// a whole was not taken or not heard, that is what became of each.
    List<CrmReply> execute(String operation, List<List<Operation>> sets) {
        if (sets.isEmpty()) {
            return List.of();
        }
        return sets.size() == 1 && sets.getFirst().size() == 1
                ? List.of(read(send(call(operation, sets.getFirst().getFirst()))))
                : batch(operation, sets);
    }

    private ApiCall call(String operation, Operation asked) {
        URI url = URI.create(root + asked.url());
        ApiCall call = asked.reads()
                ? ApiCall.get(operation, url)
                : ApiCall.post(operation, url, "application/json; charset=utf-8", asked.body())
                        .by(asked.method());
        for (var header : asked.headers().entrySet()) {
            call = call.withHeader(header.getKey(), header.getValue());
        }
        return call.withHeader("Accept", "application/json");
    }

    private List<CrmReply> batch(String operation, List<List<Operation>> sets) {
        ApiCall call = ApiCall.post(
                        operation,
                        URI.create(root + "$batch"),
                        MultipartBody.contentType(),
                        MultipartBody.of(sets, root))
                // One that fails is no reason to leave the others.
                .withHeader("Prefer", "odata.continue-on-error")
                .withHeader("Accept", "application/json");
        Answer answer = send(call);
        Optional<Reply> reply = switch (answer) {
            case Answer.Accepted(var accepted) -> Optional.of(accepted);
            case Answer.Refused(var refused, var _) -> Optional.of(refused);
            case Answer.Throttled _, Answer.Unauthorized _, Answer.Unavailable _, Answer.Unknown _ -> Optional.empty();
        };
        CrmReply whole = reply.filter(heard -> heard.status() < 300)
                .<CrmReply>map(heard -> new CrmReply.Unheard("a batch's answer that cannot be read (" + heard + ")"))
                .orElseGet(() -> read(answer));
        return reply.flatMap(heard ->
                        MultipartBody.replies(heard.header("content-type").orElse(""), heard.body(), sets.size()))
                .orElseGet(() -> new ArrayList<>(sets.stream().map(_ -> whole).toList()));
    }

    // ---- sending --------------------------------------------------------------------------------------------------

    private Answer send(ApiCall call) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Throttled(Optional.empty(), "interrupted before " + call.operation() + " was sent");
        }
        try {
            Optional<Duration> tooEarly = awaitBudget();
            if (tooEarly.isPresent()) {
                return new Answer.Throttled(tooEarly, call.operation() + " waits for its own rate budget");
            }
            Answer answer = api.call(call.withHeader("OData-Version", "4.0")
                    .withHeader("OData-MaxVersion", "4.0")
                    .within(deadline));
            if (answer instanceof Answer.Throttled(var retryAfter, var _)) {
                budget.exceeded(retryAfter);
            } else {
                budget.respected();
            }
            return answer;
        } finally {
            places.release();
        }
    }

    private Optional<Duration> awaitBudget() {
        Duration left = pace.patience();
        for (var wait = budget.tryTake(); wait.isPresent(); wait = budget.tryTake()) {
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

    private static CrmReply read(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var reply) ->
                reply.status() == 204
                        ? new CrmReply.Heard(Json.object())
                        : Json.read(reply.body())
                                .<CrmReply>map(CrmReply.Heard::new)
                                .orElseGet(() -> new CrmReply.Unheard("an answer that is no JSON (" + reply + ")"));
            case Answer.Refused(var reply, var reason) ->
                CrmReply.of(CrmFault.of(reply.status(), reply.body(), reason), RetryAfter.of(reply));
            case Answer.Throttled(var retryAfter, var reason) -> new CrmReply.NotNow(reason, retryAfter);
            case Answer.Unauthorized(var reason) -> new CrmReply.Stopped(reason, RECONNECT);
            case Answer.Unavailable(var retryAfter, var reason) -> new CrmReply.NotNow(reason, retryAfter);
            case Answer.Unknown(var reason) -> new CrmReply.Unheard(reason);
        };
    }

    /// How replies are read before anything else sees them: 408 and every 5xx may have been done.
    static Answer classify(Reply reply) {
        if (reply.status() == 408 || reply.status() >= 500) {
            return new Answer.Unknown(why(reply));
        }
        return switch (reply.status()) {
            case 401, 403 -> new Answer.Unauthorized(why(reply));
            case 429 -> new Answer.Throttled(RetryAfter.of(reply), "too many requests (" + reply + ")");
            default -> Answer.byStatus(reply);
        };
    }

    private static String why(Reply reply) {
        CrmFault fault = CrmFault.of(reply.status(), reply.body(), "");
        return fault.message().isEmpty() ? reply.toString() : fault.label() + ": " + fault.text() + " (" + reply + ")";
    }
}
