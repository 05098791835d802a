package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import org.tieout.runtime.http.Json;

/// A refusal as Dataverse words it (memo, 3). Texts are localised: only the status and the code tell what it is.
///
/// @param status the HTTP status, of the call or of an operation within a batch
/// @param code `0x80040217`, or the same as a signed decimal; empty where the answer names none
/// @param message what a person reads
record CrmFault(int status, String code, String message) {
    /// No such row.
    static final int ABSENT = 0x80040217;

    /// A text longer than its column.
    static final int TOO_LONG = 0x80044331;

    static CrmFault of(int status, String body, String otherwise) {
        JsonNode error = Json.read(body).map(json -> json.path("error")).orElseGet(Json::object);
        return new CrmFault(
                status,
                error.path("code").asText(""),
                error.path("message").asText(otherwise).strip());
    }

    /// Codes come in hexadecimal or as signed decimals: they are compared as numbers.
    boolean is(int number) {
        try {
            long value = code.startsWith("0x") ? Long.parseLong(code.substring(2), 16) : Long.parseLong(code);
            return (int) value == number;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// The row of the request is not there (any more).
    boolean isAbsent() {
        return status == 404 && is(ABSENT);
    }

    /// Somebody else was faster: the row has another version, or there is one already (memo, 2 and 5).
    boolean isOvertaken() {
        return status == 412;
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
