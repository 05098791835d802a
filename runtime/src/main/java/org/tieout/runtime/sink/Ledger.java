package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;

/// One company's books at a vendor. The sink loop supplies order, durability and repetition; an
/// implementation renders, calls and reads answers, and decides no accounting.
///
/// Every method but [#close] may be called from several virtual threads at once. Answers of the vendor
/// are values; an exception is a defect and is treated as *unknown*.
public interface Ledger extends AutoCloseable {

    /// Renders ready commands, one answer each in their order. May read the company's master data and
    /// create what is missing there (items, customers), never a document. Rendering the same command
    /// against the same master data yields the same bytes.
    ///
    /// @param upcoming some of the commands that will follow, so that what they lack can be created in
    ///     the same call; asked for only when something has to be created
    Answered<List<Prepared>> prepare(List<Ready> commands, Supplier<List<PostingCommand>> upcoming);

    /// Posts a batch in one call and reports on every member, in order. What was not heard is
    /// [ItemOutcome.Unknown], never folded into failure.
    List<ItemOutcome> post(Batch batch);

    /// Looks for postings by their references, one finding each in order.
    Answered<List<Finding>> find(List<PostingState> postings);

    /// Reads posted documents back as the ledger holds them now, deleted ones included.
    Answered<List<LedgerDocument>> readBack(List<PostingState> postings);

    /// Our documents among those the ledger says were changed since, and the instant to ask from next
    /// time. Reads the company's lists again too, and reports what is new in them.
    Answered<Changes> changesSince(Instant since, PostingsByVendorId postings);

    /// Lets go of what the implementation holds.
    @Override
    void close();

    /// Changes in the ledger.
    ///
    /// @param documents those of ours
    /// @param until everything before this instant is covered
    record Changes(List<LedgerDocument> documents, Instant until) {}

    /// Finds our posting behind a ledger's document.
    @FunctionalInterface
    interface PostingsByVendorId {
        /// The posting's state, when the document is ours. Safe for any thread.
        Optional<PostingState> find(String vendorType, String vendorId);
    }
}
