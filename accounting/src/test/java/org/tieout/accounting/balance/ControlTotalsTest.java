package org.tieout.accounting.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.balance.ControlTotals.Held;
import org.tieout.accounting.balance.ControlTotals.InFlight;
import org.tieout.accounting.balance.ControlTotals.Stated;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.Categories;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.FinancialTransaction.Part;
import org.tieout.accounting.source.FinancialTransaction.Status;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.tieout.Check.State;

class ControlTotalsTest {

    private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");
    private static final Instant END = Instant.parse("2026-06-15T07:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-06-20T06:59:59Z");
    private static final Categories CATEGORIES = (type, path) -> switch (path) {
        case "ReserveCredit" -> Optional.of(Category.BAL_RES_PREV);
        case "ReserveDebit" -> Optional.of(Category.BAL_RES_CUR);
        default -> Optional.empty();
    };

    private static Money usd(String amount) {
        return Money.of("USD", amount);
    }

    private static SettlementBalance settlement(String id, Instant start, Instant end, String total, String reserve) {
        return new SettlementBalance(
                new SettlementId(id),
                "Amazon.com",
                SettlementBalance.STANDARD_ORDERS,
                start,
                end,
                end.plus(Duration.ofDays(3)),
                usd(total),
                usd(reserve).negate(),
                usd("0"),
                usd("0"),
                usd("0"),
                usd("0"),
                usd("0"));
    }

    private static SettlementBalance last(String total, String reserve) {
        return settlement("100", START, END, total, reserve);
    }

    private static FinancialTransaction transaction(String type, Status status, String at, String path, String amount) {
        return new FinancialTransaction(
                type + at + path,
                type,
                status,
                Instant.parse(at),
                usd(amount),
                "Amazon.com",
                null,
                null,
                null,
                null,
                List.of(new Part(path, usd(amount))));
    }

    private static FinancialTransaction sale(String at, String amount) {
        return transaction("Shipment", Status.RELEASED, at, "Sales", amount);
    }

    private static Held held(SettlementBalance last, FinancialTransaction... transactions) {
        return held(last, null, transactions);
    }

    private static Held held(
            SettlementBalance last, @Nullable Instant releasedAt, FinancialTransaction... transactions) {
        return ControlTotals.heldAt(
                        List.of(last),
                        EVENING,
                        List.of(transactions),
                        transaction -> Optional.ofNullable(releasedAt),
                        CATEGORIES)
                .orElseThrow();
    }

    private static Stated stated(String total) {
        return new Stated(
                LocalDate.of(2026, 6, 19),
                EVENING,
                EVENING,
                usd(total),
                Optional.of(usd("0")),
                Optional.of(usd("30.00")));
    }

    @Test
    void aSummaryThatSaysWhatTheRowsSayIsGreen() {
        assertThat(ControlTotals.summary(last("19.46", "30.00"), usd("19.46"), usd("19.46"), List.of()))
                .isEqualTo(new Control(Control.Kind.SUMMARY, State.GREEN, usd("19.46"), usd("19.46"), List.of()));
    }

    @Test
    void aSummaryWithoutTheReserveIsExplainedByIt() {
        var control = ControlTotals.summary(last("19.46", "30.00"), usd("19.46"), usd("49.46"), List.of());

        assertThat(control.state()).isEqualTo(State.GREEN);
        assertThat(control.findings())
                .containsExactly(
                        "Amazon's summary leaves out -30.00 USD that is carried between settlements: reserve held -30.00 USD");
    }

    @Test
    void oneCentMoreInTheSummaryIsRedWithTheAmountAndAmazonsParts() {
        var control = ControlTotals.summary(
                last("19.46", "30.00"), usd("19.46"), usd("19.47"), List.of(new Part("Sales/Other", usd("0.01"))));

        assertThat(control.state()).isEqualTo(State.RED);
        assertThat(control.findings())
                .singleElement()
                .asString()
                .contains("0.01 USD is unexplained")
                .contains("Sales/Other 0.01");
    }

    @Test
    void aSummaryInAnotherCurrencyIsNoControlOfThisSettlement() {
        assertThat(ControlTotals.summary(last("19.46", "0"), usd("19.46"), Money.of("EUR", "19.46"), List.of())
                        .state())
                .isEqualTo(State.RED);
    }

    @Test
    void whatAmazonHoldsIsTheReserveAndWhatWasSoldSince() {
        assertThat(held(
                                last("19.46", "30.00"),
                                sale("2026-06-15T07:00:00Z", "1.00"),
                                sale("2026-06-16T00:00:00Z", "12.00"),
                                sale("2026-06-21T00:00:00Z", "5.00"))
                        .total())
                .isEqualTo(usd("42.00"));
    }

