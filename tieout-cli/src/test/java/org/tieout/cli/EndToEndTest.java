package org.tieout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.Command;
import org.tieout.cli.testing.SharedSystem;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.cli.up.ServiceName;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.amazon.SettlementFile;
import org.tieout.simulator.amazon.SettlementRow;
import org.tieout.simulator.amazon.SettlementStyle;
import org.tieout.simulator.qbo.schema.EntityType;

/// The whole system in one JVM: embedded broker and registry, all services, and a simulated seller and company
/// for each test, side by side on the same topics.
final class EndToEndTest {

    private static final String UNKNOWN_TYPE = "Gizmo Fee|Gizmo Charges|Gizmo Surcharge";

    private final TestSystem system = SharedSystem.get();

    @Test
    void everySettlementTiesOutAndTheLedgerShowsIt() {
        try (var pair = TradingPair.start("tidy", 11)) {
            system.join(pair);
            var settlements = pair.seller().settlements();
            system.awaitState(pair, "tied-out", ids(settlements));

            assertThat(settlements).hasSize(3).anyMatch(settlement -> settlement.headerTotal() < 0);
            assertThat(system.settlements(pair)).allSatisfy(settlement -> {
                assertThat(settlement.checks())
                        .hasSize(5)
                        .allMatch(check -> check.state().equals("green"));
                assertThat(settlement.documentsRead()).isEqualTo(settlement.documents());
                assertThat(settlement.lineSum()).isEqualTo(settlement.headerTotal());
            });
            assertThat(pair.company().balance("1000")).isEqualByComparingTo(disbursed(settlements));
            assertThat(pair.company().balance("1155")).isZero();
            assertThat(pair.company().trialBalance()).isZero();
            system.leave(pair);
        }
    }

    @Test
    void inSummaryModeRevenueIsTheSettlementsAndNoOrderHasADocument() {
        try (var pair = TradingPair.start("summary", 16).inSummaryMode()) {
            system.join(pair);
            var settlements = pair.seller().settlements();
            system.awaitState(pair, "tied-out", ids(settlements));

            var books = pair.company();
            assertThat(books.documents())
                    .extracting(document -> document.key().type())
                    .containsOnly(EntityType.JOURNAL_ENTRY, EntityType.DEPOSIT);
            assertThat(books.balance("1000")).isEqualByComparingTo(disbursed(settlements));
            assertThat(books.balance("4000").negate()).isEqualByComparingTo(sold(settlements));
            assertThat(List.of("1100", "1145", "1155", "2320"))
                    .allSatisfy(account -> assertThat(books.balance(account)).isZero());
            assertThat(books.trialBalance()).isZero();
            system.leave(pair);
        }
    }

    /// What the rows say was paid for goods, without promotions and refunds, which have accounts of their own.
    private static BigDecimal sold(List<Settlement> settlements) {
        return BigDecimal.valueOf(
                settlements.stream()
                        .flatMap(settlement -> settlement.rows().stream())
                        .filter(row -> row.transactionType().equals("Order")
                                && row.amountType().equals("ItemPrice")
                                && row.amountDescription().equals("Principal"))
                        .mapToLong(SettlementRow::cents)
                        .sum(),
                2);
    }

    @Test
    void statusAndAuditTellProgramsTheWholeStory() {
        try (var pair = TradingPair.start("story", 12)) {
            system.join(pair);
            var settlement = pair.seller().settlements().getFirst();
            system.awaitState(pair, "tied-out", ids(pair.seller().settlements()));

            var report = system.status().report();
            assertThat(report.path("settlements")).anySatisfy(each -> {
                assertThat(each.path("settlementId").asText()).isEqualTo(settlement.id());
                assertThat(each.path("flow").asText()).isEqualTo("story");
                assertThat(each.path("state").asText()).isEqualTo("tied-out");
                assertThat(each.path("lineCount").asLong())
                        .isEqualTo(settlement.rows().size());
                assertThat(each.path("checks")).hasSize(5);
            });
            assertThat(report.path("services")).hasSize(ServiceName.values().length);

            var orderId = settledOrder(settlement);
            var order = system.audit(orderId);
            assertThat(order.path("kind").asText()).isEqualTo("order");
            assertThat(steps(order))
                    .contains("read", "row", "commanded", "mapped", "queued", "attempted", "posted", "read-back");
            assertThat(order.path("entries"))
                    .allSatisfy(
                            entry -> assertThat(entry.path("topic").asText()).isNotEmpty());
            assertThat(order.path("postings")).anySatisfy(posting -> {
                assertThat(posting.path("kind").asText()).isEqualTo("invoice");
                assertThat(posting.path("status").asText()).isEqualTo("posted");
                assertThat(posting.path("vendorNumber").asText()).isEqualTo(orderId);
            });

            var whole = system.audit(settlement.id());
            assertThat(whole.path("kind").asText()).isEqualTo("settlement");
            assertThat(sumOfRows(whole)).isEqualTo(settlement.rows().size());
            assertThat(whole.path("postings"))
                    .anySatisfy(
                            posting -> assertThat(posting.path("kind").asText()).isEqualTo("deposit"));
            system.leave(pair);
        }
    }

