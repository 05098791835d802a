package org.tieout.cli.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.CentralBooks;
import org.tieout.cli.testing.DealPair;
import org.tieout.cli.testing.TestSystem;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;

/// The services that deals pass through, killed at each named point of the code and started again: one document for
/// each deal, one customer for each account, and the CRM shows it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DealKillsTest {

    private static final String TO_THE_BOOKS = "ingest-dynamics-sales,mapper-streams,sink-bc";
    private static final String BACK = "sink-dynamics-sales";

    /// Of every route that sells something; the tax of one is left to the ledger here.
    private static final List<String> SOLD = List.of(
            "won-without-quote",
            "quote-converted",
            "quote-accepted",
            "order-direct",
            "write-in",
            "discounts",
            "freight-and-tax",
            "reopened",
            "renamed",
            "person-as-customer");

    private final TestSystem system;

    DealKillsTest() throws IOException {
        system = TestSystem.start(Files.createTempDirectory("deal-kills"));
    }

    @AfterAll
    void stop() {
        system.close();
    }

    /// A kill: of the services on the way to the books or of the one on the way back, and where.
    record Kill(String services, Failpoint point) {
        String flow() {
            return (services.equals(BACK) ? "back-" : "deal-") + point.label();
        }

        @Override
        public String toString() {
            return flow();
        }
    }

    /// Where a sink has done what it does not know of yet, on either way; every gap with `-Dkill.points=all`.
    static List<Kill> kills() {
        var sinks = List.of(
                Failpoint.SINK_AFTER_QUEUED,
                Failpoint.SINK_AFTER_ATTEMPTED_BEFORE_CALL,
                Failpoint.SINK_AFTER_REQUEST_SENT,
                Failpoint.SINK_AFTER_LEDGER_COMMIT_BEFORE_RESPONSE_READ,
                Failpoint.SINK_AFTER_RESPONSE_BEFORE_OUTCOME,
                Failpoint.SINK_DURING_OUTCOME_COMMIT);
        return System.getProperty("kill.points", "").equals("all")
                ? Stream.concat(
                                Stream.of(
                                                Failpoint.INGEST_AFTER_WATERMARK_READ,
                                                Failpoint.INGEST_BEFORE_COMMIT,
                                                Failpoint.INGEST_AFTER_COMMIT,
                                                Failpoint.MAPPER_BEFORE_COMMIT,
                                                Failpoint.MAPPER_AFTER_COMMIT)
                                        .map(point -> new Kill(TO_THE_BOOKS, point)),
                                sinks.stream()
                                        .flatMap(point ->
                                                Stream.of(new Kill(TO_THE_BOOKS, point), new Kill(BACK, point))))
                        .toList()
                : List.of(
                        new Kill(TO_THE_BOOKS, Failpoint.INGEST_BEFORE_COMMIT),
                        new Kill(TO_THE_BOOKS, Failpoint.SINK_AFTER_LEDGER_COMMIT_BEFORE_RESPONSE_READ),
                        new Kill(BACK, Failpoint.SINK_AFTER_LEDGER_COMMIT_BEFORE_RESPONSE_READ));
    }

    @ParameterizedTest
    @MethodSource("kills")
    void aKillAtAnyPointLeavesOneDocumentForEachDeal(Kill kill) {
        try (var pair =
                DealPair.start(kill.flow()).with("deal-approval", "automatic").with("deal-totals", "without-tax")) {
            system.join(pair);
            pair.pass(Duration.ofDays(2));
            try (var other = other(kill);
                    var doomed = ServiceProcess.start(system.data(), Optional.of(kill.point()), kill.services())) {
                doomed.awaitEnd("halted at " + kill.point().label());
                assertThat(doomed.exitCode()).as("see " + doomed.output()).isEqualTo(Failpoints.EXIT_CODE);
                assertThat(other.map(ServiceProcess::isOver)).isNotEqualTo(Optional.of(true));
            }
            try (var again = ServiceProcess.start(system.data(), Optional.empty(), TO_THE_BOOKS + "," + BACK)) {
                Await.until(
                        "the CRM shows every deal as posted",
                        () -> SOLD.stream().allMatch(route -> isPosted(pair, route)),
                        () -> SOLD.stream()
                                        .map(route -> route + " " + pair.shown(route))
                                        .toList()
                                + system.describe(pair) + ", see " + again.output());
            }
            standsOnce(pair);
            system.leave(pair);
        }
    }

    /// The other half runs undisturbed, where the way back is what is killed.
    private Other other(Kill kill) {
        return new Other(
                kill.services().equals(BACK)
                        ? Optional.of(ServiceProcess.start(system.data(), Optional.empty(), TO_THE_BOOKS))
                        : Optional.empty());
    }

    private record Other(Optional<ServiceProcess> process) implements AutoCloseable {
        <T> Optional<T> map(java.util.function.Function<ServiceProcess, T> what) {
            return process.map(what);
        }

        @Override
        public void close() {
            process.ifPresent(ServiceProcess::close);
        }
    }

    private static boolean isPosted(DealPair pair, String route) {
        return pair.shown(route).path("new_bcstatus").asText().equals("Posted");
    }

    private static void standsOnce(DealPair pair) {
        assertThat(pair.central().documents())
                .filteredOn(document -> !document.type().equals("journal"))
                .extracting(CentralBooks.Document::externalNumber)
                .containsExactlyInAnyOrderElementsOf(
                        SOLD.stream().map(pair::dealId).toList());
        var company = pair.simulator().bc().company();
        var names = company.atomically(() -> company.books().table("customers").all().stream()
                .map(customer -> customer.text("displayName"))
                .toList());
        assertThat(names).as("customers").doesNotHaveDuplicates();
    }
}
