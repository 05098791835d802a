package org.tieout.sink.bc;

import java.util.Optional;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.ItemOutcome;

/// Answers as outcomes of a posting. Pure.
final class Outcomes {
    private Outcomes() {}

    /// A write that did not succeed.
    static ItemOutcome of(BcReply reply) {
        return switch (reply) {
            case BcReply.Heard _ -> new ItemOutcome.Unknown("an answer without its content");
            case BcReply.Faulted(var fault) ->
                switch (Verdict.of(fault)) {
                    case Verdict.Refuse(var nextStep) -> new ItemOutcome.Refused(fault.label(), fault.text(), nextStep);
                    case Verdict.Changed _, Verdict.LookUp _, Verdict.NotNow _ ->
                        new ItemOutcome.Later(fault.text(), Optional.empty());
                    case Verdict.Broken _ -> new ItemOutcome.Unknown(fault.label() + " " + fault.text());
                    case Verdict.Stop(var nextStep) -> new ItemOutcome.Stopped(fault.text(), nextStep);
                };
            case BcReply.NotNow(var reason, var retryAfter) -> new ItemOutcome.Later(reason, retryAfter);
            case BcReply.Stopped(var reason, var nextStep) -> new ItemOutcome.Stopped(reason, nextStep);
            case BcReply.Unheard(var reason) -> new ItemOutcome.Unknown(reason);
        };
    }

    /// The ledger could not be read before anything was sent.
    static <T> ItemOutcome unsent(Answered<T> answer) {
        return switch (answer) {
            case Answered.Heard<T> _ -> throw new IllegalStateException("a heard answer is used");
            case Answered.NotNow<T>(var reason, var retryAfter) -> new ItemOutcome.Later(reason, retryAfter);
            case Answered.Stopped<T>(var reason, var nextStep) -> new ItemOutcome.Stopped(reason, nextStep);
        };
    }

    /// The ledger could not be read after something was sent.
    static <T> ItemOutcome unheard(Answered<T> answer) {
        String reason = switch (answer) {
            case Answered.Heard<T> _ -> throw new IllegalStateException("a heard answer is used");
            case Answered.NotNow<T>(var why, var retryAfter) -> why;
            case Answered.Stopped<T>(var why, var nextStep) -> why;
        };
        return new ItemOutcome.Unknown("sent, and the ledger could not be read afterwards: " + reason);
    }

    /// Whether the ledger does not answer, so that others had better wait.
    static boolean isUnavailable(ItemOutcome outcome) {
        return switch (outcome) {
            case ItemOutcome.Unknown _, ItemOutcome.Stopped _ -> true;
            case ItemOutcome.Posted _, ItemOutcome.Drafted _, ItemOutcome.Refused _, ItemOutcome.Later _ -> false;
        };
    }
}
