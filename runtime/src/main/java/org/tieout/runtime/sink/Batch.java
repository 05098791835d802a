package org.tieout.runtime.sink;

import java.util.List;
import org.tieout.event.PostingCommand;

/// Commands that go to the ledger in one call.
///
/// @param id deterministic; the same members with the same bodies go under the same id, so that a
///     ledger that remembers request ids answers a repetition with its first answer
/// @param members in order; their position is their number within the batch
public record Batch(String id, List<Member> members) {

    /// One posting of a batch.
    ///
    /// @param command what is posted
    /// @param body what is sent for it, byte for byte
    /// @param approved whether a draft may be posted: a person approved it, or nobody has to
    public record Member(PostingCommand command, String body, boolean approved) {

        /// A member of a kind that needs no approval.
        public Member(PostingCommand command, String body) {
            this(command, body, true);
        }
    }

    public Batch {
        members = List.copyOf(members);
    }
}
