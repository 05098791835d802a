package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.http.Reply;

/// A refusal as Business Central words it (memo, 5). Texts are localised: only the code and the status tell
/// what it is.
///
/// @param status the HTTP status, of the call or of an operation within a batch
/// @param code `Application_DialogException`, …; empty where the answer names none
/// @param message what a person reads, correlation id included
record BcFault(int status, String code, String message) {

    /// The fault in a body, if there is one.
    static Optional<BcFault> in(int status, JsonNode body) {
        JsonNode error = body.path("error");
        return error.isObject()
                ? Optional.of(new BcFault(
                        status,
                        error.path("code").asText(""),
                        error.path("message").asText("").strip()))
                : Optional.empty();
    }

    /// A refusal without a body that tells.
    static BcFault plain(int status, String reason) {
        return new BcFault(status, "", reason);
    }

    static BcFault of(Reply reply, String reason) {
        return Json.read(reply.body())
                .flatMap(body -> in(reply.status(), body))
                .orElseGet(() -> plain(reply.status(), reason));
    }

    /// What a program can tell it by.
    String label() {
        return code.isEmpty() ? "HTTP " + status : code;
    }

    /// What a person reads.
    String text() {
        return message.isEmpty() ? label() : message;
    }
}
