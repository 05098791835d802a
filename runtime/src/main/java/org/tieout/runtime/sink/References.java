package org.tieout.runtime.sink;

import java.util.Map;
import java.util.Optional;

/// The documents a command refers to, as the ledger knows them.
///
/// @param byPostingId posted documents by posting id
public record References(Map<String, Posted> byPostingId) {
    /// A posted document.
    public record Posted(String vendorType, String vendorId) {}

    public References {
        byPostingId = Map.copyOf(byPostingId);
    }

    /// The document of a posting.
    public Optional<Posted> of(String postingId) {
        return Optional.ofNullable(byPostingId.get(postingId));
    }
}
