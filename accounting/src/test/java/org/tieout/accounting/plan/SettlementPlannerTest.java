package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.OrderId;

class SettlementPlannerTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final String OTHER = "111-0000000-0000002";
    private static final FlowPolicy LIVE = FlowPolicy.of(SettlementCase.FLOW);

    private static SettlementCase settlement(String total) {
        return new SettlementCase(
                "25889786381", "2026-09-01T07:00:00Z", "2026-09-15T07:00:00Z", "2026-09-17T07:00:00Z", "USD", total);
    }

    static Mappings mappings(String... rows) {
        var text = "kind,key,marketplace,valid-from,valid-to,value\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 7)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    @Test
    void aNegativeSettlementIsADepositOfNothingThatIsOwedToAmazon() {
        var negative = settlement("-39.99")
                .row("2026-09-02T18:00:00Z", "other-transaction|other-transaction|Subscription Fee", "", "", "-39.99");

        assertThat(negative.plan(LIVE, Mappings.standard())).isInstanceOf(Outcome.Planned.class);

        assertThat(entries(negative.only(Kind.DEPOSIT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("6150 Subscriptions", "39.99", "2310 Payable to Amazon", "-39.99"));
    }

    @Test
    void theNextSettlementClearsWhatWasOwed() {
        var next = settlement("0.00")
                .row("2026-09-01T07:00:00Z", "other-transaction|other-transaction|Payable to Amazon", "", "", "-39.99")
                .row("2026-09-01T08:00:00Z", "other-transaction|other-transaction|Successful charge", "", "", "39.99");

        next.plan(LIVE, Mappings.standard());

        assertThat(entries(next.only(Kind.DEPOSIT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("2310 Payable to Amazon", "39.99", "1180 Amazon charges in transit", "-39.99"));
    }

    @Test
    void anUnknownRowTypeHoldsTheSettlementAndNamesTheKey() {
        var unknown = settlement("-1.00")
                .row("2026-09-02T18:00:00Z", "other-transaction|other-transaction|Quantum Levy", "", "", "-1.00");

        assertThat(unknown.plan(LIVE, Mappings.standard()))
                .isInstanceOfSatisfying(
                        Outcome.Missing.class,
                        missing -> assertThat(missing.keys())
                                .extracting(Object::toString)
                                .containsExactly("row-type:other-transaction|other-transaction|Quantum Levy"));
        assertThat(unknown.documents).isEmpty();
        assertThat(unknown.plan(
                        LIVE, mappings("row-type,other-transaction|other-transaction|Quantum Levy,,,,FEE.REFERRAL")))
                .isInstanceOf(Outcome.Planned.class);
    }

    @Test
    void anUnmappedSkuHoldsItsOrderNotItsSettlement() {
        var late = settlement("30.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "10.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", OTHER, "SKU-2", "20.00");

        late.plan(LIVE, mappings("item,SKU-2,,,,Widget"));

        assertThat(late.waiting.get(new OrderId(ORDER)))
                .extracting(Object::toString)
                .containsExactly("item:SKU-1");
        assertThat(entries(late.only(Kind.DEPOSIT)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1000 Checking", "30.00",
                        "1145 Undeposited Funds", "-20.00",
                        "1155 Unapplied Amazon receipts", "-10.00"));
    }

    @Test
    void theWaitingOrderIsPaidFromUnappliedReceiptsOnceItsSkuIsMapped() {
        var late =
                settlement("10.00").row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "10.00");
        late.plan(LIVE, Mappings.standard());
        var order = new OrderId(ORDER);

        var plan = new OrderPlanner(LIVE, mappings("item,SKU-1,,,,Widget"))
                .fromHeldRows(order, java.util.Objects.requireNonNull(late.standings.get(order)));

        assertThat(plan).isInstanceOfSatisfying(OrderPlanner.Plan.Ready.class, ready -> {
            late.documents.addAll(ready.documents());
            assertThat(ready.documents())
                    .extracting(d -> d.kind())
                    .containsExactly(Kind.INVOICE, Kind.CUSTOMER_PAYMENT);
            assertThat(ready.documents().getLast().heading().date()).hasToString("2026-09-17");
            assertThat(ready.standing().openTotal("USD").isZero()).isTrue();
            assertThat(ready.standing().receipts()).isEmpty();
        });
        assertThat(late.balances()).containsExactlyInAnyOrderEntriesOf(Map.of("1000", "10.00", "4000", "-10.00"));
    }

    @Test
    void refundsBeyondEveryPaymentBecomeRefundReceipts() {
        var refunds = settlement("-20.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "10.00")
                .row("2026-09-03T18:00:00Z", "Refund|ItemPrice|Principal", OTHER, "SKU-1", "-30.00");

        refunds.plan(LIVE, mappings("item,SKU-1,,,,Widget"));

        assertThat(refunds.of(Kind.CREDIT_MEMO)).isEmpty();
        assertThat(entries(refunds.only(Kind.REFUND_RECEIPT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("4100 Refunds", "30.00", "1145 Undeposited Funds", "-30.00"));
        assertThat(entries(refunds.only(Kind.DEPOSIT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1145 Undeposited Funds", "20.00", "2310 Payable to Amazon", "-20.00"));
    }

    @Test
    void anOrderSettledForLessThanInvoicedStaysOpenByTheDifference() {
        var shipped = OrderPlannerTest.order(ORDER, "50.00", 1, 1);
        var invoiced = (OrderPlanner.Plan.Ready)
                new OrderPlanner(LIVE, mappings("item,SKU-1,,,,Widget")).plan(shipped, OrderStanding.NONE);
        var less = settlement("48.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "48.00")
                .standing(ORDER, invoiced.standing());

        less.plan(LIVE, Mappings.standard());

        var standing = java.util.Objects.requireNonNull(less.standings.get(new OrderId(ORDER)));
        assertThat(standing.openTotal("USD").amount()).isEqualTo("2.00");
        assertThat(less.of(Kind.INVOICE)).isEmpty();
    }

    @Test
    void paymentsAreChunkedAndEveryLinkIsMadeOnce() {
        var many = settlement("450.00");
        for (var i = 0; i < 450; i++) {
            many.row(
                    "2026-09-02T18:00:00Z",
                    "Order|ItemPrice|Principal",
                    String.format("111-0000000-%07d", i),
                    "SKU-1",
                    "1.00");
        }

        many.plan(LIVE, mappings("item,SKU-1,,,,Widget"));

        assertThat(many.of(Kind.CUSTOMER_PAYMENT))
                .extracting(payment -> payment.applications().size())
                .isEqualTo(List.of(200, 200, 50));
        assertThat(many.balances()).containsExactlyInAnyOrderEntriesOf(Map.of("1000", "450.00", "4000", "-450.00"));
    }

    @Test
    void taxTheMarketplaceDoesNotWithholdIsTheSellersAndPartOfTheInvoice() {
        var liable = settlement("11.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "10.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Tax", ORDER, "SKU-1", "1.00");

        liable.plan(FlowPolicy.offline("au"), Mappings.standard());

        assertThat(entries(liable.only(Kind.INVOICE)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1100 Accounts Receivable", "11.00",
                        "4000 Sales", "-10.00",
                        "2200 Sales tax payable", "-1.00"));
    }

    @Test
    void feeRowsThatNameAShipmentAreNoOrders() {
        var fees = settlement("-3.00")
                .row(
                        "2026-09-02T18:00:00Z",
                        "other-transaction|other-transaction|FBAInboundTransportationFee",
                        "FBA15ABCDEF",
                        "",
                        "-3.00");

        assertThat(fees.plan(LIVE, Mappings.standard())).isEqualTo(new Outcome.Planned(1, 0));
    }

    @Test
    void anOrderInvoicedElsewhereIsNotInvoicedAgainAndItsMoneyWaits() {
        var before = settlement("10.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "10.00")
                .standing(ORDER, OrderStanding.invoicedElsewhere());

        before.plan(LIVE, mappings("item,SKU-1,,,,Widget"));

        assertThat(before.documents).extracting(document -> document.kind()).containsExactly(Kind.DEPOSIT);
        assertThat(entries(before.only(Kind.DEPOSIT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1000 Checking", "10.00", "1155 Unapplied Amazon receipts", "-10.00"));
    }

    @Test
    void aClosedPeriodThatHoldsHoldsTheSettlementBeforeAnythingIsMade() {
        var july =
                settlement("30.00").row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "30.00");
        var holds = LIVE.with(ClosedPeriods.through(LocalDate.of(2026, 9, 30), ClosedPeriods.Policy.HOLD));

        assertThat(july.plan(holds, mappings("item,SKU-1,,,,Widget")))
                .isInstanceOfSatisfying(
                        Outcome.Missing.class,
                        missing -> assertThat(missing.keys())
                                .extracting(Object::toString)
                                .containsExactly("period:closed through 2026-09-30"));
        assertThat(july.documents).isEmpty();
    }

    /// The deposit is of October, the rows are of September: one day decides as well as the other.
    @Test
    void theMonthOfTheRowsHoldsThemWhereTheDepositsIsOpen() {
        var late = new SettlementCase(
                        "25889786381",
                        "2026-09-15T07:00:00Z",
                        "2026-09-29T07:00:00Z",
                        "2026-10-01T20:00:00Z",
                        "USD",
                        "-1.00")
                .row("2026-09-20T18:00:00Z", "other-transaction|other-transaction|Subscription Fee", "", "", "-1.00");

        assertThat(late.plan(
                        LIVE.with(ClosedPeriods.through(LocalDate.of(2026, 9, 30), ClosedPeriods.Policy.HOLD)),
                        Mappings.standard()))
                .isInstanceOf(Outcome.Missing.class);
        assertThat(late.plan(
                        LIVE.with(ClosedPeriods.through(LocalDate.of(2026, 8, 31), ClosedPeriods.Policy.HOLD)),
                        Mappings.standard()))
                .isInstanceOf(Outcome.Planned.class);
    }

    @Test
    void reportsSumByCategoryAndNameTheMonthsOfTheRows() {
        var facts = settlement("31.00")
                .row("2026-08-31T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "10.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", OTHER, "SKU-2", "25.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemFees|Commission", OTHER, "SKU-2", "-3.00")
                .row("2026-09-02T18:00:00Z", "other-transaction|other-transaction|Quantum Levy", "", "", "-1.00")
                .facts();

        assertThat(SettlementPlanner.byCategory(facts, Mappings.standard()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("FEE.REFERRAL", Money.of("USD", "-3.00"), "REV.PRINCIPAL", Money.of("USD", "35.00")));
        assertThat(SettlementPlanner.months(facts))
                .containsExactly(java.time.YearMonth.of(2026, 8), java.time.YearMonth.of(2026, 9));
    }
}
