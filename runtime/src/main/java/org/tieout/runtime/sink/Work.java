package org.tieout.runtime.sink;

import java.util.List;

/// Something the schedule wants done now. Its postings are in flight until [Schedule#finish] hears how
/// it ended.
sealed interface Work {
    /// The target connection.
    String connection();

    /// The postings, in the order of the batch.
    List<String> members();

    /// A new batch of ready postings.
    record Post(String connection, List<String> members) implements Work {}

    /// A batch that was not accepted: the same bytes once more, under its first id.
    record Repeat(String connection, String batchId, List<String> members) implements Work {}

    /// A batch whose answer was not heard: ask the ledger before anything else.
    record Ask(String connection, String batchId, List<String> members) implements Work {}
}
