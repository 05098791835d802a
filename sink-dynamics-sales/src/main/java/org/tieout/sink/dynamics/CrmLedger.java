package org.tieout.sink.dynamics;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.config.WriteBack;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;

/// One organisation of Dynamics 365 Sales, which keeps no books: what is posted to it is what became of a deal.
/// Calls: one to read and one to write, for a status as for a batch of them; only the reading where nothing differs.
///
/// What is written is absolute and compared first, so that writing again after an answer that was not heard does no
/// harm and an old status that comes late is never in flight beside a newer one.
final class CrmLedger implements Ledger {
    private final ColumnDesk columns;
    private final InvoiceDesk invoices;
    private final WriteBack writeBack;
    private final Rendering rendering;
    private final Clock clock;
    private final List<Runnable> closing;

    /// @param closing what is done when the ledger is closed, in order
    CrmLedger(CrmClient client, WriteBack writeBack, Clock clock, List<Runnable> closing) {
        this.columns = new ColumnDesk(client);
        this.invoices = new InvoiceDesk(client);
        this.writeBack = writeBack;
        this.rendering = new Rendering(writeBack);
        this.clock = clock;
        this.closing = List.copyOf(closing);
    }

    @Override
    public Answered<List<Prepared>> prepare(List<Ready> commands, Supplier<List<PostingCommand>> upcoming) {
        return new Answered.Heard<>(commands.stream()
                .map(ready -> rendering.render(ready.command()))
                .toList());
    }

    @Override
    public List<ItemOutcome> post(Batch batch) {
        List<Wanted> wanted = batch.members().stream()
                .map(member -> Wanted.read(member.body()))
                .toList();
        return switch (writeBack.mode()) {
            case COLUMNS -> columns.post(wanted);
            case INVOICE -> invoices.post(wanted);
            case OFF ->
                wanted.stream().<ItemOutcome>map(one -> one.onRecord(true)).toList();
        };
    }

    @Override
    public Answered<List<Finding>> find(List<PostingState> postings) {
        List<Wanted> wanted = new ArrayList<>();
        for (PostingState posting : postings) {
            PostingCommand command = Objects.requireNonNull(posting.getCommand());
            if (!(rendering.render(command) instanceof Prepared.Body(var body))) {
                throw new IllegalStateException(posting.getPostingId() + " was sent and cannot be rendered any more");
            }
            wanted.add(Wanted.read(body));
        }
        return switch (writeBack.mode()) {
            case COLUMNS -> columns.find(wanted);
            case INVOICE -> invoices.find(wanted);
            case OFF ->
                new Answered.Heard<>(wanted.stream()
                        .<Finding>map(one -> new Finding.Found(one.onRecord(true)))
                        .toList());
        };
    }

    /// What was written back is in no books.
    @Override
    public Answered<List<LedgerDocument>> readBack(List<PostingState> postings) {
        return new Answered.Heard<>(List.of());
    }

    @Override
    public Answered<Changes> changesSince(Instant since, PostingsByVendorId postings) {
        return new Answered.Heard<>(new Changes(List.of(), clock.instant()));
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
