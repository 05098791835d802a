package org.tieout.simulator.bc.ledger;

import java.util.List;

/// What became of a posting: all of it or nothing.
public sealed interface Posting {
    /// Everything was posted.
    record Posted(int transaction, List<GeneralEntry> entries) implements Posting {
        /// Keeps the entries.
        public Posted {
            entries = List.copyOf(entries);
        }
    }

    /// Nothing was posted.
    record Refused(LedgerRefusal refusal) implements Posting {}
}
