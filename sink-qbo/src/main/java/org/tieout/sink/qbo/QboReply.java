package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/// What QuickBooks Online answered to one call. Callers read every case; *unheard* is none of the
/// others.
sealed interface QboReply {
    /// An answer without a fault at its top; a batch's items may carry faults of their own.
    ///
    /// @param tid intuit_tid, which Intuit's support asks for
    record Heard(JsonNode json, String tid) implements QboReply {}

    /// Refused, nothing was done.
    record Faulted(QboFault fault, String tid) implements QboReply {}

    /// Not taken now.
    record NotNow(String reason, Optional<Duration> retryAfter) implements QboReply {}

    /// Not taken until a person has done something.
    record Stopped(String reason, String nextStep) implements QboReply {}

    /// Sent, and nothing heard that tells.
    record Unheard(String reason) implements QboReply {}
}
