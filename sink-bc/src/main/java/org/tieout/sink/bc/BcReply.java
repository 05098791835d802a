package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.tieout.runtime.sink.Answered;

/// What Business Central answered to one call, or to one operation of a batch. Callers read every case;
/// *unheard* is none of the others.
sealed interface BcReply {
    /// Done. The body is empty after an action or a deletion.
    record Heard(JsonNode json) implements BcReply {}

    /// Refused, nothing was done.
    record Faulted(BcFault fault) implements BcReply {}

    /// Not taken now.
    record NotNow(String reason, Optional<Duration> retryAfter) implements BcReply {}

    /// Not taken until a person has done something.
    record Stopped(String reason, String nextStep) implements BcReply {}

    /// Sent, and nothing heard that tells.
    record Unheard(String reason) implements BcReply {}

    /// A fault, by what it means.
    static BcReply of(BcFault fault) {
        return switch (Verdict.of(fault)) {
            case Verdict.Stop(var nextStep) -> new Stopped(fault.text(), nextStep);
            case Verdict.Broken() -> new Unheard(fault.label() + " " + fault.text());
            case Verdict.NotNow() -> new NotNow(fault.text(), Optional.empty());
            case Verdict.Refuse _, Verdict.Changed _, Verdict.LookUp _ -> new Faulted(fault);
        };
    }

    /// What did not read: reading changes no books, so that it is asked again whatever became of it.
    static <T> Answered<T> unread(BcReply reply) {
        return switch (reply) {
            case Heard _ -> new Answered.NotNow<>("an answer without its content", Optional.empty());
            // There is no API at that address: nothing will be until the connection is corrected.
            case Faulted(var fault)
            when fault.status() == 404 && fault.code().equals("BadRequest_NotFound") ->
                new Answered.Stopped<>(
                        fault.text(),
                        "Correct tenant-id, environment-name or base-url of the connection, then run `tieout apply`.");
            case Faulted(var fault) ->
                new Answered.NotNow<>("Business Central says " + fault.label() + ": " + fault.text(), Optional.empty());
            case NotNow(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case Stopped(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
            case Unheard(var reason) -> new Answered.NotNow<>(reason, Optional.empty());
        };
    }
}
