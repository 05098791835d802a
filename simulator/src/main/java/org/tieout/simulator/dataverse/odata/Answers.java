package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// Writes answers with the header fields and bodies of the vendor (sections 2 and 3). Stateless.
public final class Answers {
    private static final String CONTENT_TYPE = "application/json; odata.metadata=minimal";

    private Answers() {}

    /// A JSON answer.
    public static Response json(int status, JsonNode body) {
        return Response.bytes(status, CONTENT_TYPE, Json.bytes(body)).withHeader("OData-Version", "4.0");
    }

    /// Done, and nothing to say.
    public static Response none() {
        return Response.empty(204).withHeader("OData-Version", "4.0");
    }

    /// A refusal. Without a code it has no body, as that of a token has none.
    public static Response refusal(Refusal refusal) {
        if (refusal.code().isEmpty()) {
            return Response.empty(refusal.status());
        }
        ObjectNode body = Json.object();
        body.putObject("error").put("code", refusal.code()).put("message", refusal.text());
        return json(refusal.status(), body);
    }
}
