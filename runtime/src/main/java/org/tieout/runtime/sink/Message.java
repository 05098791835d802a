package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tieout.event.LedgerDocument;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;

/// What a worker is told, by the poll loop and by the calls it started. The worker handles one after
/// the other.
sealed interface Message {
    /// Commands to queue; `done` ends when they are in the state, with the offsets.
    record Commands(List<PostingCommand> commands, SinkLog.Progress progress, CompletableFuture<Void> done)
            implements Message {}

    /// An operator's request, and when the log took it.
    record Request(OperatorRequest request, Instant loggedAt) implements Message {}

    /// New postings were rendered.
    record RenderedBatch(Work work, Answered<List<Prepared>> answer) implements Message {}

    /// A batch was sent.
    record Sent(Work work, Batch batch, List<ItemOutcome> outcomes) implements Message {}

    /// The ledger was asked about a batch.
    record Asked(Work.Ask work, Answered<List<Finding>> answer) implements Message {}

    /// Sources were read back.
    record SourcesRead(List<String> keys, String connection, Answered<List<LedgerDocument>> answer)
            implements Message {}

    /// The ledger's own changes were read.
    record ChangesRead(String connection, Answered<Ledger.Changes> answer) implements Message {}

    /// A ledger has something to publish.
    record Noticed(Step step) implements Message {}

    /// A connection's ledger may have changed.
    record Hinted(String connection) implements Message {}

    /// Stop taking work; what is under way may end until the deadline.
    record Stop(Instant deadline) implements Message {}
}
