package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.AccountBalance;
import org.tieout.event.BreakdownLeaf;
import org.tieout.event.CheckState;
import org.tieout.event.ControlTotal;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FinancialTransaction;
import org.tieout.event.SettlementSummary;
import org.tieout.event.TransactionStatus;

class BalanceTopologyTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final String PRINCIPAL = "Order|ItemPrice|Principal";
    private static final String CURRENT_RESERVE = "other-transaction|other-transaction|Current Reserve Amount";
    private static final String PREVIOUS_RESERVE =
            "other-transaction|other-transaction|Previous Reserve Amount Balance";

    private final MapperHarness mapper = new MapperHarness();

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness look() {
        return mapper.later(Duration.ofSeconds(2));
    }

    private void first() {
        mapper.settlement("900", "20.00", "2026-08-04T07:00:00Z", "2026-08-18T07:00:00Z")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(CURRENT_RESERVE, null, null, "-30.00")
                .close();
    }

    private void second() {
        mapper.settlement("901", "70.00", "2026-08-18T07:00:00Z", "2026-09-01T07:00:00Z")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(PREVIOUS_RESERVE, null, null, "30.00")
                .row(CURRENT_RESERVE, null, null, "-10.00")
                .close();
    }

    private void third() {
        mapper.settlement("902", "60.00", "2026-09-01T07:00:00Z", "2026-09-15T07:00:00Z")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(PREVIOUS_RESERVE, null, null, "10.00")
                .close();
    }

    private List<String> chainAlerts() {
        return mapper.openAlerts().stream()
                .filter(id -> id.startsWith("chain|"))
                .toList();
    }

    private static FinancialEvent.Builder event(String hash) {
        return FinancialEvent.newBuilder()
                .setConnection(MapperHarness.SOURCE)
                .setSellerId("SELLER")
                .setContentHash(hash)
                .setReadAt(Instant.parse("2026-09-20T00:00:00Z"));
    }

    private static FinancialEvent summary(String settlement, String netProceeds) {
        return event("summary " + settlement + netProceeds)
                .setSummary(SettlementSummary.newBuilder()
                        .setSettlementId(settlement)
                        .setMarketplaceId("ATVPDKIKX0DER")
                        .setAccountType("Standard Orders")
                        .setPeriodStartAt(Instant.EPOCH)
                        .setPeriodEndAt(Instant.EPOCH)
                        .setNetProceeds(MapperHarness.usd(netProceeds))
                        .setBreakdowns(List.of(new BreakdownLeaf("Sales", MapperHarness.usd(netProceeds))))
                        .build())
                .build();
    }

    private static FinancialEvent balance(String asOf, String total) {
        return event("balance " + asOf + total)
                .setBalance(AccountBalance.newBuilder()
                        .setAccountType("Standard Orders")
                        .setMarketplaceId("ATVPDKIKX0DER")
                        .setAsOf(LocalDate.parse(asOf))
                        .setTotal(MapperHarness.usd(total))
                        .build())
                .build();
    }

    private static FinancialEvent sale(String id, String at, String amount) {
        return event(id + at + amount)
                .setTransaction(FinancialTransaction.newBuilder()
                        .setTransactionId(id)
                        .setTransactionType("Shipment")
                        .setStatus(TransactionStatus.RELEASED)
                        .setPostedAt(Instant.parse(at))
                        .setTotal(MapperHarness.usd(amount))
                        .setMarketplaceName("Amazon.com")
                        .setBreakdowns(List.of(new BreakdownLeaf("Sales/ProductCharges", MapperHarness.usd(amount))))
                        .build())
                .build();
    }

    private ControlTotal control(String settlement, String name) {
        return mapper.tieOut(settlement).getControls().stream()
                .filter(control -> control.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGapIsAnAlertThatEndsWhenTheMissingSettlementArrives() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        third();
        look();

        assertThat(chainAlerts()).containsExactly("chain|us-books|gap|902");
        assertThat(Objects.requireNonNull(mapper.alerts.get("chain|us-books|gap|902"))
                        .getMessage())
                .contains("settlement 900")
                .contains("settlement 902")
                .contains("is missing");

        second();
        look();

        assertThat(chainAlerts()).isEmpty();
        assertThat(Objects.requireNonNull(mapper.alerts.get("chain|us-books|gap|902"))
                        .getResolved())
                .isTrue();
    }

    @Test
    void anAlertIsRaisedOnceHoweverOftenItIsLookedAt() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        third();
        look();
        mapper.alerts.clear();

        mapper.later(Duration.ofMinutes(30));
        look();

        assertThat(mapper.alerts).isEmpty();
    }

    @Test
    void settlementsThatHandOverTheirReserveRaiseNothing() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        second();
        third();
        look();

        assertThat(chainAlerts()).isEmpty();
    }

    @Test
    void whatIsOpenedWithBeforeTheCutOverIsAnOpeningBalanceInTheStory() {
        mapper.mapping("item", "SKU-1", "Widget").flow("2026-09-01");
        first();
        third();
        look();

        assertThat(chainAlerts()).isEmpty();
        assertThat(mapper.audit).anySatisfy(step -> {
            assertThat(step.getSourceId()).isEqualTo("902");
            assertThat(step.getStep()).isEqualTo("opening-balance");
            assertThat(step.getMessage()).contains("a reserve of 10.00 USD");
        });
    }

    @Test
    void aReserveUnderAnUnknownNameIsReadOnceItsMappingIsThere() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        mapper.settlement("901", "80.00", "2026-08-18T07:00:00Z", "2026-09-01T07:00:00Z")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row("other-transaction|other-transaction|Quantum Hold Release", null, null, "30.00")
                .close();
        look();
        assertThat(chainAlerts()).containsExactly("chain|us-books|reserve|901");

        mapper.mapping("row-type", "other-transaction|other-transaction|Quantum Hold Release", "BAL.RES_PREV");
        look();

        assertThat(chainAlerts()).isEmpty();
    }

    @Test
    void amazonsSummaryStandsBesideTheChecksWhicheverComesFirst() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        mapper.event(summary("900", "20.00"));
        first();
        second();
        mapper.event(summary("901", "50.00"));

        assertThat(control("900", "amazon-summary").getState()).isEqualTo(CheckState.GREEN);
        assertThat(control("901", "amazon-summary").getState()).isEqualTo(CheckState.GREEN);
        assertThat(control("901", "amazon-summary").getFindings())
                .singleElement()
                .asString()
                .contains("leaves out 20.00 USD")
                .contains("reserve held -10.00 USD, reserve released 30.00 USD");
    }

    @Test
    void oneCentInAmazonsSummaryIsRedAndNamesItselfAndHoldsNothingUp() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        mapper.event(summary("900", "20.01"));

        assertThat(control("900", "amazon-summary").getState()).isEqualTo(CheckState.RED);
        assertThat(mapper.openAlerts()).contains("control|us-books|900|amazon-summary");
        assertThat(mapper.kinds()).contains("DEPOSIT 900");

        mapper.event(summary("900", "20.00"));

        assertThat(mapper.openAlerts()).doesNotContain("control|us-books|900|amazon-summary");
    }

    @Test
    void whatAmazonHoldsIsComparedWithTheLastSettlementAndWhatWasSoldSince() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        mapper.event(sale("T1", "2026-08-19T00:00:00Z", "12.00"))
                .event(sale("T2", "2026-08-30T00:00:00Z", "99.00"))
                .event(balance("2026-08-20", "42.00"));
        look();

        var control = control("900", "amazon-balance");
        assertThat(control.getState()).isEqualTo(CheckState.GREEN);
        assertThat(control.getExpected()).isEqualTo(MapperHarness.usd("42.00"));
    }

    @Test
    void aBalanceThatDiffersIsPendingWhileAmazonsListMayBeIncompleteAndThenRed() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        mapper.event(sale("T1", "2026-08-20T00:00:00Z", "12.00")).event(balance("2026-08-20", "43.00"));
        look();
        assertThat(control("900", "amazon-balance").getState()).isEqualTo(CheckState.PENDING);

        mapper.event(sale("T2", "2026-08-25T00:00:00Z", "99.00")).later(Duration.ofMinutes(11));
        look();

        assertThat(control("900", "amazon-balance").getState()).isEqualTo(CheckState.RED);
        assertThat(mapper.openAlerts()).contains("control|us-books|900|amazon-balance");
        assertThat(control("900", "amazon-balance").getFindings().getFirst()).contains("1.00 USD is unexplained");
    }

    @Test
    void aBalanceThatDifferedGivesWayToTheOneAfterTheNextSettlement() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        first();
        mapper.event(sale("T1", "2026-08-20T00:00:00Z", "12.00"))
                .event(balance("2026-08-20", "43.00"))
                .event(sale("T2", "2026-08-25T00:00:00Z", "99.00"))
                .later(Duration.ofMinutes(11));
        look();
        assertThat(mapper.openAlerts()).contains("control|us-books|900|amazon-balance");

        second();
        mapper.event(balance("2026-09-02", "10.00")).event(sale("T3", "2026-09-05T00:00:00Z", "1.00"));
        look();

        assertThat(mapper.openAlerts()).doesNotContain("control|us-books|900|amazon-balance");
        assertThat(mapper.tieOut("900").getControls())
                .extracting(ControlTotal::getName)
                .doesNotContain("amazon-balance");
        assertThat(control("901", "amazon-balance").getExpected()).isEqualTo(MapperHarness.usd("10.00"));
    }
}
