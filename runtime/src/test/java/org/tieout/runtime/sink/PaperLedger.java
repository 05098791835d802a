package org.tieout.runtime.sink;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.Money;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;

/// A ledger on paper: drafts and posted documents by reference, and everything it was asked to post. Thread-safe.
final class PaperLedger implements Ledgers, Ledger {

    final Map<String, String> drafts = new ConcurrentHashMap<>();
    final Map<String, String> posted = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    final Set<String> later = ConcurrentHashMap.newKeySet();
    final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> gates = new TreeMap<>();
    private final String connection;

    PaperLedger(String connection) {
        this.connection = connection;
    }

    /// Holds the call that posts this posting until it is let go.
    synchronized CountDownLatch hold(String posting) {
        return gates.computeIfAbsent(posting, _ -> new CountDownLatch(1));
    }

    private synchronized Optional<CountDownLatch> gate(String posting) {
        return Optional.ofNullable(gates.get(posting));
    }

    @Override
    public String target() {
        return "bc";
    }

    @Override
    public Optional<Ledger> open(String name, Notices notices) {
        return name.equals(connection) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Set<String> connections() {
        return Set.of(connection);
    }

    @Override
    public Duration pollEvery(String name, Duration otherwise) {
        return otherwise;
    }

    @Override
    public long version(String name) {
        return 1;
    }

    @Override
    public Answered<List<Prepared>> prepare(List<Ready> commands, Supplier<List<PostingCommand>> upcoming) {
        if (commands.stream().anyMatch(ready -> later.contains(ready.command().getPostingId()))) {
            return new Answered.NotNow<>("not now", Optional.empty());
        }
        return new Answered.Heard<>(commands.stream()
                .<Prepared>map(ready -> new Prepared.Body(ready.command().getPostingId()))
                .toList());
    }

    @Override
    public List<ItemOutcome> post(Batch batch) {
        List<ItemOutcome> outcomes = new ArrayList<>();
        for (Batch.Member member : batch.members()) {
            String posting = member.command().getPostingId();
            asked.add(posting + (member.approved() ? " approved" : ""));
            gate(posting).ifPresent(PaperLedger::pass);
            outcomes.add(outcome(member));
        }
        return outcomes;
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ItemOutcome outcome(Batch.Member member) {
        String posting = member.command().getPostingId();
        String reference = member.command().getDocument().getReference();
        if (refused.contains(posting)) {
            return new ItemOutcome.Refused("no", "no", "mend it");
        }
        if (posted.containsKey(reference) && !posted.containsValue(posting)) {
            return new ItemOutcome.Posted(
                    reference, "invoice", Optional.of("I-" + reference), true, Optional.of("another amount"));
        }
        drafts.put(reference, posting);
        if (!member.approved()) {
            return new ItemOutcome.Drafted(
                    reference, "draft", Optional.of("D-" + reference), document(member.command(), LedgerStatus.DRAFT));
        }
        drafts.remove(reference);
        posted.put(reference, posting);
        return new ItemOutcome.Posted(reference, "invoice", Optional.of("I-" + reference), false, Optional.empty());
    }

    @Override
    public Answered<List<Finding>> find(List<PostingState> postings) {
        return new Answered.Heard<>(
                postings.stream().<Finding>map(_ -> new Finding.Absent()).toList());
    }

    @Override
    public Answered<List<LedgerDocument>> readBack(List<PostingState> postings) {
        return new Answered.Heard<>(List.of());
    }

    /// What somebody posted here by hand.
    @Override
    public Answered<Changes> changesSince(Instant since, PostingsByVendorId postings) {
        List<LedgerDocument> documents = new ArrayList<>();
        deleted.forEach(reference -> postings.find("draft", reference)
                .filter(state -> state.getCommand() != null)
                .ifPresent(state -> documents.add(document(state.getCommand(), LedgerStatus.DELETED))));
        posted.keySet()
                .forEach(reference -> postings.find("draft", reference)
                        .filter(state -> state.getCommand() != null)
                        .ifPresent(state -> documents.add(document(state.getCommand(), LedgerStatus.LIVE))));
        return new Answered.Heard<>(new Changes(documents, since));
    }

    static LedgerDocument document(PostingCommand command, LedgerStatus status) {
        String reference = command.getDocument().getReference();
        return LedgerDocument.newBuilder()
                .setConnection(command.getTargetConnection())
                .setFlow(command.getFlow())
                .setSourceConnection(command.getSourceConnection())
                .setSourceId(command.getSourceId())
                .setPostingId(command.getPostingId())
                .setKind(command.getDocument().getKind())
                .setVendorType(status == LedgerStatus.DRAFT ? "draft" : "invoice")
                .setVendorId(reference)
                .setVendorNumber((status == LedgerStatus.DRAFT ? "D-" : "I-") + reference)
                .setStatus(status)
                .setTotal(new Money("USD", new BigDecimal("1.0000")))
                .setReadAt(Instant.parse("2026-11-21T12:00:00Z"))
                .build();
    }

    /// Paper has nothing to let go of.
    @Override
    public void close() {}
}
