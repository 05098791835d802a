package org.tieout.sink.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.tieout.event.LedgerDocument;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;

/// A ledger used as the sink loop uses it, without a broker. What it reports is noted.
public class LedgerDesk implements Notices, AutoCloseable {
    public final Ledger ledger;
    public final Map<String, References.Posted> posted = new HashMap<>();
    public final List<PostingState> states = new ArrayList<>();
    public final List<MasterData> data = new CopyOnWriteArrayList<>();
    public final List<String> alerts = new CopyOnWriteArrayList<>();
    private int batches;

    /// @param open makes the ledger that reports here
    public LedgerDesk(Function<Notices, Ledger> open) {
        ledger = open.apply(this);
    }

    /// Posts in one batch; all of it must stand and be as commanded.
    public final void post(PostingCommand... commands) {
        post(List.of(commands));
    }

    /// The same.
    public final void post(List<PostingCommand> commands) {
        List<ItemOutcome> outcomes = outcomes(commands);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(outcomes.get(i)).isInstanceOf(ItemOutcome.Posted.class);
            var outcome = (ItemOutcome.Posted) outcomes.get(i);
            assertThat(outcome.difference()).isEmpty();
            keep(commands.get(i), outcome);
        }
    }

    /// Keeps where a command was posted, for what refers to it and for reading back.
    public final void keep(PostingCommand command, ItemOutcome.Posted outcome) {
        posted.put(
                command.getPostingId(),
                new References.Posted(
                        outcome.vendorType(), outcome.vendorId(), outcome.vendorNumber(), outcome.written()));
        PostingState state = state(command);
        state.setVendorId(outcome.vendorId());
        state.setVendorType(outcome.vendorType());
        state.setVendorNumber(outcome.vendorNumber().orElse(null));
        state.setStatus(PostingStatus.POSTED);
        states.add(state);
    }

    /// What becomes of one.
    public final ItemOutcome outcome(PostingCommand command) {
        return outcomes(List.of(command)).getFirst();
    }

    /// What becomes of them, in one batch.
    public final List<ItemOutcome> outcomes(List<PostingCommand> commands) {
        return ledger.post(batch(commands));
    }

    /// What becomes of a sale that nobody has approved yet.
    public final ItemOutcome unapproved(PostingCommand command) {
        Batch approved = batch(List.of(command));
        return ledger.post(new Batch(
                        approved.id(),
                        List.of(new Batch.Member(
                                command, approved.members().getFirst().body(), false))))
                .getFirst();
    }

    /// As the sink loop does: what is uncertain is asked about, what stands not is sent again. Answers how
    /// many attempts that took.
    public final int postUntilDone(List<PostingCommand> commands) {
        List<PostingCommand> left = commands;
        int attempts = 0;
        while (attempts < 5 && !left.isEmpty()) {
            attempts++;
            List<ItemOutcome> outcomes = outcomes(left);
            List<PostingCommand> next = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (mustBeSentAgain(left.get(i), outcomes.get(i))) {
                    next.add(left.get(i));
                }
            }
            left = next;
        }
        assertThat(left).isEmpty();
        return attempts;
    }

    private boolean mustBeSentAgain(PostingCommand command, ItemOutcome outcome) {
        return switch (outcome) {
            case ItemOutcome.Posted posted -> {
                assertThat(posted.difference()).isEmpty();
                yield false;
            }
            case ItemOutcome.Later _ -> true;
            case ItemOutcome.Unknown _ -> {
                Finding finding = find(command);
                assertThat(finding).isNotInstanceOf(Finding.Conflict.class);
                yield finding instanceof Finding.Absent;
            }
            case ItemOutcome.Refused refused -> throw new AssertionError(refused.toString());
            case ItemOutcome.Drafted drafted -> throw new AssertionError(drafted.toString());
            case ItemOutcome.Stopped stopped -> throw new AssertionError(stopped.toString());
        };
    }

    /// What stands of commands that were not heard of, asked for at once.
    public final List<Finding> find(List<PostingCommand> commands) {
        return heard(ledger.find(commands.stream().map(LedgerDesk::state).toList()));
    }

    /// What stands of one.
    public final Finding find(PostingCommand command) {
        return find(List.of(command)).getFirst();
    }

    /// A new batch of them; all of them must be postable.
    public final Batch batch(List<PostingCommand> commands) {
        List<Prepared> prepared = prepare(commands);
        List<Batch.Member> members = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            assertThat(prepared.get(i)).isInstanceOf(Prepared.Body.class);
            members.add(new Batch.Member(commands.get(i), ((Prepared.Body) prepared.get(i)).body()));
        }
        return new Batch("batch-" + batches++, members);
    }

    /// Their bodies, or why there is none.
    public final List<Prepared> prepare(List<PostingCommand> commands) {
        return heard(ledger.prepare(
                commands.stream()
                        .map(command -> new Ready(command, new References(posted)))
                        .toList(),
                List::of));
    }

    /// What was posted, as the ledger holds it now.
    public final List<LedgerDocument> readBack() {
        return heard(ledger.readBack(states));
    }

    /// Which of it was changed since then.
    public final List<LedgerDocument> changes(Instant since) {
        return heard(ledger.changesSince(
                        since,
                        (type, id) -> states.stream()
                                .filter(state -> type.equals(state.getVendorType()) && id.equals(state.getVendorId()))
                                .findFirst()))
                .documents();
    }

    /// The id under which the ledger holds it.
    public final String id(PostingCommand command) {
        return Objects.requireNonNull(posted.get(command.getPostingId())).vendorId();
    }

    /// The answer, which must have come.
    public static <T> T heard(Answered<T> answer) {
        assertThat(answer).isInstanceOf(Answered.Heard.class);
        return ((Answered.Heard<T>) answer).value();
    }

    /// The one of that command.
    public static LedgerDocument of(List<LedgerDocument> documents, PostingCommand command) {
        return documents.stream()
                .filter(document -> document.getPostingId().equals(command.getPostingId()))
                .findFirst()
                .orElseThrow();
    }

    /// What a document posts, by account, at two decimals.
    public static Map<String, BigDecimal> sums(LedgerDocument document) {
        Map<String, BigDecimal> sums = new HashMap<>();
        document.getLines()
                .forEach(line -> sums.merge(
                        line.getAccount(), line.getAmount().getAmount().setScale(2), BigDecimal::add));
        return sums;
    }

    /// Accounts and amounts in turn.
    public static Map<String, BigDecimal> amounts(String... pairs) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            amounts.put(pairs[i], new BigDecimal(pairs[i + 1]));
        }
        return amounts;
    }

    /// A command that was sent and not heard of.
    public static PostingState state(PostingCommand command) {
        return PostingState.newBuilder()
                .setPostingId(command.getPostingId())
                .setStatus(PostingStatus.UNCERTAIN)
                .setCommand(command)
                .setFlow(command.getFlow())
                .setSourceConnection(command.getSourceConnection())
                .setTargetConnection(command.getTargetConnection())
                .setSourceId(command.getSourceId())
                .setSequence(command.getSequence())
                .setOf(command.getOf())
                .setDocumentHash(command.getDocumentHash())
                .setPlanHash(command.getPlanHash())
                .setKind(command.getDocument().getKind())
                .setReference(command.getDocument().getReference())
                .setUpdatedAt(command.getCommandedAt())
                .build();
    }

    /// In what the posted document differs from the commanded one.
    public static Optional<String> difference(ItemOutcome outcome) {
        assertThat(outcome).isInstanceOf(ItemOutcome.Posted.class);
        return ((ItemOutcome.Posted) outcome).difference();
    }

    @Override
    public void masterData(List<MasterData> more) {
        data.addAll(more);
    }

    @Override
    public void alert(String id, String message, String nextStep) {
        alerts.add(message);
    }

    @Override
    public void resolved(String id) {
        alerts.add("resolved " + id);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
