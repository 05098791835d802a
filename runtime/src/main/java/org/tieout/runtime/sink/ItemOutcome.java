package org.tieout.runtime.sink;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.LedgerDocument;

/// What became of one posting of a batch.
public sealed interface ItemOutcome {
    /// It stands in the ledger.
    ///
    /// @param vendorId the ledger's id
    /// @param vendorType the ledger's own type name
    /// @param vendorNumber the number a person sees, where there is one
    /// @param found true when it stood there already, from an earlier call whose answer was not heard
    /// @param difference what the ledger made of it that was not commanded, such as another total
    /// @param written hashes of what was written, by field, for a later posting of the same record to compare with;
    ///     empty where nothing compares
    record Posted(
            String vendorId,
            String vendorType,
            Optional<String> vendorNumber,
            boolean found,
            Optional<String> difference,
            Map<String, String> written)
            implements ItemOutcome {

        public Posted {
            written = Map.copyOf(written);
        }

        /// Of what nothing is compared with later.
        public Posted(
                String vendorId,
                String vendorType,
                Optional<String> vendorNumber,
                boolean found,
                Optional<String> difference) {
            this(vendorId, vendorType, vendorNumber, found, difference, Map.of());
        }
    }

    /// It stands in the ledger as a draft or an order, which is in no books, and waits for approval.
    ///
    /// @param vendorId the ledger's id of the draft
    /// @param vendorType the ledger's own type name
    /// @param vendorNumber the number a person sees
    /// @param document the draft as read
    record Drafted(String vendorId, String vendorType, Optional<String> vendorNumber, LedgerDocument document)
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
