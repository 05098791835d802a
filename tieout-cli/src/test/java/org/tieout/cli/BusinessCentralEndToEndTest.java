package org.tieout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tieout.cli.status.StatusReport;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.CentralBooks;
import org.tieout.cli.testing.SharedSystem;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.http.Fault;

/// The whole system in one JVM with a simulated company in Business Central: customer, clearing and bank are what the
/// documents say, under both schemes, and whatever the network does.
final class BusinessCentralEndToEndTest {

    private static final String CUSTOMER = "AMZ-US";
    private static final String API = "/api/v2\\.0/";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final TestSystem system = SharedSystem.get();

    @Test
    void everyInvoiceIsClosedAgainstClearingWhenItIsPosted() {
        try (var pair = TradingPair.start("central", 41).intoBusinessCentral()) {
            awaitTiedOut(pair);

            var books = pair.central();
            assertThat(books.documents()).anyMatch(document -> document.type().equals("salesInvoices"));
            assertThat(books.documents())
                    .filteredOn(document -> document.type().startsWith("sales"))
                    .allSatisfy(document -> assertThat(document.state()).isEqualTo("Paid"));
            assertThat(books.customerBalance(CUSTOMER)).isZero();
            assertThat(books.balance("1100")).isZero();
            assertThat(books.balance("1150"))
                    .as("clearing holds what Amazon has not settled yet")
                    .isEqualByComparingTo(unsettled(books, pair).add(named(pair)));
            bankAndTrialBalance(books, pair);
            whatAPersonCancelsTurnsItsSettlementRed(pair);
            system.leave(pair);
        }
    }

    private void whatAPersonCancelsTurnsItsSettlementRed(TradingPair pair) {
        var settlement = pair.seller().settlements().getFirst();
        var order = settlement.rows().stream()
                .filter(row -> row.transactionType().equals("Order"))
                .map(row -> row.subject().orderId())
                .findFirst()
                .orElseThrow();
        pair.simulator().bc().company().turn(Switch.PAID_INVOICES_CAN_BE_CANCELED, true);

        pair.central().cancelInvoice(order, pair.simulator().bc().human());

        system.awaitState(pair, "not-tied-out", List.of(settlement.id()), PATIENCE);
        assertThat(system.settlements(pair).stream()
                        .filter(each -> each.settlementId().equals(settlement.id()))
                        .flatMap(each -> each.checks().get(2).findings().stream()))
                .singleElement()
                .asString()
                .contains("INVOICE " + order)
                .contains("voided");
    }

    @Test
    void receivablesStayOpenUntilTheirSettlementPaysThem() {
        try (var pair =
                TradingPair.start("central-open", 42).intoBusinessCentral().with("bc-scheme", "BC-1")) {
            pair.central().takePaymentMethodFrom(CUSTOMER, pair.simulator().bc().human());
            awaitTiedOut(pair);

            var books = pair.central();
            assertThat(books.customerBalance(CUSTOMER)).isEqualByComparingTo(books.balance("1100"));
            assertThat(books.balance("1100"))
                    .as("the customer owes what Amazon has not settled yet")
                    .isEqualByComparingTo(unsettled(books, pair).add(named(pair)));
            assertThat(books.balance("1150")).isZero();
            bankAndTrialBalance(books, pair);
            system.leave(pair);
        }
    }

    @Test
    void whateverTheNetworkDoesEachDocumentStandsOnce() {
        try (var pair = TradingPair.start("central-faults", 43).intoBusinessCentral()) {
            var simulator = pair.simulator();
            simulator.fault(Fault.on("bc").path(API).times(2).beforeAccept(new Fault.Status(429)));
            simulator.fault(Fault.on("bc")
                    .method("POST")
                    .path("/\\$batch$")
                    .bodyContains("salesInvoiceLines")
                    .times(2)
                    .afterCommit(new Fault.Drop()));
            simulator.fault(Fault.on("bc")
                    .method("POST")
                    .path("/\\$batch$")
                    .bodyContains("Microsoft.NAV.post")
                    .times(1)
                    .afterCommit(new Fault.Stall(Duration.ofSeconds(12))));
            simulator.fault(Fault.on("bc")
                    .method("POST")
                    .path("journals\\(.*\\)/Microsoft\\.NAV\\.post$")
                    .times(1)
                    .afterCommit(new Fault.Drop()));
            system.join(pair);
            Await.until(
                    "something is posted",
                    PATIENCE,
                    () -> pair.central().documents().stream()
                            .anyMatch(document -> document.state().equals("Paid")),
                    () -> system.describe(pair));
            simulator.clock().advanceProtocol(Duration.ofHours(2)); // The token expires on the way.
            awaitTiedOut(pair);

            assertThat(system.auditSteps(pair)).contains("uncertain");
            var books = pair.central();
            assertThat(books.documents())
                    .extracting(document -> document.type() + " " + document.externalNumber())
                    .doesNotHaveDuplicates();
            assertThat(books.documents())
                    .extracting(CentralBooks.Document::state)
                    .doesNotContain("Draft");
            bankAndTrialBalance(books, pair);
            system.leave(pair);
        }
    }

    private void awaitTiedOut(TradingPair pair) {
        system.join(pair);
        system.awaitState(
                pair,
                "tied-out",
                pair.seller().settlements().stream().map(Settlement::id).toList(),
                PATIENCE);
        Await.until(
                "every command is posted",
                PATIENCE,
                () -> system.openPostings(pair) == 0,
                () -> system.openPostings(pair) + " are open");
    }

    /// What the invoices of orders come to that no settlement names: read from the ledger's own documents.
    private static BigDecimal unsettled(CentralBooks books, TradingPair pair) {
        var settled = pair.seller().settlements().stream()
                .flatMap(settlement -> settlement.rows().stream())
                .map(row -> row.subject().orderId())
                .filter(order -> !order.isEmpty())
                .distinct()
                .toList();
        return books.documents().stream()
                .filter(document -> document.type().equals("salesInvoices"))
                .filter(document -> settled.stream()
                        .noneMatch(order -> document.externalNumber().startsWith(order)))
                .flatMap(document -> List.of("1100", "1150").stream()
                        .map(account -> document.entries().getOrDefault(account, BigDecimal.ZERO)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// What orders were settled for less, or more, than was invoiced: every such order is named by the tie-out.
    private BigDecimal named(TradingPair pair) {
        return system.settlements(pair).stream()
                .flatMap(settlement -> settlement.orderDifferences().stream())
                .collect(Collectors.toMap(
                        StatusReport.Difference::orderId,
                        difference -> new BigDecimal(difference.open()),
                        (first, second) -> second))
                .values()
                .stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void bankAndTrialBalance(CentralBooks books, TradingPair pair) {
        var paid = pair.seller().settlements().stream()
                .mapToLong(Settlement::headerTotal)
                .filter(total -> total > 0)
                .sum();
        assertThat(books.balance("1000")).isEqualByComparingTo(BigDecimal.valueOf(paid, 2));
        assertThat(books.balance("1155")).isZero();
        assertThat(books.trialBalance()).isZero();
    }
}
