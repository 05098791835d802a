package org.tieout.cli.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.Command;
import org.tieout.cli.testing.SharedSystem;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.event.Alert;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.schemas.Topics;
import org.tieout.simulator.amazon.SellerOptions;
import org.tieout.simulator.amazon.Settlement;

/// A company whose books are closed refuses everything; once they are open, `tieout retry` has each posting posted,
/// once, and nothing that nobody asked for.
final class RetryTest {

    private static final LocalDate AFTER_EVERYTHING = LocalDate.of(2030, 1, 1);

    private final TestSystem system = SharedSystem.get();

    @Test
    void whatWasRefusedIsPostedOnceAfterTheCauseIsMendedAndARetryAskedFor() {
        try (var pair = TradingPair.start("refused", SellerOptions.demo(51).withOrders(4, 2))) {
            pair.company().closeBooks(Optional.of(AFTER_EVERYTHING));
            system.join(pair);
            Await.until(
                    "everything is refused or waits for what is", () -> isAtRest(pair), () -> system.describe(pair));
            var refused = refused(pair);
            assertThat(refused).hasSizeGreaterThan(1);
            assertThat(pair.company().documents()).as("in closed books").isEmpty();
            assertThat(openAlerts(refused)).hasSameSizeAs(refused);

            var one = refused.getFirst().getPostingId();
            assertThat(retry(one).out()).contains("asked to try again: " + one);
            Await.until(
                    "refused again while the books are closed",
                    () -> attempts(pair, one) == refused.getFirst().getAttempts() + 1 && isAtRest(pair),
                    () -> system.describe(pair));

            pair.company().closeBooks(Optional.empty());
            assertThat(retry(one).exitCode()).isZero();
            Await.until("posted", () -> status(pair, one) == PostingStatus.POSTED, () -> system.describe(pair));
            assertThat(refused(pair))
                    .as("what nobody asked for stays refused")
                    .extracting(PostingState::getPostingId)
                    .contains(refused.getLast().getPostingId())
                    .doesNotContain(one);
            assertThat(retry(one).exitCode()).as("nothing of it is refused now").isEqualTo(1);

            askUntilNothingIsRefused(pair);
            system.awaitState(
                    pair,
                    "tied-out",
                    pair.seller().settlements().stream().map(Settlement::id).toList());
            Await.until("every command is posted", () -> system.openPostings(pair) == 0, () -> system.describe(pair));
            try (var topics = TopicReader.of(system.kafka())) {
                var history = History.of(pair, topics);
                assertThat(Guarantee.all())
                        .allSatisfy(guarantee -> assertThat(guarantee.violations(history))
                                .as(guarantee.getClass().getSimpleName())
                                .isEmpty());
            }
            assertThat(openAlerts(refused)).isEmpty();
            system.leave(pair);
        }
    }

    /// Orders and settlements are named, each twice in a row. What waited for a refused one may be refused in its turn
    /// only if its own cause stands, which it does not.
    private void askUntilNothingIsRefused(TradingPair pair) {
        var sources = new TreeSet<String>();
        refused(pair).forEach(state -> sources.add(state.getSourceId()));
        for (var source : sources) {
            retry(source);
            retry(source);
        }
        Await.until("nothing is refused", () -> refused(pair).isEmpty(), () -> system.describe(pair));
    }

    private Command retry(String subject) {
        return Command.run("retry", subject, "--data", system.data().root().toString());
    }

    /// Sales documents are refused; what refers to them, or comes after them, has not been begun.
    private boolean isAtRest(TradingPair pair) {
        var states = states(pair);
        return system.openPostings(pair) == states.size()
                && system.settlements(pair).size()
                        == pair.seller().settlements().size()
                && states.stream().anyMatch(state -> state.getKind() == DocumentKind.DEPOSIT)
                && states.stream().allMatch(RetryTest::isRefusedOrNotBegun);
    }

    private static boolean isRefusedOrNotBegun(PostingState state) {
        return switch (state.getKind()) {
            case INVOICE, CREDIT_MEMO -> state.getStatus() == PostingStatus.REFUSED;
            default -> state.getStatus() == PostingStatus.REFUSED || state.getAttempts() == 0;
        };
    }

    private List<PostingState> refused(TradingPair pair) {
        return states(pair).stream()
                .filter(state -> state.getStatus() == PostingStatus.REFUSED)
                .toList();
    }

    private int attempts(TradingPair pair, String postingId) {
        return state(pair, postingId).getAttempts();
    }

    private PostingStatus status(TradingPair pair, String postingId) {
        return state(pair, postingId).getStatus();
    }

    private PostingState state(TradingPair pair, String postingId) {
        return states(pair).stream()
                .filter(state -> state.getPostingId().equals(postingId))
                .findFirst()
                .orElseThrow();
    }

    private List<PostingState> states(TradingPair pair) {
        try (var topics = TopicReader.of(system.kafka())) {
            return topics.table(Topics.POSTING_STATE_QBO, PostingState.class).values().stream()
                    .filter(state -> state.getFlow().equals(pair.flow()))
                    .sorted(java.util.Comparator.comparing(PostingState::getPostingId))
                    .toList();
        }
    }

    private List<Alert> openAlerts(List<PostingState> postings) {
        var ids = postings.stream()
                .map(state -> "refused|" + state.getPostingId())
                .toList();
        try (var topics = TopicReader.of(system.kafka())) {
            return topics.table(Topics.ALERTS, Alert.class).values().stream()
                    .filter(alert -> !alert.getResolved() && ids.contains(alert.getId()))
                    .toList();
        }
    }
}
