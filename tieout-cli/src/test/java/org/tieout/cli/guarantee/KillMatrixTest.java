package org.tieout.cli.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Target;
import org.tieout.simulator.amazon.Settlement;

/// All services in a child JVM, killed at each named point of the code and started again on the same directory.
///
/// The scenario reaches every point: three settlements, of which the last has a row type that nobody has mapped, so
/// that it is parked and woken. Whatever the point, the end is the same: everything tied out, nothing lost, nothing
/// twice, every sum to the cent, and the very same documents in the books as after a run that nobody disturbed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KillMatrixTest {

    private static final long SEED = 21;
    private static final String STRANGE = "Gizmo Fee|Gizmo Charges|Gizmo Surcharge";

    private final TestSystem system;
    private final Map<Target, List<String>> undisturbed = new LinkedHashMap<>();

    /// Not a directory of the test framework's: it must outlive the broker, also when a world cannot be set up.
    KillMatrixTest() throws IOException {
        system = TestSystem.start(Files.createTempDirectory("kill-matrix"));
    }

    /// What the books hold after a run that nobody disturbed.
    private List<String> undisturbed(Target target) {
        return undisturbed.computeIfAbsent(target, _ -> {
            try (var pair = world("undisturbed-" + target.name(), target);
                    var services = ServiceProcess.start(system.data(), Optional.empty(), services(target))) {
                system.join(pair);
                untilTiedOut(pair, services);
                system.leave(pair);
                return books(pair);
            }
        });
    }

    private static String services(Target target) {
        return "ingest-amazon,mapper-streams,sink-" + target.name();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    /// A kill: into which ledger, and where.
    record Kill(Target target, Failpoint point) {
        /// Short: a posting's id has it in front, and is written whole where a ledger has room for it.
        String flow() {
            return target.name() + "-"
                    + Stream.of(point.label().split("-"))
                            .map(word -> word.substring(0, 2))
                            .collect(Collectors.joining());
        }

        @Override
        public String toString() {
            return target.name() + " " + point.label();
        }
    }

    /// One gap of every kind, and the one around a ledger's answer for either ledger; every gap, for both, with
    /// `-Dkill.points=all`, and for one of them with `-Dkill.target=bc` beside it.
    static List<Kill> kills() {
        return System.getProperty("kill.points", "").equals("all")
                ? Target.ledgers().stream()
                        .filter(target -> target.name().startsWith(System.getProperty("kill.target", "")))
                        .flatMap(target -> Arrays.stream(Failpoint.values())
                                // Alerts touch no books; their own test halts them.
                                .filter(point -> !point.name().startsWith("ALERT_"))
                                .map(point -> new Kill(target, point)))
                        .toList()
                : List.of(
                        new Kill(Target.QBO, Failpoint.INGEST_MID_PARSE),
                        new Kill(Target.BC, Failpoint.INGEST_BEFORE_COMMIT),
                        new Kill(Target.QBO, Failpoint.MAPPER_AFTER_WAKE),
                        new Kill(Target.BC, Failpoint.MAPPER_BEFORE_COMMIT),
                        new Kill(Target.BC, Failpoint.SINK_AFTER_ATTEMPTED_BEFORE_CALL),
                        new Kill(Target.QBO, Failpoint.SINK_AFTER_LEDGER_COMMIT_BEFORE_RESPONSE_READ),
                        new Kill(Target.BC, Failpoint.SINK_AFTER_LEDGER_COMMIT_BEFORE_RESPONSE_READ),
                        new Kill(Target.QBO, Failpoint.SINK_DURING_OUTCOME_COMMIT));
    }

    @ParameterizedTest
    @MethodSource("kills")
    void aKillAtAnyPointEndsAsIfItHadNotHappened(Kill kill) {
        var expected = undisturbed(kill.target());
        try (var pair = world(kill.flow(), kill.target())) {
            system.join(pair);
            var services = services(kill.target());
            try (var doomed = ServiceProcess.start(system.data(), Optional.of(kill.point()), services)) {
                untilKilled(pair, kill, doomed);
            }
            try (var again = ServiceProcess.start(system.data(), Optional.empty(), services)) {
                untilTiedOut(pair, again);
            }
            try (var topics = TopicReader.of(system.kafka())) {
                var history = History.of(pair, topics);
                assertThat(Guarantee.all())
                        .allSatisfy(guarantee -> assertThat(guarantee.violations(history))
                                .as(guarantee.getClass().getSimpleName())
                                .isEmpty());
            }
            assertThat(books(pair)).as("the books").isEqualTo(expected);
            system.leave(pair);
        }
    }

    private static TradingPair world(String flow, Target target) {
        var pair = TradingPair.start(flow, SEED);
        if (target.equals(Target.BC)) {
            pair.intoBusinessCentral();
        }
        var last = pair.seller().settlements().getLast();
        pair.seller().addRow(last.id(), "Gizmo Fee", "Gizmo Charges", "Gizmo Surcharge", -1234);
        return pair;
    }

    /// Some points are reached when partitions move: a second process makes them move.
    private void untilKilled(TradingPair pair, Kill kill, ServiceProcess doomed) {
        var point = kill.point();
        if (point == Failpoint.SINK_ON_REVOKE) {
            awaitParked(pair, doomed);
            try (var second = ServiceProcess.start(
                    system.data(), Optional.empty(), "sink-" + kill.target().name())) {
                doomed.awaitEnd("a sink loses partitions to another and halts");
                assertThat(second.isOver()).isFalse();
            }
        } else {
            Await.until(
                    "halted at " + point.label(),
                    () -> doomed.isOver() || isParked(pair),
                    () -> system.settlements(pair) + ", see " + doomed.output());
            if (!doomed.isOver()) {
                mapTheStrangeType(pair);
                doomed.awaitEnd("halted at " + point.label());
            }
        }
        assertThat(doomed.exitCode()).as("see " + doomed.output()).isEqualTo(Failpoints.EXIT_CODE);
    }

    private void untilTiedOut(TradingPair pair, ServiceProcess services) {
        var settlements =
                pair.seller().settlements().stream().map(Settlement::id).toList();
        if (!pair.hasMapped(STRANGE)) {
            awaitParked(pair, services);
            mapTheStrangeType(pair);
        }
        system.awaitState(pair, "tied-out", settlements);
        Await.until(
                "every command is posted",
                () -> system.openPostings(pair) == 0,
                () -> system.openPostings(pair) + " are open");
        assertThat(services.isOver()).as("see " + services.output()).isFalse();
    }

    private void awaitParked(TradingPair pair, ServiceProcess services) {
        Await.until(
                "the last settlement is parked",
                () -> isParked(pair),
                () -> system.settlements(pair) + ", see " + services.output());
    }

    private boolean isParked(TradingPair pair) {
        return system.parked(pair).stream().anyMatch(held -> held.kind().equals("settlement"));
    }

    private void mapTheStrangeType(TradingPair pair) {
        pair.map("row-type," + STRANGE + ",,,,FEE.STORAGE,,,");
        system.apply();
    }

    /// What a human would see in the books, whatever ids the company gave.
    private static List<String> books(TradingPair pair) {
        return pair.vendor().equals(Target.BC) ? inBusinessCentral(pair) : inQuickBooks(pair);
    }

    private static List<String> inBusinessCentral(TradingPair pair) {
        return pair.central().documents().stream()
                .map(document -> document.type() + " " + document.externalNumber() + " " + document.state() + " "
                        + document.entries())
                .sorted()
                .toList();
    }

    private static List<String> inQuickBooks(TradingPair pair) {
        return pair.company().documents().stream()
                .map(document -> document.key().type().apiName() + " "
                        + document.docNumber().or(document::paymentRefNum).orElse("") + " "
                        + document.txnDate().orElse("") + " " + document.state() + " "
                        + document.total().setScale(2) + " open "
                        + document.open()
                                .map(open -> open.setScale(2).toPlainString())
                                .orElse("-"))
                .sorted()
                .collect(Collectors.toList());
    }
}
