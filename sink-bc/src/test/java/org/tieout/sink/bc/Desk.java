package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tieout.event.LedgerDocument;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;

/// A ledger used as the sink loop uses it, without a broker.
final class Desk implements Notices, AutoCloseable {
    final Ledger ledger;
    final Map<String, References.Posted> posted = new HashMap<>();
    final List<PostingState> states = new ArrayList<>();
    final List<MasterData> data = new CopyOnWriteArrayList<>();
    final List<String> alerts = new CopyOnWriteArrayList<>();
    private int batches;

    Desk(java.util.function.Function<Notices, Ledger> open) {
        ledger = open.apply(this);
    }

    /// Posts in one batch; all of it must stand and be as commanded.
    void post(PostingCommand... commands) {
        post(List.of(commands));
    }

    void post(List<PostingCommand> commands) {
        List<ItemOutcome> outcomes = outcomes(commands);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(outcomes.get(i)).isInstanceOf(ItemOutcome.Posted.class);
            var outcome = (ItemOutcome.Posted) outcomes.get(i);
            assertThat(outcome.difference()).isEmpty();
            keep(commands.get(i), outcome);
        }
    }

    void keep(PostingCommand command, ItemOutcome.Posted outcome) {
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

    ItemOutcome outcome(PostingCommand command) {
        return outcomes(List.of(command)).getFirst();
    }

    List<ItemOutcome> outcomes(List<PostingCommand> commands) {
        return ledger.post(batch(commands));
    }

    /// What becomes of a sale that nobody has approved yet.
    ItemOutcome unapproved(PostingCommand command) {
        Batch approved = batch(List.of(command));
        return ledger.post(new Batch(
                        approved.id(),
                        List.of(new Batch.Member(
                                command, approved.members().getFirst().body(), false))))
                .getFirst();
    }

    Batch batch(List<PostingCommand> commands) {
        List<Prepared> prepared = prepare(commands);
        List<Batch.Member> members = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            assertThat(prepared.get(i)).isInstanceOf(Prepared.Body.class);
            members.add(new Batch.Member(commands.get(i), ((Prepared.Body) prepared.get(i)).body()));
        }
        return new Batch("batch-" + batches++, members);
    }

    List<Prepared> prepare(List<PostingCommand> commands) {
        return heard(ledger.prepare(
                commands.stream()
                        .map(command -> new Ready(command, new References(posted)))
                        .toList(),
                List::of));
    }

    List<LedgerDocument> readBack() {
        return heard(ledger.readBack(states));
    }

    List<LedgerDocument> changes(java.time.Instant since) {
        return heard(ledger.changesSince(
                        since,
                        (type, id) -> states.stream()
                                .filter(state -> type.equals(state.getVendorType()) && id.equals(state.getVendorId()))
                                .findFirst()))
                .documents();
    }

    String id(PostingCommand command) {
        return Objects.requireNonNull(posted.get(command.getPostingId())).vendorId();
    }

    static <T> T heard(Answered<T> answer) {
        assertThat(answer).isInstanceOf(Answered.Heard.class);
        return ((Answered.Heard<T>) answer).value();
    }

    static LedgerDocument of(List<LedgerDocument> documents, PostingCommand command) {
        return documents.stream()
                .filter(document -> document.getPostingId().equals(command.getPostingId()))
                .findFirst()
                .orElseThrow();
    }

    /// What a document posts, by account, at two decimals.
    static Map<String, BigDecimal> sums(LedgerDocument document) {
        Map<String, BigDecimal> sums = new HashMap<>();
        document.getLines()
                .forEach(line -> sums.merge(
                        line.getAccount(), line.getAmount().getAmount().setScale(2), BigDecimal::add));
        return sums;
    }

    static Map<String, BigDecimal> amounts(String... pairs) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            amounts.put(pairs[i], new BigDecimal(pairs[i + 1]));
        }
        return amounts;
    }

    static PostingState state(PostingCommand command) {
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

    static Optional<String> difference(ItemOutcome outcome) {
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