    @Test
    void whatIsDeferredIsHeldUntilItIsReleased() {
        var deferred = transaction("Shipment", Status.DEFERRED, "2026-06-10T00:00:00Z", "Sales", "29.90");
        var released = transaction("Shipment", Status.DEFERRED_RELEASED, "2026-06-10T00:00:00Z", "Sales", "29.90");

        assertThat(held(last("0", "0"), deferred).deferred()).isEqualTo(usd("29.90"));
        assertThat(held(last("0", "0"), EVENING.plusSeconds(1), released).deferred())
                .isEqualTo(usd("29.90"));
        assertThat(held(last("0", "0"), EVENING, released).total()).isEqualTo(usd("0"));
    }

    @Test
    void transactionsThatRestateTheReserveAndThePayoutCountOnce() {
        assertThat(held(
                                last("19.46", "30.00"),
                                transaction(
                                        "Adjustment",
                                        Status.RELEASED,
                                        "2026-06-15T08:00:00Z",
                                        "ReserveCredit",
                                        "30.00"),
                                transaction(
                                        "Transfer", Status.RELEASED, "2026-06-15T09:00:00Z", "FundTransfer", "19.46"))
                        .total())
                .isEqualTo(usd("30.00"));
    }

    @Test
    void aDebtIsHeldAgainstTheSellerUntilTheCardIsCharged() {
        var restated = transaction("Other", Status.RELEASED, "2026-06-15T08:00:00Z", "Other", "-39.99");
        var charge = transaction("Transfer", Status.RELEASED, "2026-06-16T08:00:00Z", "FundTransfer", "39.99");

        assertThat(held(last("-39.99", "0"), restated).total()).isEqualTo(usd("-39.99"));
        assertThat(held(last("-39.99", "0"), restated, charge).total()).isEqualTo(usd("0"));
    }

    @Test
    void aRefundAsLargeAsTheDebtIsNotTakenForIt() {
        var refund = new FinancialTransaction(
                "refund",
                "Refund",
                Status.RELEASED,
                Instant.parse("2026-06-15T08:00:00Z"),
                usd("-39.99"),
                "Amazon.com",
                null,
                "111-0000000-0000001",
                null,
                null,
                List.of(new Part("Refunded Sales", usd("-39.99"))));

        assertThat(held(last("-39.99", "0"), refund).total()).isEqualTo(usd("-79.98"));
    }

    @Test
    void beforeTheFirstSettlementEndedNothingCanBeSaid() {
        assertThat(ControlTotals.heldAt(
                        List.of(settlement("100", START, EVENING.plusSeconds(1), "0", "0")),
                        EVENING,
                        List.of(),
                        transaction -> Optional.empty(),
                        CATEGORIES))
                .isEmpty();
        assertThat(ControlTotals.noGround(stated("5.00")).state()).isEqualTo(State.PENDING);
    }

    @Test
    void aBalanceThatAgreesIsGreen() {
        var ours = held(last("0", "30.00"), sale("2026-06-16T00:00:00Z", "12.00"));

        assertThat(ControlTotals.balance(stated("42.00"), ours, true).state()).isEqualTo(State.GREEN);
    }

    @Test
    void aPayoutUnderWayExplainsTheDifferenceByName() {
        var soon = settlement("100", START, EVENING.minusSeconds(60), "19.46", "30.00");
        var ours = held(soon);

        assertThat(ours.inFlight()).containsExactly(new InFlight(new SettlementId("100"), usd("19.46")));
        var control = ControlTotals.balance(stated("49.46"), ours, true);
        assertThat(control.state()).isEqualTo(State.GREEN);
        assertThat(control.findings()).containsExactly("the payout of settlement 100, 19.46 USD, was under way");
    }

    @Test
    void twoPayoutsUnderWayMayExplainItTogether() {
        var ours = new Held(
                usd("0"),
                usd("0"),
                usd("0"),
                usd("0"),
                List.of(
                        new InFlight(new SettlementId("100"), usd("10.00")),
                        new InFlight(new SettlementId("101"), usd("5.00"))));

        assertThat(ControlTotals.balance(stated("15.00"), ours, true).state()).isEqualTo(State.GREEN);
        assertThat(ControlTotals.balance(stated("14.00"), ours, true).state()).isEqualTo(State.RED);
    }

    @Test
    void aDifferenceIsRedOnlyWhenAmazonsListIsComplete() {
        var ours = held(last("0", "30.00"));

        assertThat(ControlTotals.balance(stated("42.00"), ours, false).state()).isEqualTo(State.PENDING);
        var control = ControlTotals.balance(stated("42.00"), ours, true);
        assertThat(control.state()).isEqualTo(State.RED);
        assertThat(control.findings().getFirst())
                .isEqualTo("on 2026-06-19 Amazon held 42.00 USD, by our records 30.00 USD: 12.00 USD is unexplained");
    }

    @Test
    void aRedBalanceSaysWhichPartDiffers() {
        var ours = held(
                last("0", "20.00"), transaction("Shipment", Status.DEFERRED, "2026-06-10T00:00:00Z", "Sales", "5.00"));

        assertThat(ControlTotals.balance(stated("42.00"), ours, true).findings())
                .contains(
                        "deferred: Amazon says 0.00 USD, we 5.00 USD",
                        "in reserve: Amazon says 30.00 USD, we 20.00 USD");
    }
}
