package org.tieout.cli.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tieout.cli.status.StatusReport;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.SharedSystem;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.qbo.schema.EntityType;

/// The tie-out is no tautology: a cent that is altered in any of its three witnesses turns the check that is named for
/// it red, and no other.
final class OneCentOffTest {

    private final TestSystem system = SharedSystem.get();

    @Test
    void aCentInARowOfTheReportTurnsTheFirstCheckRed() {
        try (var pair = TradingPair.start("cent-row", 41)) {
            var strange = pair.seller().settlements().getFirst();
            pair.seller().alterRow(strange.id(), 3, 1, false);
            system.join(pair);

            system.awaitState(pair, "inconsistent", List.of(strange.id()));

            assertThat(redChecks(pair, strange.id())).containsExactly(1);
            assertThat(pair.company().documents())
                    .as("nothing of an inconsistent settlement is posted")
                    .noneMatch(document -> document.privateNote().orElse("").contains(strange.id()));
            system.leave(pair);
        }
    }

    @Test
    void aCentInALineOfTheLedgerTurnsTheThirdCheckRed() {
        try (var pair = TradingPair.start("cent-ledger", 42)) {
            var settlement = tiedOut(pair);
            var orderId = settledOrder(settlement);
            var invoice = pair.company().documents(EntityType.INVOICE).stream()
                    .filter(document -> document.docNumber().orElse("").equals(orderId))
                    .findFirst()
                    .orElseThrow();

            pair.company().humanEdit(EntityType.INVOICE, invoice.key().id(), oneCentMore(invoice.body()));

            awaitRed(pair, settlement, 3);
            assertThat(findings(pair, settlement.id(), 3)).anyMatch(finding -> finding.contains(orderId));
            system.leave(pair);
        }
    }

    /// The settlement invoices the order from its own rows, and the record that comes late says something else.
    @Test
    void aCentBetweenAnOrderAndTheInvoiceMadeOfItsRowsTurnsTheFifthCheckRed() {
        try (var pair = TradingPair.start("cent-order", 43)) {
            var orderId = settledOrder(pair.seller().settlements().getFirst());
            pair.seller().hideOrder(orderId);
            var settlement = tiedOut(pair);

            alter(pair, orderId);
            pair.seller().showOrder(orderId);
            pair.simulator().advanceWorld(Duration.ofMinutes(10));

            awaitRed(pair, settlement, 5);
            assertThat(findings(pair, settlement.id(), 5)).anyMatch(finding -> finding.contains(orderId));
            system.leave(pair);
        }
    }

    /// What agreed with its invoice and changed afterwards is a change, not a contradiction.
    @Test
    void aCentThatAnOrderChangesByAfterItsInvoiceIsInvoicedAndListed() {
        try (var pair = TradingPair.start("cent-change", 44)) {
            var settlement = tiedOut(pair);
            var orderId = settledOrder(settlement);

            alter(pair, orderId);

            Await.until(
                    "a second invoice of one cent",
                    () -> pair.company().documents(EntityType.INVOICE).stream()
                            .anyMatch(invoice -> invoice.docNumber().orElse("").equals(orderId + "-2")),
                    () -> system.describe(pair));
            Await.until(
                    "the cent is listed with its order",
                    () -> system.settlements(pair).stream()
                            .flatMap(each -> each.orderDifferences().stream())
                            .anyMatch(difference -> difference.orderId().equals(orderId)
                                    && difference.open().equals("0.01")),
                    () -> system.settlements(pair));
            assertThat(redChecks(pair, settlement.id())).isEmpty();
            assertThat(pair.company().trialBalance()).isZero();
            system.leave(pair);
        }
    }

    /// The change must be later than what was read, and Amazon shows it some minutes after it happened.
    private static void alter(TradingPair pair, String orderId) {
        pair.simulator().advanceWorld(Duration.ofMinutes(10));
        pair.seller().alterOrder(orderId, 1);
        pair.simulator().advanceWorld(Duration.ofMinutes(10));
    }

    private Settlement tiedOut(TradingPair pair) {
        system.join(pair);
        var settlements = pair.seller().settlements();
        system.awaitState(
                pair, "tied-out", settlements.stream().map(Settlement::id).toList());
        return settlements.getFirst();
    }

    private void awaitRed(TradingPair pair, Settlement settlement, int check) {
        Await.until(
                "check " + check + " of " + settlement.id() + " and no other is red",
                () -> redChecks(pair, settlement.id()).equals(List.of(check)),
                () -> system.settlements(pair));
        assertThat(system.stateOf(pair, settlement.id())).hasValue("not-tied-out");
    }

    private List<Integer> redChecks(TradingPair pair, String settlementId) {
        return checks(pair, settlementId).stream()
                .filter(check -> check.state().equals("red"))
                .map(StatusReport.Check::number)
                .toList();
    }

    private List<String> findings(TradingPair pair, String settlementId, int number) {
        return checks(pair, settlementId).stream()
                .filter(check -> check.number() == number)
                .flatMap(check -> check.findings().stream())
                .toList();
    }

    private List<StatusReport.Check> checks(TradingPair pair, String settlementId) {
        return system.settlements(pair).stream()
                .filter(settlement -> settlement.settlementId().equals(settlementId))
                .flatMap(settlement -> settlement.checks().stream())
                .toList();
    }

    private static String settledOrder(Settlement settlement) {
        return settlement.rows().stream()
                .filter(row -> row.transactionType().equals("Order"))
                .map(row -> row.subject().orderId())
                .findFirst()
                .orElseThrow();
    }

    /// The lines of an invoice with the first one a cent dearer, as a human would type it.
    private static ObjectNode oneCentMore(ObjectNode invoice) {
        ArrayNode lines = invoice.withArray("Line").deepCopy();
        for (var i = lines.size() - 1; i >= 0; i--) {
            if (!lines.get(i).path("DetailType").asText().equals("SalesItemLineDetail")) {
                lines.remove(i);
            }
        }
        var first = (ObjectNode) lines.get(0);
        first.put("Amount", first.path("Amount").decimalValue().add(new BigDecimal("0.01")));
        ((ObjectNode) first.path("SalesItemLineDetail")).remove(List.of("UnitPrice", "Qty"));
        return JsonNodeFactory.instance.objectNode().set("Line", lines);
    }
}
