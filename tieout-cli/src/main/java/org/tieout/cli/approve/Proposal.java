package org.tieout.cli.approve;

import org.tieout.cli.request.Named;

/// Why a deal is other than its document in the ledger, or is held.
///
/// @param flow the flow
/// @param deal the deal, as 32 digits in capitals
/// @param words what is other now
/// @param hash which change it is; empty for one that cannot be taken as it is
record Proposal(String flow, String deal, String words, String hash) {

    /// Whether a person means it by that word.
    boolean isMeantBy(String word) {
        return deal.equals(Named.sourceId(word));
    }
}
