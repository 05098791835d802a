package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// Writes answers with the header fields and bodies of the vendor (sections 4 and 5). Stateless.
public final class Answers {
    private static final String CONTENT_TYPE = "application/json; odata.metadata=minimal; odata.streaming=true";

    private Answers() {}

    /// A JSON answer.
    public static Response json(int status, JsonNode body) {
        return Response.bytes(status, CONTENT_TYPE, Json.bytes(body)).withHeader("OData-Version", "4.0");
    }

    /// The body of a refusal; its text ends with the correlation id.
    public static ObjectNode error(Refusal refusal, UUID correlation) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("code", refusal.code())
                .put("message", refusal.text() + "  CorrelationId:  " + correlation + ".");
        return body;
    }

    /// A refusal.
    public static Response refusal(Refusal refusal, UUID correlation) {
        return json(refusal.status(), error(refusal, correlation));
    }
}
