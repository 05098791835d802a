package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tieout.simulator.bc.odata.Answers;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Response;

/// Says a refusal in another language, so that a client which reads texts is found out. Stateless.
final class Languages {
    private Languages() {}

    static Response translated(Response answer) {
        return Json.parse(answer.body())
                .filter(body -> body.path("error") instanceof ObjectNode)
                .map(body -> {
                    ObjectNode error = (ObjectNode) body.path("error");
                    String text = error.path("message").asText();
                    int correlation = text.indexOf("  CorrelationId:");
                    error.put("message", "Der Vorgang wurde abgelehnt." + text.substring(Math.max(correlation, 0)));
                    return Answers.json(answer.status(), body);
                })
                .orElse(answer);
    }
}
