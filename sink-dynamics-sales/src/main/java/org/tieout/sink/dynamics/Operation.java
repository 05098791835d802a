package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.tieout.runtime.http.Json;

/// One request of the Web API.
///
/// @param url relative to the API's root
/// @param headers beyond those that every request has
/// @param body JSON; empty for none
record Operation(String method, String url, Map<String, String> headers, String body) {
    private static final String MATCH = "If-Match";

    Operation {
        headers = Map.copyOf(headers);
    }

    /// Reads, past whatever is cached on the way (memo, 2).
    static Operation get(String url) {
        return new Operation("GET", url, Map.of("If-None-Match", "null"), "");
    }

    /// Reads, with the tables that lookups point at.
    static Operation getAnnotated(String url) {
        return new Operation(
                "GET",
                url,
                Map.of(
                        "If-None-Match",
                        "null",
                        "Prefer",
                        "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\""),
                "");
    }

    /// Changes a row that has still this version.
    static Operation change(String url, String etag, JsonNode body) {
        return new Operation("PATCH", url, Map.of(MATCH, etag), Json.write(body));
    }

    /// Changes a row of whatever version, behind one that checked it in the same change set; never creates it.
    static Operation change(String url, JsonNode body) {
        return change(url, "*", body);
    }

    /// Creates a row under an id of our own (memo, 2 and 7).
    static Operation create(String url, JsonNode body) {
        return new Operation("PATCH", url, Map.of("If-None-Match", "*"), Json.write(body));
    }

    /// Runs an action.
    static Operation act(String action, JsonNode body) {
        return new Operation("POST", action, Map.of(), Json.write(body));
    }

    boolean reads() {
        return method.equals("GET");
    }
}
