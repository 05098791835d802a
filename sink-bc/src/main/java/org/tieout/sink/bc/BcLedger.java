package org.tieout.sink.bc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.tieout.event.DocumentKind;
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
    private final DealDrafts drafts;
    private final DealDesk deals;
    private final CustomerDesk customers;
    private final ReadBack readBack;
    private final DealReadBack dealReadBack;
    private final Clock clock;
    private final List<Runnable> closing;

    /// @param closing what is done when the ledger is closed, in order
    BcLedger(
            BcClient client,
            MasterLists lists,
            Choices choices,
            CustomerDesk customers,
            Clock clock,
            List<Runnable> closing) {
        this.lists = lists;
        this.choices = choices;
        this.sales = new SalesDesk(client, choices);
        this.journals = new JournalDesk(client, choices);
        this.drafts = new DealDrafts(client);
        this.deals = new DealDesk(client, drafts, clock);
        this.customers = customers;
        this.readBack = new ReadBack(client);
        this.dealReadBack = new DealReadBack(client);
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
                yield new Answered.Heard<>(commands.stream()
                        .map(ready -> desk(ready.command()) == Desk.CUSTOMERS
                                ? customers.render(ready)
                                : rendering.render(ready))
                        .toList());
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
        Map<Desk, List<Batch.Member>> shares = new EnumMap<>(Desk.class);
        for (Batch.Member member : batch.members()) {
            shares.computeIfAbsent(desk(member.command()), _ -> new ArrayList<>())
                    .add(member);
        }
        Map<String, ItemOutcome> outcomes = new HashMap<>();
        shares.forEach((desk, members) -> {
            List<ItemOutcome> its = switch (desk) {
                case CUSTOMERS -> customers.post(members);
                case DEALS -> deals.post(members, company);
                case SALES -> sales.post(members, company);
                case JOURNALS -> journals.post(members, company);
            };
            for (int i = 0; i < members.size(); i++) {
                outcomes.put(members.get(i).command().getPostingId(), its.get(i));
            }
        });
        return batch.members().stream()
                .map(member ->
                        Objects.requireNonNull(outcomes.get(member.command().getPostingId())))
                .toList();
    }

    /// Who does what with a command.
    private enum Desk {
        CUSTOMERS,
        DEALS,
        SALES,
        JOURNALS
    }

    private static Desk desk(PostingCommand command) {
        DocumentKind kind = command.getDocument().getKind();
        if (kind == DocumentKind.CUSTOMER) {
            return Desk.CUSTOMERS;
        }
        if (DealType.of(kind).isPresent()) {
            return Desk.DEALS;
        }
        return SalesType.of(kind).isPresent() ? Desk.SALES : Desk.JOURNALS;
    }

    // ---- find -----------------------------------------------------------------------------------------------------

    @Override
    public Answered<List<Finding>> find(List<PostingState> postings) {
        Answered<Company> answer = lists.any();
        if (!(answer instanceof Answered.Heard<Company>(var company))) {
            return BcClient.recast(answer);
        }
        Map<Desk, List<PostingState>> shares = new EnumMap<>(Desk.class);
        for (PostingState posting : postings) {
            shares.computeIfAbsent(desk(command(posting)), _ -> new ArrayList<>())
                    .add(posting);
        }
        Map<String, Finding> findings = new HashMap<>();
        for (Map.Entry<Desk, List<PostingState>> share : shares.entrySet()) {
            List<PostingCommand> commands =
                    share.getValue().stream().map(BcLedger::command).toList();
            Answered<Map<String, Finding>> found = switch (share.getKey()) {
                case CUSTOMERS -> customers.find(share.getValue());
                case DEALS -> deals.find(share.getValue(), company);
                case SALES -> sales.find(commands, company);
                case JOURNALS -> journals.find(commands, company);
            };
            if (!(found instanceof Answered.Heard<Map<String, Finding>>(var its))) {
                return BcClient.recast(found);
            }
            findings.putAll(its);
        }
        return new Answered.Heard<>(postings.stream()
                .map(posting -> findings.getOrDefault(posting.getPostingId(), new Finding.Absent()))
                .toList());
    }

    private static PostingCommand command(PostingState posting) {
        return Objects.requireNonNull(posting.getCommand());
    }

    // ---- read back ------------------------------------------------------------------------------------------------

    @Override
    public Answered<List<LedgerDocument>> readBack(List<PostingState> postings) {
        return switch (lists.any()) {
            case Answered.Heard<Company>(var company) -> documents(postings, company, now());
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
        Instant from = since.minus(OVERLAP).truncatedTo(ChronoUnit.MILLIS);
        Answered<List<PostingState>> changed = readBack.changed(from, postings);
        if (!(changed instanceof Answered.Heard<List<PostingState>>(var ours))) {
            return BcClient.recast(changed);
        }
        Answered<List<PostingState>> gone = drafts.gone(postings);
        if (!(gone instanceof Answered.Heard<List<PostingState>>(var deleted))) {
            return BcClient.recast(gone);
        }
        Map<String, PostingState> all = new LinkedHashMap<>();
        ours.forEach(posting -> all.put(posting.getPostingId(), posting));
        deleted.forEach(posting -> all.put(posting.getPostingId(), posting));
        Answered<List<LedgerDocument>> read = documents(List.copyOf(all.values()), company, asked);
        if (!(read instanceof Answered.Heard<List<LedgerDocument>>(var documents))) {
            return BcClient.recast(read);
        }
        drafts.told(deleted);
        return new Answered.Heard<>(new Changes(documents, asked));
    }

    /// Customers are no documents.
    private Answered<List<LedgerDocument>> documents(List<PostingState> postings, Company company, Instant at) {
        List<PostingState> ofDeals = new ArrayList<>();
        List<PostingState> others = new ArrayList<>();
        for (PostingState posting : postings) {
            if (DealReadBack.isOne(posting)) {
                ofDeals.add(posting);
            } else if (posting.getKind() != DocumentKind.CUSTOMER) {
                others.add(posting);
            }
        }
        Answered<List<LedgerDocument>> first = readBack.documents(others, new Reading(company, choices), at);
        if (ofDeals.isEmpty() || !(first instanceof Answered.Heard<List<LedgerDocument>>(var documents))) {
            return first;
        }
        Answered<List<LedgerDocument>> second = dealReadBack.documents(ofDeals, new DealReading(company), at);
        if (!(second instanceof Answered.Heard<List<LedgerDocument>>(var dealt))) {
            return second;
        }
        List<LedgerDocument> all = new ArrayList<>(documents);
        all.addAll(dealt);
        return new Answered.Heard<>(all);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
