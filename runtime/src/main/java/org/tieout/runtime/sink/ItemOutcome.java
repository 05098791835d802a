package org.tieout.runtime.sink;

import java.time.Duration;
import java.util.Optional;

/// What became of one posting of a batch.
public sealed interface ItemOutcome {
    /// It stands in the ledger.
    ///
    /// @param vendorId the ledger's id
    /// @param vendorType the ledger's own type name
    /// @param vendorNumber the number a person sees, where there is one
    /// @param found true when it stood there already, from an earlier call whose answer was not heard
    /// @param difference what the ledger made of it that was not commanded, such as another total
    record Posted(
            String vendorId,
            String vendorType,
            Optional<String> vendorNumber,
            boolean found,
            Optional<String> difference)
            implements ItemOutcome {}

    /// The ledger, or a rule of ours, says no; repeating the same would change nothing.
    record Refused(String code, String reason, String nextStep) implements ItemOutcome {}

    /// It was certainly not posted and may be tried again.
    record Later(String reason, Optional<Duration> retryAfter) implements ItemOutcome {}

    /// It may or may not stand in the ledger.
    record Unknown(String reason) implements ItemOutcome {}

    /// It was not posted, and nothing of this connection will be until a person has done something.
    record Stopped(String reason, String nextStep) implements ItemOutcome {}
}
