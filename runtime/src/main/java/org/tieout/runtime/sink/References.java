package org.tieout.runtime.sink;

import java.util.Map;
import java.util.Optional;

/// The documents a command refers to, as the ledger knows them; and its own draft, where one stands already.
///
/// @param byPostingId those documents by posting id
public record References(Map<String, Posted> byPostingId) {
    /// A posted document.
    ///
    /// @param vendorType the ledger's own type name
    /// @param vendorId the ledger's id
    /// @param vendorNumber the number a person sees, where there is one
    /// @param written hashes of what was written, by field
    public record Posted(
            String vendorType, String vendorId, Optional<String> vendorNumber, Map<String, String> written) {
        public Posted {
            written = Map.copyOf(written);
        }

        /// A document that nothing is compared with.
        public Posted(String vendorType, String vendorId) {
            this(vendorType, vendorId, Optional.empty(), Map.of());
        }
    }

    public References {
        byPostingId = Map.copyOf(byPostingId);
    }

    /// The document of a posting.
    public Optional<Posted> of(String postingId) {
        return Optional.ofNullable(byPostingId.get(postingId));
    }
}
