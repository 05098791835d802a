package org.tieout.cli.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.Command;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.simulator.amazon.SellerOptions;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.http.Fault;

/// Two sinks on one company, of which the first does not know that it was given up: it is frozen (SIGSTOP) with a
/// request on its way, which reaches the books only after the second sink has taken over, asked, and posted. Then the
/// first goes on (SIGCONT), with its answer in hand. Each sink has a state directory of its own, as on two machines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoSinksTest {

    /// Longer than the second sink needs: six seconds until the first is missed, and some to restore and to ask.
    private static final Duration LATE = Duration.ofSeconds(40);

    private final TestSystem system;

    TwoSinksTest() throws IOException {
        system = TestSystem.start(Files.createTempDirectory("two-sinks"));
    }

    @AfterAll
    void stop() {
        system.close();
    }

    /// The document that matches a bank line; with `-Dkill.points=all` the other kinds too.
    static List<Arguments> requests() {
        var deposit = arguments("late-deposit", "/(batch|deposit)$", "DepositLineDetail");
        return System.getProperty("kill.points", "").equals("all")
                ? List.of(
                        deposit,
                        arguments("late-invoices", "/batch$", "Invoice"),
                        arguments("late-payment", "/(batch|payment)$", "PaymentRefNum"))
                : List.of(deposit);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestThatArrivesAfterItsSinkWasGivenUpPostsNothingTwice(String flow, String path, String contains)
            throws IOException {
        try (var pair = TradingPair.start(flow, SellerOptions.demo(61).withOrders(12, 4))) {
            pair.simulator()
                    .fault(Fault.on("qbo")
                            .method("POST")
                            .path(path)
                            .bodyContains(contains)
                            .times(1)
                            .beforeAccept(new Fault.Stall(LATE)));
            system.join(pair);
            var firstMachine = machine(flow + "-first");
            try (var _ = ServiceProcess.start(system.data(), Optional.empty(), "ingest-amazon,mapper-streams");
                    var first = ServiceProcess.start(firstMachine, Optional.empty(), "sink-qbo")) {
                Await.until(
                        "the request is on its way",
                        () -> pair.simulator().faults().armed().isEmpty(),
                        () -> system.describe(pair) + ", see " + first.output());
                first.freeze();
                try (var second = ServiceProcess.start(machine(flow + "-second"), Optional.empty(), "sink-qbo")) {
                    untilTiedOut(pair, second);
                    Await.until(
                            "the late request has arrived",
                            () -> pair.simulator().calls().last().stream()
                                    .anyMatch(call -> call.fault().isPresent()),
                            () -> pair.simulator().calls().counts());
                    first.thaw();
                }
                // Alone again, the first has found out that it was fenced, and has read its state anew.
                Await.until("the first is back", () -> isUp(firstMachine), () -> "see " + first.output());
                assertThat(first.isOver()).isFalse();
                assertEverythingOnce(pair);
            } finally {
                system.leave(pair);
            }
        }
    }

    private void untilTiedOut(TradingPair pair, ServiceProcess second) {
        system.awaitState(
                pair,
                "tied-out",
                pair.seller().settlements().stream().map(Settlement::id).toList());
        Await.until("every command is posted", () -> system.openPostings(pair) == 0, () -> system.describe(pair));
        assertThat(second.isOver()).as("see " + second.output()).isFalse();
    }

    private void assertEverythingOnce(TradingPair pair) {
        assertThat(system.openPostings(pair)).isZero();
        try (var topics = TopicReader.of(system.kafka())) {
            var history = History.of(pair, topics);
            assertThat(Guarantee.all())
                    .allSatisfy(guarantee -> assertThat(guarantee.violations(history))
                            .as(guarantee.getClass().getSimpleName())
                            .isEmpty());
        }
        assertThat(pair.company().trialBalance()).isZero();
        assertThat(pair.company().balance("1145")).as("undeposited").isZero();
    }

    private static boolean isUp(DataDirectory machine) {
        var status = Command.run("status", "--data", machine.root().toString());
        return status.out().lines().anyMatch(line -> line.matches("sink-qbo +up .*"));
    }

    /// A directory of its own for a process that uses the same cluster with the same master key.
    private DataDirectory machine(String name) throws IOException {
        var root = system.data().root();
        var machine = new DataDirectory(root.resolveSibling(root.getFileName() + "-" + name)).create();
        Files.copy(root.resolve("platform.json"), machine.root().resolve("platform.json"));
        var keys = Files.createDirectories(machine.root().resolve("keys"));
        Files.copy(root.resolve("keys/master.json"), keys.resolve("master.json"), StandardCopyOption.COPY_ATTRIBUTES);
        return machine;
    }
}
