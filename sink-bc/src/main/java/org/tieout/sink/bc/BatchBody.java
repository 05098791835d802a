package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.runtime.http.Json;
import org.tieout.sink.bc.BcClient.Operation;

/// What a batch is written as, and how its answers are read (memo, 6). Operations are numbered by their
/// position; answers are matched by that number, in whatever order they come. Stateless.
final class BatchBody {
    private BatchBody() {}

    static String of(List<Operation> operations) {
        StringBuilder body = new StringBuilder("{\"requests\":[");
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            var headers = Json.object();
            if (!operation.body().isEmpty()) {
                headers.put("Content-Type", "application/json");
            }
            if (!operation.etag().isEmpty()) {
                headers.put("If-Match", operation.etag());
            }
            String opening = Json.write(Json.object()
                    .put("id", Integer.toString(i))
                    .put("method", operation.method())
                    .put("url", operation.url())
                    .set("headers", headers));
            body.append(i == 0 ? "" : ",").append(opening, 0, opening.length() - 1);
            if (!operation.body().isEmpty()) {
                // As it was rendered, byte for byte.
                body.append(",\"body\":").append(operation.body());
            }
            body.append('}');
        }
        return body.append("]}").toString();
    }

    /// What became of each operation, in order. What the answer leaves out was not executed as far as anybody
    /// knows.
    static List<BcReply> replies(JsonNode answer, int operations) {
        boolean told = answer.path("responses").isArray();
        Map<String, JsonNode> byId = new HashMap<>();
        answer.path("responses")
                .forEach(response -> byId.put(response.path("id").asText(), response));
        List<BcReply> replies = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            JsonNode response = byId.get(Integer.toString(i));
            replies.add(
                    !told
                            ? new BcReply.Unheard("a batch's answer without responses")
                            : response == null
                                    ? new BcReply.NotNow("the batch's answer leaves it out", Optional.empty())
                                    : reply(response));
        }
        return replies;
    }

    private static BcReply reply(JsonNode response) {
        int status = response.path("status").asInt(0);
        JsonNode body = response.path("body");
        if (status >= 200 && status < 300) {
            return new BcReply.Heard(body.isObject() ? body : Json.object());
        }
        return BcReply.of(
                BcFault.in(status, body).orElseGet(() -> BcFault.plain(status, "HTTP " + status + " within a batch")));
    }
}