    @Test
    void anUnknownRowTypeParksItsSettlementAloneAndAMappingReleasesItWithoutARestart() {
        try (var pair = TradingPair.start("gizmo", 13)) {
            var settlements = pair.seller().settlements();
            var strange = settlements.getFirst().id();
            pair.seller().addRow(strange, "Gizmo Fee", "Gizmo Charges", "Gizmo Surcharge", -1234);
            system.join(pair);

            system.awaitState(pair, "parked", List.of(strange));
            system.awaitState(pair, "tied-out", ids(settlements.subList(1, settlements.size())));
            assertThat(system.parked(pair)).anySatisfy(held -> {
                assertThat(held.sourceId()).isEqualTo(strange);
                assertThat(held.missing()).containsExactly("row-type:" + UNKNOWN_TYPE);
            });
            var status = system.status();
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.report().path("needsAPerson").toString()).contains(strange);

            pair.map("row-type," + UNKNOWN_TYPE + ",,,,FEE.STORAGE,,,");
            assertThat(system.apply()).contains("1 rows added");

            system.awaitState(pair, "tied-out", ids(settlements));
            assertThat(pair.company().balance("1000"))
                    .isEqualByComparingTo(disbursed(pair.seller().settlements()));
            system.leave(pair);
        }
    }

    @Test
    void anUnmappedSkuHoldsItsOrdersNotTheirSettlementAndUnappliedReturnsToZeroOnceMapped() {
        try (var pair = TradingPair.start("unmapped", 14)) {
            var settlements = pair.seller().settlements();
            var sku = settledSku(pair, settlements.getFirst());
            pair.unmap("item", sku);
            system.join(pair);

            system.awaitState(pair, "tied-out", ids(settlements));
            assertThat(system.parked(pair)).isNotEmpty().allSatisfy(held -> {
                assertThat(held.kind()).isEqualTo("order");
                assertThat(held.missing()).containsExactly("item:" + sku);
            });
            assertThat(pair.company().balance("1155"))
                    .as("what was received for orders that cannot be invoiced yet")
                    .isNegative();

            pair.map("item," + sku + ",,,," + sku + ",,,");
            system.apply();

            Await.until(
                    "nothing is parked and 1155 is zero",
                    () -> system.parked(pair).isEmpty()
                            && pair.company().balance("1155").signum() == 0,
                    () -> system.parked(pair) + ", 1155: " + pair.company().balance("1155"));
            assertThat(pair.company().balance("1000")).isEqualByComparingTo(disbursed(settlements));
            system.leave(pair);
        }
    }

    @Test
    void aFileFedInByHandYieldsTheSameRecordsOnceWithoutCredentials(@TempDir Path files) throws IOException {
        try (var pair = TradingPair.start("by-hand", 15)) {
            system.joinWithoutCredentials(pair);
            var settlement = pair.seller().settlements().getFirst();
            var file = files.resolve(settlement.id() + ".txt");
            Files.write(file, SettlementFile.render(settlement, SettlementStyle.us()));

            var first = importFile(file, pair);
            var second = importFile(file, pair);

            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(first.out()).contains(settlement.id(), settlement.rows().size() + " amounts");
            assertThat(second.exitCode()).isZero();
            assertThat(second.out()).contains("was read before");
            system.awaitState(pair, "tied-out", List.of(settlement.id()));
            assertThat(system.settlements(pair))
                    .singleElement()
                    .satisfies(proof -> assertThat(proof.lineCount())
                            .isEqualTo(settlement.rows().size()));
            system.leave(pair);
        }
    }

    @Test
    void aMistakeInTheMappingFileChangesNothingAndNamesFileRowAndColumn() {
        try (var pair = TradingPair.start("mistaken", 16)) {
            system.join(pair);
            pair.map("row-type,nonsense,,,,FEE.STORAGE,,,");

            var failure = org.assertj.core.api.Assertions.catchThrowable(system::apply);

            assertThat(failure)
                    .hasMessageContaining("mistaken.csv")
                    .hasMessageContaining("row ")
                    .hasMessageContaining("column key");
            pair.unmap("row-type", "nonsense");
            system.leave(pair);
        }
    }

    private Command importFile(Path file, TradingPair pair) {
        return Command.run(
                "import",
                file.toString(),
                "--flow",
                pair.flow(),
                "--data",
                system.data().root().toString());
    }

    private static List<String> ids(List<Settlement> settlements) {
        return settlements.stream().map(Settlement::id).toList();
    }

    private static BigDecimal disbursed(List<Settlement> settlements) {
        return BigDecimal.valueOf(
                settlements.stream()
                        .mapToLong(Settlement::headerTotal)
                        .filter(total -> total > 0)
                        .sum(),
                2);
    }

    private static String settledOrder(Settlement settlement) {
        return settlement.rows().stream()
                .filter(row -> row.transactionType().equals("Order"))
                .map(row -> row.subject().orderId())
                .findFirst()
                .orElseThrow();
    }

    private static String settledSku(TradingPair pair, Settlement settlement) {
        return pair.seller()
                .order(settledOrder(settlement))
                .orElseThrow()
                .lines()
                .getFirst()
                .product()
                .sku();
    }

    private static List<String> steps(JsonNode story) {
        return StreamSupport.stream(story.path("entries").spliterator(), false)
                .map(entry -> entry.path("step").asText())
                .toList();
    }

    private static int sumOfRows(JsonNode story) {
        return StreamSupport.stream(story.path("rowGroups").spliterator(), false)
                .mapToInt(group -> group.path("rows").asInt())
                .sum();
    }
}
