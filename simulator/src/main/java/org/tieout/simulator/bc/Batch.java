package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.odata.Answers;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// `$batch` in JSON: up to 100 operations in their order (section 6). Without isolation each stands for itself. With
/// `Isolation: snapshot` they are one transaction until a posting action commits; when one fails, what came after the
/// last commit is taken back and the rest is not tried, yet the answers given so far stay as they are: a 201 may name
/// a record that does not exist any more. Thread-safe.
final class Batch {
    private static final int MOST = 100;

    private final Api api;
    private final Company company;
    private final String root;
    private final Random order;
    private final OperationFaults faults = new OperationFaults();

    /// `root` is the address of the API, with a slash at its end; `order` mixes answers where a switch says so.
    Batch(Api api, Company company, String root, Random order) {
        this.api = api;
        this.company = company;
        this.root = root;
        this.order = order;
    }

    /// The faults that strike single operations.
    OperationFaults faults() {
        return faults;
    }

    /// One operation, with the request it comes to.
    private record Operation(Optional<String> id, Set<String> dependsOn, Request request) {}

    /// How many operations a request holds; one where it is no batch.
    static int operations(Request request) {
        return request.path().equals("/$batch")
                ? Math.max(
                        1,
                        request.json().map(body -> body.path("requests").size()).orElse(1))
                : 1;
    }

    Response answer(Request request) {
        if (!request.method().equals("POST")) {
            throw Refusals.methodNotAllowed(request.method(), "$batch");
        }
        List<Operation> operations = operations(requests(request));
        boolean snapshot = request.header("Isolation").orElse("").equalsIgnoreCase("snapshot");
        ArrayNode answers = snapshot ? together(operations) : oneByOne(operations, goesOn(request));
        ObjectNode body = Json.object();
        body.set("responses", arranged(answers));
        return Answers.json(200, body);
    }

    private static JsonNode requests(Request request) {
        JsonNode requests = request.json()
                .map(body -> body.path("requests"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusals.badRequest("The batch has no array 'requests'."));
        if (requests.size() > MOST) {
            throw new Refusal(
                    500,
                    "Internal_ServerError",
                    "The maximum number of operations in a batch request is " + MOST + ", but there are "
                            + requests.size() + ".");
        }
        return requests;
    }

    private List<Operation> operations(JsonNode requests) {
        List<Operation> operations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode each : requests) {
            Optional<String> id = Optional.ofNullable(each.get("id")).map(JsonNode::asText);
            Set<String> dependsOn = new HashSet<>();
            each.path("dependsOn").forEach(other -> dependsOn.add(other.asText()));
            if (!ids.containsAll(dependsOn)) {
                throw Refusals.badRequest("'dependsOn' names a request that does not come before it.");
            }
            if (id.isPresent() && !ids.add(id.get())) {
                throw Refusals.badRequest("The request id '" + id.get() + "' is used twice in the batch.");
            }
            operations.add(new Operation(id, dependsOn, inner(each)));
        }
        return operations;
    }

    private Request inner(JsonNode each) {
        String url = each.path("url").asText("");
        String below = url.startsWith(root) ? url.substring(root.length()) : url;
        String relative = below.startsWith("/") ? below : "/" + below;
        if (relative.startsWith("/$batch") || relative.length() == 1) {
            throw Refusals.url("The url '" + url + "' of an operation is not relative to the API.");
        }
        int query = relative.indexOf('?');
        Map<String, List<String>> headers = new HashMap<>();
        each.path("headers")
                .properties()
                .forEach(field ->
                        headers.put(field.getKey(), List.of(field.getValue().asText())));
        JsonNode body = each.path("body");
        return new Request(
                each.path("method").asText("").toUpperCase(Locale.ROOT),
                query < 0 ? relative : relative.substring(0, query),
                query < 0 ? "" : relative.substring(query + 1),
                new Headers(headers),
                body.isMissingNode() || body.isNull() ? new byte[0] : Json.bytes(body));
    }

    /// Whether operations after a failure are tried: as the client prefers, else as the switch says.
    private boolean goesOn(Request request) {
        String preference = request.header("Prefer").orElse("").replace(" ", "");
        if (preference.contains("odata.continue-on-error=false")) {
            return false;
        }
        return preference.contains("odata.continue-on-error")
                || !company.books().on(Switch.BATCHES_STOP_AT_A_FAILURE);
    }

    private ArrayNode oneByOne(List<Operation> operations, boolean goesOn) {
        ArrayNode answers = Json.array();
        Set<String> failed = new HashSet<>();
        for (Operation operation : operations) {
            Response response = operation.dependsOn().stream().anyMatch(failed::contains)
                    ? api.refused(new Refusal(424, "BadRequest", "A request this one depends on has failed."))
                    : execute(operation);
            answers.add(answer(operation, response));
            if (response.status() >= 400) {
                operation.id().ifPresent(failed::add);
                if (!goesOn) {
                    break;
                }
            }
        }
        return answers;
    }

    private Response execute(Operation operation) {
        Request request = operation.request();
        Optional<OperationFaults.Fault> fault =
                faults.strike(request.method() + " " + request.path() + " " + request.text());
        if (fault.isEmpty()) {
            return api.answer(request);
        }
        if (fault.get().afterwards()) {
            api.answer(request);
        }
        return api.refused(fault.get().refusal());
    }

    /// Answers are matched by id; a switch gives them in any order.
    private ArrayNode arranged(ArrayNode answers) {
        if (!company.books().on(Switch.BATCHES_ANSWER_IN_ANY_ORDER)) {
            return answers;
        }
        List<JsonNode> mixed = new ArrayList<>();
        answers.forEach(mixed::add);
        synchronized (order) {
            Collections.shuffle(mixed, order);
        }
        return Json.array().addAll(mixed);
    }

    private ArrayNode together(List<Operation> operations) {
        return company.alone(books -> {
            ArrayNode answers = Json.array();
            books.transaction().begin();
            try {
                for (Operation operation : operations) {
                    Response response = execute(operation);
                    answers.add(answer(operation, response));
                    if (response.status() >= 400) {
                        books.transaction().rollback();
                        break;
                    }
                }
            } finally {
                books.transaction().end();
            }
            return answers;
        });
    }

    private static ObjectNode answer(Operation operation, Response response) {
        ObjectNode answer = Json.object();
        operation.id().ifPresentOrElse(id -> answer.put("id", id), () -> answer.putNull("id"));
        answer.put("status", response.status());
        ObjectNode headers = answer.putObject("headers");
        if (response.body().length > 0) {
            response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            answer.set("body", Json.parse(response.body()).orElseGet(Json::object));
        }
        return answer;
    }
}
