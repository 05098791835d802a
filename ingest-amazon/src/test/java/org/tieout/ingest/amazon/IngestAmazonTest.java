package org.tieout.ingest.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.ingest.amazon.testing.SellerAccount.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.Alert;
import org.tieout.event.AuditRecord;
import org.tieout.event.SettlementEvent;
import org.tieout.ingest.amazon.report.SettlementImport;
import org.tieout.ingest.amazon.testing.SellerAccount;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.Health;
import org.tieout.schemas.Topics;
import org.tieout.simulator.amazon.SellerOptions;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.amazon.SettlementFile;
import org.tieout.simulator.amazon.SettlementRow;
import org.tieout.simulator.amazon.SettlementStyle;
import org.tieout.simulator.http.Fault;

/// The whole service against the simulator's Amazon face and a real broker.
class IngestAmazonTest {

    private static final int SETTLEMENTS = 3;

    @Test
    void everyLineOfEverySettlementIsEmittedOnceAndInOrder() {
        try (var seller = SellerAccount.open(7)) {
            seller.ingest();
            awaitSettlements(seller, SETTLEMENTS);

            for (var settlement : seller.simulator().amazon().seller().settlements()) {
                assertThatEmittedIs(seller, settlement);
            }
        }
    }

    @Test
    void everyOrderIsEmittedBeforeTheSettlementOfItsPeriod() {
        try (var seller = SellerAccount.open(8)) {
            seller.ingest();
            awaitSettlements(seller, SETTLEMENTS);

            var truth = seller.simulator().amazon().seller().orders().stream()
                    .map(view -> view.order().id())
                    .toList();
            var emitted = seller.orders();
            assertThat(emitted)
                    .extracting(record -> record.value().getOrderId())
                    .containsExactlyInAnyOrderElementsOf(truth);
            var lastOrder =
                    emitted.stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow();
            var firstSettlement = seller.settlementEvents().getFirst();
            assertThat(lastOrder).isLessThanOrEqualTo(firstSettlement.timestamp());
            assertThat(emitted).allMatch(record -> record.partition() == firstSettlement.partition());
        }
    }

    @Test
    void onlyChangedOrdersAreEmittedAgain() {
        try (var seller = SellerAccount.open(9)) {
            seller.ingest();
            awaitSettlements(seller, SETTLEMENTS);
            var before = seller.orders().size();
            var polls = seller.simulator().calls().count("amazon", "searchOrders");
            await(
                    "three more searches",
                    () -> seller.simulator().calls().count("amazon", "searchOrders") >= polls + 3,
                    () -> seller.simulator().calls().counts());
            assertThat(seller.orders()).hasSize(before);

            seller.simulator().advanceWorld(Duration.ofDays(20));

            awaitSettlements(seller, SETTLEMENTS + 1);
            assertThat(seller.orders()).hasSizeGreaterThan(before);
        }
    }

    @Test
    void anExpiredAccessTokenIsReplacedAndNothingIsLost() {
        try (var seller = SellerAccount.open(10)) {
            seller.ingest();
            awaitSettlements(seller, SETTLEMENTS);

            seller.simulator().amazon().login().expireAccessTokens();
            seller.simulator().advanceWorld(Duration.ofDays(20));

            awaitSettlements(seller, SETTLEMENTS + 1);
            assertThat(seller.simulator().calls().count("amazon", "token")).isEqualTo(2);
        }
    }

