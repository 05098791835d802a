package org.tieout.sink.bc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;

/// One Business Central company. Calls: one to connect, five for each hundred sales documents, six for the
/// journals of a settlement, two to read documents back.
final class BcLedger implements Ledger {
    /// Clocks differ and commits are late (memo, 4).
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final MasterLists lists;
    private final Choices choices;
    private final SalesDesk sales;
    private final JournalDesk journals;
    private final ReadBack readBack;
    private final Clock clock;
    private final List<Runnable> closing;

    /// @param closing what is done when the ledger is closed, in order
    BcLedger(BcClient client, MasterLists lists, Choices choices, Clock clock, List<Runnable> closing) {
        this.lists = lists;
        this.choices = choices;
        this.sales = new SalesDesk(client, choices);
        this.journals = new JournalDesk(client, choices);
        this.readBack = new ReadBack(client);
        this.clock = clock;
        this.closing = List.copyOf(closing);
    }

    // ---- prepare --------------------------------------------------------------------------------------------------

    @Override
    public Answered<List<Prepared>> prepare(List<Ready> commands, Supplier<List<PostingCommand>> upcoming) {
        Answered<List<Prepared>> first = rendered(commands, upcoming);
        // Before a person is told that something is missing: it may have been added since the lists were read.
        if (first instanceof Answered.Heard<List<Prepared>>(var prepared)
                && prepared.stream().anyMatch(Prepared.Unpostable.class::isInstance)
                && lists.refresh()) {
            return rendered(commands, upcoming);
        }
        return first;
    }

    private Answered<List<Prepared>> rendered(List<Ready> commands, Supplier<List<PostingCommand>> upcoming) {
        List<PostingCommand> bare = commands.stream().map(Ready::command).toList();
        return switch (lists.with(bare, upcoming)) {
            case Answered.Heard<Company>(var company) -> {
                var rendering = new Rendering(company, choices);
                yield new Answered.Heard<>(
                        commands.stream().map(rendering::render).toList());
            }
            case Answered.NotNow<Company>(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case Answered.Stopped<Company>(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
        };
    }

    // ---- post -----------------------------------------------------------------------------------------------------

    @Override
    public List<ItemOutcome> post(Batch batch) {
        Answered<Company> answer = lists.any();
        if (!(answer instanceof Answered.Heard<Company>(var company))) {
            ItemOutcome unsent = Outcomes.unsent(answer);
            return batch.members().stream().map(_ -> unsent).toList();
        }
        List<Batch.Member> sold = new ArrayList<>();
        List<Batch.Member> booked = new ArrayList<>();
        for (Batch.Member member : batch.members()) {
            (isSale(member.command()) ? sold : booked).add(member);
        }
        Map<String, ItemOutcome> outcomes = new HashMap<>();
        collect(sold, sold.isEmpty() ? List.of() : sales.post(sold, company), outcomes);
        collect(booked, booked.isEmpty() ? List.of() : journals.post(booked, company), outcomes);
        return batch.members().stream()
                .map(member ->
                        Objects.requireNonNull(outcomes.get(member.command().getPostingId())))
                .toList();
    }

    private static void collect(List<Batch.Member> members, List<ItemOutcome> its, Map<String, ItemOutcome> outcomes) {
        for (int i = 0; i < members.size(); i++) {
            outcomes.put(members.get(i).command().getPostingId(), its.get(i));
        }
    }

    private static boolean isSale(PostingCommand command) {
        return SalesType.of(command.getDocument().getKind()).isPresent();
    }

    // ---- find -----------------------------------------------------------------------------------------------------

    @Override
    public Answered<List<Finding>> find(List<PostingState> postings) {
        Answered<Company> answer = lists.any();
        if (!(answer instanceof Answered.Heard<Company>(var company))) {
            return BcClient.recast(answer);
        }
        List<PostingCommand> commands = postings.stream()
                .map(posting -> Objects.requireNonNull(posting.getCommand()))
                .toList();
        var ofSales = sales.find(commands.stream().filter(BcLedger::isSale).toList(), company);
        if (!(ofSales instanceof Answered.Heard<Map<String, Finding>>(var sold))) {
            return BcClient.recast(ofSales);
        }
        var ofJournals = journals.find(
                commands.stream().filter(command -> !isSale(command)).toList(), company);
        if (!(ofJournals instanceof Answered.Heard<Map<String, Finding>>(var booked))) {
            return BcClient.recast(ofJournals);
        }
        return new Answered.Heard<>(commands.stream()
                .map(command ->
                        (isSale(command) ? sold : booked).getOrDefault(command.getPostingId(), new Finding.Absent()))
                .toList());
    }

    // ---- read back ------------------------------------------------------------------------------------------------

    @Override
    public Answered<List<LedgerDocument>> readBack(List<PostingState> postings) {
        return switch (lists.any()) {
            case Answered.Heard<Company>(var company) ->
                readBack.documents(postings, new Reading(company, choices), now());
            case Answered.NotNow<Company>(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case Answered.Stopped<Company>(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
        };
    }

    @Override
    public Answered<Changes> changesSince(Instant since, PostingsByVendorId postings) {
        Answered<Company> answer = lists.again();
        if (!(answer instanceof Answered.Heard<Company>(var company))) {
            return BcClient.recast(answer);
        }
        Instant asked = now();
        Answered<List<PostingState>> changed =
                readBack.changed(since.minus(OVERLAP).truncatedTo(ChronoUnit.MILLIS), postings);
        if (!(changed instanceof Answered.Heard<List<PostingState>>(var ours))) {
            return BcClient.recast(changed);
        }
        Answered<List<LedgerDocument>> read = readBack.documents(ours, new Reading(company, choices), asked);
        return read instanceof Answered.Heard<List<LedgerDocument>>(var documents)
                ? new Answered.Heard<>(new Changes(documents, asked))
                : BcClient.recast(read);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
