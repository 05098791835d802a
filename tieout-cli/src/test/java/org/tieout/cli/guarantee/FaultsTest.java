package org.tieout.cli.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.SharedSystem;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.http.Fault;

/// Vendors that fail in every way they do: the end is tied out, nothing is lost and nothing stands twice, and
/// the audit
/// shows what happened.
final class FaultsTest {

    private static final String BATCH = "/batch$";

    /// QuickBooks documents a pause of a minute after a 429.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TestSystem system = SharedSystem.get();

    @Test
    void aStormOf429IsWaitedOut() {
        try (var pair = TradingPair.start("storm", 31)) {
            pair.simulator()
                    .fault(Fault.on("qbo").method("POST").path(BATCH).times(3).beforeAccept(new Fault.Status(429)));
            pair.simulator()
                    .fault(Fault.on("amazon")
                            .method("GET")
                            .path("/orders/")
                            .times(3)
                            .beforeAccept(new Fault.Status(429)));

            endsTiedOut(pair);
        }
    }

    @Test
    void aTimeoutAfterCommitDoesNotPostTwice() {
        try (var pair = TradingPair.start("timeout", 32)) {
            pair.simulator()
                    .fault(Fault.on("qbo")
                            .method("POST")
                            .path(BATCH)
                            .bodyContains("\"Invoice\"")
                            .times(1)
                            .afterCommit(new Fault.Stall(Duration.ofSeconds(12))));

            endsTiedOut(pair);
            assertThat(system.auditSteps(pair)).contains("uncertain");
        }
    }

    @Test
    void aDroppedBatchAnswerIsAskedForNotRepeatedBlindly() {
        try (var pair = TradingPair.start("dropped", 33)) {
            pair.simulator()
                    .fault(Fault.on("qbo")
                            .method("POST")
                            .path(BATCH)
                            .bodyContains("\"Invoice\"")
                            .times(3)
                            .afterCommit(new Fault.Drop()));

            endsTiedOut(pair);
            assertThat(system.auditSteps(pair)).contains("uncertain");
        }
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        try (var pair = TradingPair.start("half", 34)) {
            pair.simulator()
                    .fault(Fault.on("qbo").method("POST").path(BATCH).times(2).midBody(new Fault.Drop()));

            endsTiedOut(pair);
        }
    }

    @Test
    void anExpiredTokenIsRefreshedOnTheWay() {
        try (var pair = TradingPair.start("expired", 35)) {
            system.join(pair);
            Await.until(
                    "something is posted", () -> !pair.company().documents().isEmpty(), () -> system.settlements(pair));
            // Both vendors' access tokens live for an hour.
            pair.simulator().clock().advanceProtocol(Duration.ofHours(2));

            awaitTiedOut(pair);
        }
    }

    @Test
    void aTruncatedAndAGarbledReportAreFetchedAgainWhole() {
        try (var pair = TradingPair.start("truncated", 36)) {
            pair.simulator()
                    .fault(Fault.on("amazon")
                            .method("GET")
                            .path("/documents/")
                            .times(1)
                            .afterCommit(new Fault.Truncate(new BigDecimal("0.7"))));
            pair.simulator()
                    .fault(Fault.on("amazon")
                            .method("GET")
                            .path("/documents/")
                            .skip(1)
                            .times(1)
                            .afterCommit(new Fault.Corrupt()));

            endsTiedOut(pair);
        }
    }

    private void endsTiedOut(TradingPair pair) {
        system.join(pair);
        awaitTiedOut(pair);
    }

    private void awaitTiedOut(TradingPair pair) {
        system.awaitState(
                pair,
                "tied-out",
                pair.seller().settlements().stream().map(Settlement::id).toList(),
                PATIENCE);
        Await.until(
                "every command is posted",
                () -> system.openPostings(pair) == 0,
                () -> system.openPostings(pair) + " are open");
        try (var topics = TopicReader.of(system.kafka())) {
            var history = History.of(pair, topics);
            assertThat(Guarantee.all())
                    .allSatisfy(guarantee -> assertThat(guarantee.violations(history))
                            .as(guarantee.getClass().getSimpleName())
                            .isEmpty());
        }
        system.leave(pair);
    }
}