    @Test
    void aRevokedGrantPausesTheConnectionUntilItsSecretChanges() {
        try (var seller = SellerAccount.open(11)) {
            seller.simulator().amazon().login().revokeGrant();
            var service = seller.ingest();
            await("paused", () -> service.health().state() == Health.State.PAUSED, service::health);
            await("alert", () -> alert(seller, "authorization").isPresent(), service::health);
            assertThat(alert(seller, "authorization").orElseThrow().getNextStep())
                    .contains("tieout apply");
            var refused = seller.simulator().calls().count("amazon", "token");

            reauthorize(seller);

            awaitSettlements(seller, SETTLEMENTS);
            await("up", () -> service.health().state() == Health.State.UP, service::health);
            await("resolved", () -> alert(seller, "authorization").orElseThrow().getResolved(), service::health);
            assertThat(refused)
                    .as("a denied secret is not tried again and again")
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aThrottlingStormDelaysAndLosesNothing() {
        try (var seller = SellerAccount.open(12)) {
            seller.simulator()
                    .fault(Fault.on("amazon").path("/orders$").times(3).beforeAccept(new Fault.Status(429)));
            seller.simulator()
                    .fault(Fault.on("amazon").path("/reports$").times(2).beforeAccept(new Fault.Status(429)));
            seller.ingest();

            awaitSettlements(seller, SETTLEMENTS);
            for (var settlement : seller.simulator().amazon().seller().settlements()) {
                assertThatEmittedIs(seller, settlement);
            }
        }
    }

    @Test
    void aSellerWithAmazonsDefaultRatesIsNeverRefusedForThem() {
        try (var seller = SellerAccount.open(SellerOptions.demo(13))) {
            seller.ingest();
            awaitSettlements(seller, SETTLEMENTS);

            var refused = seller.simulator().calls().counts().entrySet().stream()
                    .filter(entry -> entry.getKey().status() == 429)
                    .toList();
            assertThat(refused).isEmpty();
        }
    }

    @Test
    void aTruncatedReportIsFetchedAgainAndTheAuditSaysSo() {
        try (var seller = SellerAccount.open(14)) {
            seller.simulator()
                    .fault(Fault.on("amazon")
                            .path("^/documents/")
                            .afterCommit(new Fault.Truncate(new BigDecimal("0.7"))));
            seller.ingest();

            awaitSettlements(seller, SETTLEMENTS);
            for (var settlement : seller.simulator().amazon().seller().settlements()) {
                assertThatEmittedIs(seller, settlement);
            }
            var audit = audit(seller);
            assertThat(audit).hasSize(SETTLEMENTS);
            assertThat(audit)
                    .filteredOn(record -> record.getAttempt() == 2)
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.getMessage()).contains("on attempt 2");
                        assertThat(record.getFacts()).containsKey("last-trouble");
                    });
        }
    }

    @Test
    void aReportCutOffInTheMiddleOfItsBodyIsFetchedAgain() {
        try (var seller = SellerAccount.open(15)) {
            seller.simulator()
                    .fault(Fault.on("amazon").path("^/documents/").times(2).midBody(new Fault.Drop()));
            seller.ingest();

            awaitSettlements(seller, SETTLEMENTS);
            for (var settlement : seller.simulator().amazon().seller().settlements()) {
                assertThatEmittedIs(seller, settlement);
            }
        }
    }

    @Test
    void anExpiredDownloadLinkIsReplacedByAFreshOne() {
        try (var seller = SellerAccount.open(16)) {
            seller.simulator().fault(Fault.on("amazon").path("^/documents/").beforeAccept(new Fault.Status(403)));
            seller.ingest();

            awaitSettlements(seller, SETTLEMENTS);
            assertThat(seller.simulator().calls().count("amazon", "getReportDocument"))
                    .isEqualTo(SETTLEMENTS + 1);
        }
    }

    @Test
    void anOutageBetweenPagesOfOrdersLosesNone() {
        try (var seller = SellerAccount.open(17)) {
            seller.simulator()
                    .fault(Fault.on("amazon").path("/orders$").skip(1).times(2).beforeAccept(new Fault.Drop()));
            seller.ingest();

            awaitSettlements(seller, SETTLEMENTS);
            assertThat(seller.orders())
                    .extracting(record -> record.value().getOrderId())
                    .doesNotHaveDuplicates();
            assertThat(seller.orders())
                    .hasSameSizeAs(seller.simulator().amazon().seller().orders());
        }
    }

    @Test
    void aFailureAtEveryFailpointEndsWithEveryLineOnce() {
        for (var point : List.of(
                "ingest-after-download",
                "ingest-mid-parse:150",
                "ingest-before-commit:4",
                "ingest-after-commit:4",
                "ingest-after-watermark-read")) {
            try (var seller = SellerAccount.open(18)) {
                seller.ingest(Failpoints.calling(point, reached -> {
                    throw new IllegalStateException("failed on purpose at " + reached.label());
                }));

                awaitSettlements(seller, SETTLEMENTS);
                for (var settlement : seller.simulator().amazon().seller().settlements()) {
                    assertThatEmittedIs(seller, settlement);
                }
            }
        }
    }

    @Test
    void aReissuedSettlementIsEmittedUnderItsNewHashAndTheSameContentIsNot() {
        try (var seller = SellerAccount.open(19)) {
            seller.ingest();
            awaitSettlements(seller, SETTLEMENTS);
            var model = seller.simulator().amazon().seller();
            var id = model.settlements().getFirst().id();

            model.reissue(id);
            await(
                    "the copy is read",
                    () -> seller.simulator().calls().count("amazon", "getReportDocument") == SETTLEMENTS + 1,
                    () -> seller.simulator().calls().counts());
            model.alterRow(id, 0, 100, true);
            model.reissue(id);

            awaitSettlements(seller, SETTLEMENTS + 1);
            assertThat(seller.settlementEvents().stream()
                            .filter(record -> record.value().getSettlementId().equals(id))
                            .map(record -> record.value().getDocumentHash())
                            .distinct())
                    .hasSize(2);
        }
    }

    @Test
    void aReportWithARowThatCannotBeReadIsLeftOnceItsSettlementIsFedInByHand(@TempDir Path files) throws IOException {
        try (var seller = SellerAccount.open(20)) {
            var model = seller.simulator().amazon().seller();
            var broken = model.settlements().getLast();
            model.breakCell(broken.id(), 3, "amount", "12#.50");
            seller.ingest();
            var alert = heldAlert(seller, broken);
            assertThat(alert.getMessage())
                    .contains("settlement " + broken.id())
                    .contains("column amount")
                    .contains("12#.50");
            awaitSettlements(seller, SETTLEMENTS - 1);

            var file = Files.write(files.resolve("good.txt"), SettlementFile.render(broken, SettlementStyle.us()));
            SettlementImport.run(file, seller.connection(), seller.kafka(), Clock.systemUTC());

            awaitEnd(seller, alert);
            assertThatEmittedIs(seller, broken);
        }
    }

    @Test
    void aReportWithARowThatCannotBeReadIsLeftOnceAmazonReissuesItAndNotBefore() {
        try (var seller = SellerAccount.open(21)) {
            var model = seller.simulator().amazon().seller();
            var reissued = model.settlements().getFirst();
            seller.ingest();
            awaitSettlements(seller, SETTLEMENTS);
            model.withhold(reissued.id());
            model.alterRow(reissued.id(), 0, 100, true);
            model.reissue(reissued.id());
            model.breakCell(reissued.id(), 3, "amount", "12#.50");
            model.release(reissued.id());
            var alert = heldAlert(seller, reissued);

            var listed = seller.simulator().calls().count("amazon", "getReports");
            await(
                    "it is looked at again",
                    () -> seller.simulator().calls().count("amazon", "getReports") > listed + 2,
                    () -> seller.simulator().calls().counts());
            assertThat(seller.alert(what(seller, alert)).orElseThrow().getResolved())
                    .as("the settlement was read before, and not from another file since")
                    .isFalse();
            model.reissue(reissued.id());

            awaitEnd(seller, alert);
            awaitSettlements(seller, SETTLEMENTS + 1);
        }
    }

    private static Alert heldAlert(SellerAccount seller, Settlement settlement) {
        await("the row is told", () -> held(seller, settlement).isPresent(), () -> "no alert");
        return held(seller, settlement).orElseThrow();
    }

    private static Optional<Alert> held(SellerAccount seller, Settlement settlement) {
        return seller.<Alert>records(Topics.ALERTS).stream()
                .map(ConsumerRecord::value)
                .filter(alert -> alert.getSubject().equals(seller.name())
                        && alert.getMessage().contains("settlement " + settlement.id() + " has rows"))
                .reduce((first, second) -> second);
    }

    private static void awaitEnd(SellerAccount seller, Alert alert) {
        await(
                "the alert ends",
                () -> seller.alert(what(seller, alert)).orElseThrow().getResolved(),
                () -> seller.alert(what(seller, alert)));
    }

    private static String what(SellerAccount seller, Alert alert) {
        return alert.getId().substring(seller.name().length() + 1);
    }

    private static void reauthorize(SellerAccount seller) {
        var amazon = seller.simulator().amazon();
        var code = amazon.login().issueAuthorizationCode();
        Tokens.exchange(amazon.describe(), code);
        seller.authorize();
    }

    private static void awaitSettlements(SellerAccount seller, int count) {
        await(
                count + " settlements emitted",
                () -> seller.settlementsClosed() == count,
                () -> seller.settlementsClosed() + " settlements, "
                        + seller.orders().size() + " orders, calls "
                        + seller.simulator().calls().counts());
    }

    private static Optional<Alert> alert(SellerAccount seller, String what) {
        return seller.<Alert>records(Topics.ALERTS).stream()
                .map(ConsumerRecord::value)
                .filter(alert -> alert.getId().equals(seller.name() + "|" + what))
                .reduce((first, second) -> second);
    }

    private static List<AuditRecord> audit(SellerAccount seller) {
        return seller.<AuditRecord>records(Topics.POSTING_AUDIT).stream()
                .map(ConsumerRecord::value)
                .filter(record -> record.getFlow().equals("flow-of-" + seller.name()))
                .toList();
    }

    /// Opened, every line of the truth, closed; and nothing else.
    private static void assertThatEmittedIs(SellerAccount seller, Settlement settlement) {
        var records = seller.settlementEvents().stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.getSettlementId().equals(settlement.id()))
                .toList();
        var lines = settlement.rows().size();
        assertThat(records).as("records of %s", settlement.id()).hasSize(lines + 2);
        assertThat(records.getFirst().getOpened()).isNotNull();
        assertThat(records.getLast().getClosed()).isNotNull();
        assertThat(records.getLast().getClosed().getLineCount()).isEqualTo(lines);
        assertThat(records.subList(1, lines + 1)).allMatch(event -> event.getLine() != null);
        assertThat(records)
                .extracting(SettlementEvent::getDocumentHash)
                .containsOnly(records.getFirst().getDocumentHash());
        var rows = IntStream.rangeClosed(1, lines)
                .mapToObj(index -> records.get(index).getLine().getRow())
                .toList();
        assertThat(rows).doesNotHaveDuplicates().isSorted();
        assertThat(sums(records)).isEqualTo(truth(settlement));
    }

    private static Map<String, BigDecimal> sums(List<SettlementEvent> records) {
        var sums = new HashMap<String, BigDecimal>();
        records.stream()
                .map(SettlementEvent::getLine)
                .filter(line -> line != null)
                .forEach(line -> sums.merge(
                        line.getTransactionType() + "|" + line.getAmountDescription(),
                        line.getAmount().getAmount().stripTrailingZeros(),
                        (left, right) -> left.add(right).stripTrailingZeros()));
        return sums;
    }

    private static Map<String, BigDecimal> truth(Settlement settlement) {
        return settlement.rows().stream()
                .collect(Collectors.toMap(
                        row -> row.transactionType() + "|" + row.amountDescription(),
                        IngestAmazonTest::amount,
                        (left, right) -> left.add(right).stripTrailingZeros()));
    }

    private static BigDecimal amount(SettlementRow row) {
        return BigDecimal.valueOf(row.cents(), 2).stripTrailingZeros();
    }
}
