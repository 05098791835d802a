package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Response;

/// A request the Selling Partner API refuses, thrown where the reason is found and answered at the face's
/// edge. Body
/// shape and codes: Amazon, models/*, ErrorList; recorded traffic for Unauthorized, NotFound and QuotaExceeded.
final class Refusal extends RuntimeException {
    private final transient Response response;

    private Refusal(Response response) {
        super("refused with " + response.status(), null, false, false);
        this.response = response;
    }

    Response response() {
        return response;
    }

    /// No, bad or expired token, wrong region, unknown path: all look the same.
    static Refusal unauthorized() {
        return new Refusal(errors(403, "Unauthorized", "Access to requested resource is denied.", ""));
    }

    /// The Orders API's answer to any argument it dislikes.
    static Refusal invalidOrderInput() {
        return invalidInput("The input you have submitted is not valid. Please check your input and try again.");
    }

    static Refusal invalidInput(String message) {
        return new Refusal(errors(400, "InvalidInput", message, ""));
    }

    /// The Finances API's answer, which gives its message twice.
    static Refusal invalidFinancesInput(String message) {
        return new Refusal(errors(400, "InvalidInput", message, message));
    }

    static Refusal notFound(String message) {
        ObjectNode body = Json.object();
        body.putArray("errors").addObject().put("code", "NotFound").put("message", message);
        return new Refusal(Response.json(404, body));
    }

    /// No Retry-After, by design.
    static Response quotaExceeded() {
        return errors(429, "QuotaExceeded", "You exceeded your quota for the requested resource.", "")
                .withHeader("X-Amzn-Errortype", "TooManyRequestsException");
    }

    static Response internalFailure(int status) {
        return errors(status, "InternalFailure", "We encountered an internal error. Please try again.", "");
    }

    private static Response errors(int status, String code, String message, String details) {
        ObjectNode body = Json.object();
        body.putArray("errors")
                .addObject()
                .put("code", code)
                .put("message", message)
                .put("details", details);
        return Response.json(status, body);
    }
}
