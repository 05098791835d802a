package org.tieout.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tieout.cli.Console;
import org.tieout.cli.Lifetime;
import org.tieout.cli.Words;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.event.SettlementState;
import org.tieout.event.TieOut;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topics;

/// Follows settlements until they tie out, and says what happens meanwhile. Thread-safe.
final class TieOutWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);
    private static final Duration READY = Duration.ofSeconds(30);

    private final Console console;
    private final TableView<TieOut> tieOuts;
    private final List<TableView<PostingState>> postings;
    private final Map<Booked, SettlementState> shown = new ConcurrentHashMap<>();

    private TieOutWatch(Console console, TableView<TieOut> tieOuts, List<TableView<PostingState>> postings) {
        this.console = console;
        this.tieOuts = tieOuts;
        this.postings = postings;
    }

    /// Begins to follow.
    static TieOutWatch begin(KafkaSettings kafka, Console console) {
        var serdes = AvroSerdes.of(kafka);
        TableView<TieOut> tieOuts = TableView.follow(Topics.SETTLEMENT_TIEOUTS, kafka, serdes);
        List<TableView<PostingState>> postings = Target.all().stream()
                .map(target -> TableView.<PostingState>follow(target.state(), kafka, serdes))
                .toList();
        postings.forEach(each -> each.awaitReady(READY));
        return new TieOutWatch(console, tieOuts.awaitReady(READY), postings);
    }

    /// A settlement in a flow.
    record Booked(String flow, String settlement) {
        static Booked of(TieOut tieOut) {
            return new Booked(tieOut.getFlow(), tieOut.getSettlementId());
        }
    }

    /// Waits until all of these are tied out.
    ///
    /// @return false when the patience or the process ended first
    boolean awaitTiedOut(Set<Booked> settlements, Duration patience, Lifetime lifetime) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        var nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
        var lastSign = "";
        while (!tiedOut().containsAll(settlements)) {
            if (System.nanoTime() > deadline || lifetime.awaitEnd(LOOK)) {
                return false;
            }
            showChanges();
            if (System.nanoTime() > nextSign) {
                var sign = documents();
                if (!sign.equals(lastSign)) {
                    console.progress(sign);
                }
                lastSign = sign;
                nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
            }
        }
        showChanges();
        return true;
    }

    /// The settlements that are tied out now.
    Set<Booked> tiedOut() {
        return tieOuts.rows().values().stream()
                .filter(tieOut -> tieOut.getState() == SettlementState.TIED_OUT)
                .map(Booked::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Says what changed since it was last asked.
    void showChanges() {
        tieOuts.rows().values().forEach(tieOut -> {
            var before = Optional.ofNullable(shown.put(Booked.of(tieOut), tieOut.getState()));
            if (before.isEmpty() || before.get() != tieOut.getState()) {
                console.progress(tieOut.getFlow() + ", settlement " + tieOut.getSettlementId() + ": "
                        + Words.of(tieOut.getState()) + ", "
                        + tieOut.getLineCount() + " lines, " + tieOut.getOrderCount() + " orders, "
                        + tieOut.getDocuments() + " documents");
            }
        });
    }

    private String documents() {
        var states =
                postings.stream().flatMap(view -> view.rows().values().stream()).toList();
        var posted = states.stream()
                .filter(state -> state.getStatus() == PostingStatus.POSTED)
                .count();
        return posted + " documents posted, " + (states.size() - posted) + " on their way";
    }

    @Override
    public void close() {
        tieOuts.close();
        postings.forEach(TableView::close);
    }
}
