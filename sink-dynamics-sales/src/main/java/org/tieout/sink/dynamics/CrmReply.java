package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.ItemOutcome;

/// What Dataverse answered to one call, or to one part of a batch. Callers read every case; *unheard* is none of the
/// others.
sealed interface CrmReply {
    /// Done. Without a body the tree is empty.
    record Heard(JsonNode json) implements CrmReply {}

    /// Refused, nothing was done.
    record Faulted(CrmFault fault) implements CrmReply {}

    /// Not taken now.
    record NotNow(String reason, Optional<Duration> retryAfter) implements CrmReply {}

    /// Not taken until a person has done something.
    record Stopped(String reason, String nextStep) implements CrmReply {}

    /// Sent, and nothing heard that tells.
    record Unheard(String reason) implements CrmReply {}

    /// A fault, by what it means for the whole connection or for this operation alone (memo, 3 and 4).
    static CrmReply of(CrmFault fault, Optional<Duration> retryAfter) {
        int status = fault.status();
        if (status == 401 || status == 403) {
            return new Stopped(fault.label() + ": " + fault.text(), CrmClient.RECONNECT);
        }
        if (status == 429) {
            return new NotNow(fault.text(), retryAfter);
        }
        if (status == 404 && !fault.isAbsent()) {
            return new Stopped(fault.text(), "Correct organization-url of the connection, then run `tieout apply`.");
        }
        return status == 408 || status >= 500 ? new Unheard(fault.label() + ": " + fault.text()) : new Faulted(fault);
    }

    /// A reading that gave nothing, before anything was written.
    static ItemOutcome unread(CrmReply reply) {
        return switch (reply) {
            case Heard _ -> new ItemOutcome.Later("an answer without its content", Optional.empty());
            case Faulted(var fault) -> new ItemOutcome.Later(fault.label() + ": " + fault.text(), Optional.empty());
            case NotNow(var reason, var retryAfter) -> new ItemOutcome.Later(reason, retryAfter);
            case Stopped(var reason, var nextStep) -> new ItemOutcome.Stopped(reason, nextStep);
            case Unheard(var reason) -> new ItemOutcome.Later(reason, Optional.empty());
        };
    }

    /// A reading that gave nothing, for those who only ask.
    static <T> Answered<T> notRead(CrmReply reply) {
        return switch (unread(reply)) {
            case ItemOutcome.Later(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case ItemOutcome.Stopped(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
            case ItemOutcome.Posted _, ItemOutcome.Drafted _, ItemOutcome.Refused _, ItemOutcome.Unknown _ ->
                throw new IllegalStateException("a reading that failed is neither done nor refused");
        };
    }

    /// A writing that did not succeed and will not by being repeated.
    static ItemOutcome unwritten(CrmReply reply) {
        return switch (reply) {
            case Heard _ -> throw new IllegalStateException("what was written is not unwritten");
            case Faulted(var fault) -> new ItemOutcome.Refused(fault.label(), fault.text(), nextStep(fault));
            case NotNow(var reason, var retryAfter) -> new ItemOutcome.Later(reason, retryAfter);
            case Stopped(var reason, var nextStep) -> new ItemOutcome.Stopped(reason, nextStep);
            case Unheard(var reason) -> new ItemOutcome.Unknown(reason);
        };
    }

    private static String nextStep(CrmFault fault) {
        return fault.is(CrmFault.TOO_LONG)
                ? "Make that column longer in Dynamics 365 Sales (number 20, id 36, status 100, error 2000 characters),"
                        + " then retry."
                : "Correct what the message says in Dynamics 365 Sales, then retry. Where its rules keep closed records"
                        + " from being written, set write-back: invoice on the connection and run `tieout apply`; where"
                        + " sales order processing is integrated, make the application user an integration user.";
    }
}
