package org.tieout.sink.bc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.runtime.sink.ItemOutcome;

/// Answers to the writing of a customer as outcomes, without what they say: Business Central names the value that it
/// does not like, and outcomes are kept in audit and alerts, where no name and no address may stand. Pure.
final class CustomerOutcomes {
    private static final Pattern CORRELATION =
            Pattern.compile("CorrelationId:\\s*([0-9a-f-]{8,36})", Pattern.CASE_INSENSITIVE);

    private CustomerOutcomes() {}

    /// A write that did not succeed.
    static ItemOutcome of(BcReply reply, String number) {
        return switch (reply) {
            case BcReply.Heard _ -> new ItemOutcome.Unknown("an answer without the customer");
            case BcReply.Faulted(var fault) ->
                switch (Verdict.of(fault)) {
                    case Verdict.Refuse _ -> refused(fault, number);
                    case Verdict.Changed _, Verdict.LookUp _, Verdict.NotNow _ -> later(number, Optional.empty());
                    case Verdict.Broken _ -> unknown(number);
                    case Verdict.Stop(var nextStep) -> new ItemOutcome.Stopped(fault.label(), nextStep);
                };
            case BcReply.NotNow(var _, var retryAfter) -> later(number, retryAfter);
            case BcReply.Stopped(var reason, var nextStep) -> new ItemOutcome.Stopped(reason, nextStep);
            case BcReply.Unheard _ -> unknown(number);
        };
    }

    private static ItemOutcome refused(BcFault fault, String number) {
        Matcher correlation = CORRELATION.matcher(fault.text());
        return new ItemOutcome.Refused(
                fault.label(),
                "Business Central does not take what the CRM says of customer " + number + ": " + fault.label()
                        + (correlation.find() ? ", correlation id " + correlation.group(1) : ""),
                "Enter it in the customer's card by hand: Business Central names the field there. Correct it in the CRM,"
                        + " then retry.");
    }

    private static ItemOutcome later(String number, Optional<java.time.Duration> retryAfter) {
        return new ItemOutcome.Later("Business Central does not take customer " + number + " now", retryAfter);
    }

    private static ItemOutcome unknown(String number) {
        return new ItemOutcome.Unknown("no answer to the writing of customer " + number + " was heard");
    }
}
