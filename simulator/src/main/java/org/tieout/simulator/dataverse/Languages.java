package org.tieout.simulator.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tieout.simulator.dataverse.odata.Answers;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Response;

/// Says a refusal in another language, so that a client which reads texts is found out (section 13). Stateless.
final class Languages {
    private Languages() {}

    static Response translated(Response answer) {
        return answer.status() < 400
                ? answer
                : Json.parse(answer.body())
                        .filter(body -> body.path("error") instanceof ObjectNode)
                        .map(body -> {
                            ((ObjectNode) body.path("error")).put("message", "Der Vorgang wurde abgelehnt.");
                            return Answers.json(answer.status(), body);
                        })
                        .orElse(answer);
    }
}
