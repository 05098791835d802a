package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.BreakdownLeaf;
import org.tieout.event.DocumentLine;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FinancialTransaction;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.event.TransactionStatus;

class PeriodTopologyTest {

    private static final String SHIPPED = "2026-06-29T18:00:00Z";
    private static final String RELEASED = "2026-07-07T18:00:00Z";

    private final MapperHarness mapper = new MapperHarness();

    @AfterEach
    void close() {
        mapper.close();
    }

    private static FinancialEvent transaction(
            String id, TransactionStatus status, String at, String releases, BreakdownLeaf... leaves) {
        var total = List.of(leaves).stream()
                .map(leaf -> leaf.getAmount().getAmount())
                .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add);
        return FinancialEvent.newBuilder()
                .setConnection(MapperHarness.SOURCE)
                .setSellerId("SELLER")
                .setContentHash(id + status + total)
                .setReadAt(Instant.parse(at))
                .setTransaction(FinancialTransaction.newBuilder()
                        .setTransactionId(id)
                        .setTransactionType("Shipment")
                        .setStatus(status)
                        .setPostedAt(Instant.parse(at))
                        .setTotal(MapperHarness.usd(total.toPlainString()))
                        .setMarketplaceName("Amazon.com")
                        .setDeferredTransactionId(releases.isEmpty() ? null : releases)
                        .setBreakdowns(List.of(leaves))
                        .build())
                .build();
    }

    private static BreakdownLeaf leaf(String path, String amount) {
        return new BreakdownLeaf(path, MapperHarness.usd(amount));
    }

    /// Order F of the specification: shipped 29 June, fees of 6.00 and 4.10.
    private static FinancialEvent orderF(String id, TransactionStatus status, String at, String releases) {
        return transaction(
                id,
                status,
                at,
                releases,
                leaf("Sales/ProductCharges/OurPricePrincipal", "40.00"),
                leaf("Expenses/AmazonFees/Commission", "-6.00"),
                leaf("Expenses/AmazonFees/FBAPerUnitFulfillmentFee", "-4.10"));
    }

    private MapperHarness deferredAndMonthOver() {
        return mapper.flow()
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));
    }

    private MapperHarness released() {
        return mapper.event(orderF("F", TransactionStatus.DEFERRED_RELEASED, SHIPPED, ""))
                .event(orderF("R", TransactionStatus.RELEASED, RELEASED, "F"))
                .event(transaction("H", TransactionStatus.RELEASED, "2026-07-10T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));
    }

    private List<String> postings() {
        return mapper.commands.stream().map(PostingCommand::getPostingId).toList();
    }

    private static List<String> lines(PostingCommand command) {
        return command.getDocument().getLines().stream()
                .map(PeriodTopologyTest::line)
                .toList();
    }

    private static String line(DocumentLine line) {
        return line.getAccount() + " " + line.getAmount().getAmount().toPlainString();
    }

    @Test
    void whatIsDeferredAtMonthEndIsAccruedAndReversedOnItsRelease() {
        deferredAndMonthOver();

        assertThat(postings()).containsExactly("us-books/period/2026-06/accrual-US/r1");
        var accrual = mapper.commands.getFirst();
        assertThat(accrual.getDocument().getDate()).isEqualTo("2026-06-30");
        assertThat(accrual.getSourceKind()).isEqualTo(SourceKind.PERIOD);
        assertThat(accrual.getSourceId()).isEqualTo("2026-06/accrual-US");
        assertThat(lines(accrual)).containsExactly("6100 6.0000", "6110 4.1000", "2320 -10.1000");

        released();

        assertThat(postings())
                .containsExactly(
                        "us-books/period/2026-06/accrual-US/r1", "us-books/period/2026-06/release-US-2026-07-07/r1");
        var reversal = mapper.commands.getLast();
        assertThat(reversal.getDocument().getDate()).isEqualTo("2026-07-07");
        assertThat(lines(reversal)).containsExactly("6100 -6.0000", "6110 -4.1000", "2320 10.1000");
    }

    @Test
    void aSecondRunChangesNothing() {
        deferredAndMonthOver();
        released();
        var posted = postings();

        mapper.event(orderF("F", TransactionStatus.DEFERRED_RELEASED, SHIPPED, ""))
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(orderF("R", TransactionStatus.RELEASED, RELEASED, "F"))
                .flow()
                .later(Duration.ofMinutes(30));

        assertThat(postings()).isEqualTo(posted);
    }

    @Test
    void aMonthIsNotAccruedBeforeEverythingOfItCanHaveBeenRead() {
        mapper.flow()
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-03T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));
        assertThat(postings()).isEmpty();

        mapper.event(transaction("H", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).hasSize(1);
    }

    @Test
    void aSellerWithoutTradeIsAccruedByTheClock() {
        mapper.flow().event(orderF("F", TransactionStatus.DEFERRED, "2020-06-29T18:00:00Z", ""));
        assertThat(postings()).isEmpty();

        mapper.later(Duration.ofHours(7));

        assertThat(postings()).containsExactly("us-books/period/2020-06/accrual-US/r1");
    }

    @Test
    void whatIsReadOfAMonthOnlyLaterIsAJournalOfItsOwn() {
        deferredAndMonthOver();

        mapper.event(orderF("F2", TransactionStatus.DEFERRED, SHIPPED, "")).later(Duration.ofMinutes(11));

        assertThat(postings())
                .containsExactly("us-books/period/2026-06/accrual-US/r1", "us-books/period/2026-06/accrual-US.2/r1");
        assertThat(lines(mapper.commands.getLast())).containsExactly("6100 6.0000", "6110 4.1000", "2320 -10.1000");
    }

    @Test
    void whatWasReleasedBeforeTheMonthEndedIsNotAccrued() {
        mapper.flow()
                .event(orderF("F", TransactionStatus.DEFERRED_RELEASED, "2026-06-10T18:00:00Z", ""))
                .event(orderF("R", TransactionStatus.RELEASED, "2026-06-17T18:00:00Z", "F"))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
    }

    @Test
    void anUnknownPartHoldsTheMonthAndItsMappingReleasesIt() {
        mapper.flow()
                .event(transaction(
                        "F", TransactionStatus.DEFERRED, SHIPPED, "", leaf("Expenses/Quantum Levy", "-1.00")))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
        assertThat(Objects.requireNonNull(mapper.parked.get("us-books|PERIOD|2026-06-US"))
                        .getMissing())
                .containsExactly("row-type:Shipment|Expenses|Quantum Levy");

        mapper.mapping("row-type", "Shipment|Expenses|Quantum Levy", "FEE.REFERRAL")
                .later(Duration.ofMinutes(11));

        assertThat(postings()).containsExactly("us-books/period/2026-06/accrual-US/r1");
        assertThat(mapper.parked).containsEntry("us-books|PERIOD|2026-06-US", null);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void inASummaryFlowTheRevenueIsAccruedToo() {
        mapper.flow(null, "SUMMARY", Map.of())
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(lines(mapper.commands.getFirst()))
                .containsExactly("4000 -40.0000", "6100 6.0000", "6110 4.1000", "1165 29.9000");
    }

    @Test
    void aFlowMayReverseOnTheFirstOfTheNextMonthAndAccrueAgain() {
        mapper.flow(null, "INVOICE", Map.of(PeriodDesk.REVERSAL, "first-of-month"))
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-08-05T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings())
                .containsExactly(
                        "us-books/period/2026-06/accrual-US/r1",
                        "us-books/period/2026-06/release-US-2026-07-01/r1",
                        "us-books/period/2026-07/accrual-US/r1",
                        "us-books/period/2026-07/release-US-2026-08-01/r1");
    }

    @Test
    void aClosedPeriodHoldsTheMonthEndUntilItIsOpened() {
        mapper.flow(null, "INVOICE", Map.of("closed-through", "2026-06-30", "closed-policy", "hold"))
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
        assertThat(Objects.requireNonNull(mapper.parked.get("us-books|PERIOD|2026-06-US"))
                        .getReason())
                .contains("closed through 2026-06-30");
        assertThat(Objects.requireNonNull(mapper.alerts.get("missing|us-books|period:2026-06-30"))
                        .getNextStep())
                .contains("closed-through");

        mapper.flow(null, "INVOICE", Map.of("closed-through", "2026-05-31", "closed-policy", "hold"))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).containsExactly("us-books/period/2026-06/accrual-US/r1");
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aClosedPeriodMovesTheMonthEndToTheFirstOpenDay() {
        mapper.flow(null, "INVOICE", Map.of("closed-through", "2026-06-30"))
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        var accrual = mapper.commands.getFirst();
        assertThat(accrual.getDocument().getDate()).isEqualTo("2026-07-01");
        assertThat(accrual.getDocument().getMemo()).contains("true date 2026-06-30");
        assertThat(accrual.getEvidence()).containsEntry("true-date", "2026-06-30");
    }

    @Test
    void whatShippedBeforeTheCutOverIsNotAccrued() {
        mapper.flow("2026-06-30")
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
    }

    @Test
    void anOptionThatCannotBeReadPostsNothingAndSaysSoOnce() {
        mapper.flow(null, "INVOICE", Map.of(PeriodDesk.REVERSAL, "never", "month-end-days", "soon"))
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
        assertThat(Objects.requireNonNull(mapper.alerts.get("options|us-books")).getNextStep())
                .contains("deferral-reversal: write on-release")
                .contains("month-end-days: write a number");
        mapper.alerts.clear();
        mapper.later(Duration.ofMinutes(11));
        assertThat(mapper.alerts).isEmpty();

        mapper.flow().later(Duration.ofMinutes(11));

        assertThat(postings()).hasSize(1);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aFlowMayLeaveMonthEndsToAPerson() {
        mapper.flow(null, "INVOICE", Map.of(PeriodDesk.OPTION, "off"))
                .event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
    }

    @Test
    void aFlowThatComesLaterAccruesWhatIsAlreadyThere() {
        mapper.event(orderF("F", TransactionStatus.DEFERRED, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));
        assertThat(postings()).isEmpty();

        mapper.flow().later(Duration.ofMinutes(11));

        assertThat(postings()).containsExactly("us-books/period/2026-06/accrual-US/r1");
    }

    @Test
    void aTransactionThatDoesNotAddUpIsLeftOutAndNamed() {
        var wrong = FinancialEvent.newBuilder(orderF("W", TransactionStatus.DEFERRED, SHIPPED, ""))
                .setContentHash("wrong")
                .build();
        wrong.getTransaction().setTotal(MapperHarness.usd("29.89"));
        mapper.flow()
                .event(wrong)
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
        assertThat(mapper.openAlerts()).containsExactly("deferral|us-books|W");

        mapper.event(orderF("W", TransactionStatus.DEFERRED, SHIPPED, "")).later(Duration.ofMinutes(11));

        assertThat(postings()).hasSize(1);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aTransactionOfAnUnknownStatusIsNamedAndAccruesNothing() {
        mapper.flow()
                .event(orderF("F", TransactionStatus.UNKNOWN, SHIPPED, ""))
                .event(transaction("G", TransactionStatus.RELEASED, "2026-07-04T18:00:00Z", ""))
                .later(Duration.ofMinutes(11));

        assertThat(postings()).isEmpty();
        assertThat(mapper.openAlerts()).containsExactly("transaction|amazon-us|F");
    }
}
