package org.tieout.accounting.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderStanding.Receipt;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.OrderId;

/// What a settlement does to an order, seen in its documents and in the order's account.
class OrderSettlerTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final String PRINCIPAL = "Order|ItemPrice|Principal";
    private static final String REFUND = "Refund|ItemPrice|Principal";
    private static final String SEPTEMBER = "2026-09-20T18:00:00Z";
    private static final String OCTOBER = "2026-10-01T18:00:00Z";
    private static final Mappings MAPPINGS =
            SettlementPlannerTest.mappings("item,SKU-1,,,,Widget", "item,SKU-2,,,,Gadget");

    private static SettlementCase settlement(String total) {
        return new SettlementCase(
                "25889786381", "2026-09-18T07:00:00Z", "2026-10-02T07:00:00Z", "2026-10-04T07:00:00Z", "USD", total);
    }

    private static void plan(SettlementCase settlement) {
        assertThat(settlement.plan(FlowPolicy.of(SettlementCase.FLOW), MAPPINGS))
                .isInstanceOf(Outcome.Planned.class);
    }

    private static Standing invoice(int number, String customer, String amount, String applied) {
        return new Standing(
                PostingId.ofOrder(SettlementCase.FLOW, ORDER, "invoice-" + number),
                Kind.INVOICE,
                customer,
                Money.of("USD", amount),
                Money.of("USD", applied));
    }

    private static OrderStanding standing(SettlementCase settlement) {
        return requireNonNull(settlement.standings.get(new OrderId(ORDER)));
    }

    private static List<String> applied(Document document) {
        return document.applications().stream()
                .map(application -> application.posting().value().replaceAll(".*/([^/]+)/r1", "$1") + " "
                        + application.amount().amount())
                .toList();
    }

    @Test
    void theOldestInvoiceIsPaidFirst() {
        var settlement = settlement("25.00")
                .row(SEPTEMBER, PRINCIPAL, ORDER, "SKU-1", "25.00")
                .standing(
                        ORDER,
                        OrderStanding.NONE
                                .with(invoice(1, "Amazon customers", "20.00", "5.00"))
                                .with(invoice(2, "Amazon customers", "30.00", "0.00")));

        plan(settlement);

        assertThat(applied(settlement.only(Kind.CUSTOMER_PAYMENT)))
                .containsExactly("invoice-1 15.00", "invoice-2 10.00");
        assertThat(standing(settlement).openTotal("USD")).isEqualTo(Money.of("USD", "20.00"));
    }

    @Test
    void invoicesOfTwoCustomersArePaidByTwoPayments() {
        var settlement = settlement("25.00")
                .row(SEPTEMBER, PRINCIPAL, ORDER, "SKU-1", "25.00")
                .standing(
                        ORDER,
                        OrderStanding.NONE
                                .with(invoice(1, "Before", "20.00", "0.00"))
                                .with(invoice(2, "After", "5.00", "0.00")));

        plan(settlement);

        assertThat(settlement.of(Kind.CUSTOMER_PAYMENT))
                .extracting(payment -> payment.customerName().orElseThrow() + " " + applied(payment))
                .containsExactly("After [invoice-2 5.00]", "Before [invoice-1 20.00]");
    }

    @Test
    void whatIsPaidBeyondEveryInvoiceWaitsAndIsShown() {
        var settlement = settlement("25.00")
                .row(SEPTEMBER, PRINCIPAL, ORDER, "SKU-1", "25.00")
                .standing(ORDER, OrderStanding.NONE.with(invoice(1, "Amazon customers", "20.00", "0.00")));

        plan(settlement);

        assertThat(entries(settlement.only(Kind.JOURNAL)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1155 Unapplied Amazon receipts", "-5.00", "2320 Accrued Amazon fees", "5.00"));
        assertThat(standing(settlement).receipts())
                .containsExactly(new Receipt("25889786381", LocalDate.of(2026, 10, 4), Money.of("USD", "5.00")));
        assertThat(standing(settlement).openTotal("USD")).isEqualTo(Money.of("USD", "-5.00"));
    }

    @Test
    void anInvoiceInAnotherCurrencyIsNotPaidAndStopsNothing() {
        var euros = new Standing(
                PostingId.ofOrder(SettlementCase.FLOW, ORDER, "invoice-1"),
                Kind.INVOICE,
                "Amazon customers",
                Money.of("EUR", "20.00"),
                Money.zero("EUR"));
        var settlement = settlement("25.00")
                .row(OCTOBER, PRINCIPAL, ORDER, "SKU-1", "25.00")
                .standing(ORDER, OrderStanding.NONE.with(euros));

        plan(settlement);

        assertThat(settlement.of(Kind.CUSTOMER_PAYMENT)).isEmpty();
        assertThat(standing(settlement).openTotal("USD")).isEqualTo(Money.of("USD", "-25.00"));
        assertThat(standing(settlement).openTotal("EUR")).isEqualTo(Money.of("EUR", "20.00"));
    }

    @Test
    void aRefundWithoutASaleIsCreditedAllTheSame() {
        var settlement = settlement("-10.00").row(SEPTEMBER, REFUND, ORDER, "SKU-1", "-10.00");

        plan(settlement);

        assertThat(entries(settlement.only(Kind.REFUND_RECEIPT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("4100 Refunds", "10.00", "1145 Undeposited Funds", "-10.00"));
        assertThat(standing(settlement).openTotal("USD").isZero()).isTrue();
        assertThat(standing(settlement).creditedTotal("USD")).isEqualTo(Money.of("USD", "10.00"));
    }

    @Test
    void aRefundTakenBackWaitsAndIsShown() {
        var settlement = settlement("10.00").row(OCTOBER, REFUND, ORDER, "SKU-1", "10.00");

        plan(settlement);

        assertThat(entries(settlement.only(Kind.DEPOSIT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1000 Checking", "10.00", "1155 Unapplied Amazon receipts", "-10.00"));
        assertThat(standing(settlement).openTotal("USD")).isEqualTo(Money.of("USD", "-10.00"));
    }

    @Test
    void aSaleOfLessThanNothingIsCredited() {
        var settlement = settlement("10.00")
                .row(OCTOBER, PRINCIPAL, ORDER, "SKU-1", "-15.00")
                .row(OCTOBER, PRINCIPAL, "111-0000000-0000002", "SKU-1", "25.00");

        plan(settlement);

        assertThat(entries(settlement.only(Kind.CREDIT_MEMO)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("4000 Sales", "15.00", "1100 Accounts Receivable", "-15.00"));
        assertThat(settlement.of(Kind.INVOICE)).hasSize(1);
        assertThat(entries(settlement.only(Kind.CUSTOMER_PAYMENT))).containsEntry("1145 Undeposited Funds", "10.00");
    }

    /// Revenue falls into the month of its rows, also when the settlement spans two.
    @Test
    void aLateOrderOfTwoMonthsIsInvoicedInBoth() {
        var settlement = settlement("30.00")
                .row(SEPTEMBER, PRINCIPAL, ORDER, "SKU-1", "10.00")
                .row(OCTOBER, PRINCIPAL, ORDER, "SKU-2", "20.00");

        plan(settlement);

        assertThat(settlement.of(Kind.INVOICE))
                .extracting(invoice -> invoice.heading().reference() + " "
                        + invoice.heading().date() + " "
                        + entries(invoice).get("4000 Sales"))
                .containsExactly(ORDER + " 2026-09-20 -10.00", ORDER + "-2 2026-10-01 -20.00");
        assertThat(settlement.of(Kind.CUSTOMER_PAYMENT))
                .extracting(OrderSettlerTest::applied)
                .containsExactly(List.of("invoice-1 10.00"), List.of("invoice-2 20.00"));
        assertThat(standing(settlement).billed()).containsExactlyInAnyOrderEntriesOf(Map.of("SKU-1", 1, "SKU-2", 1));
    }

    /// Sold in one month and taken back, as a sale, in the next: the part taken back is credited once, not deducted
    /// from
    /// the invoice as well.
    @Test
    void aLateOrderPartlyTakenBackInTheNextMonthIsNotReducedTwice() {
        var settlement = settlement("40.00")
                .row(SEPTEMBER, PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(OCTOBER, PRINCIPAL, ORDER, "SKU-1", "-10.00");

        plan(settlement);

        assertThat(settlement.balances()).containsExactlyInAnyOrderEntriesOf(Map.of("1000", "40.00", "4000", "-40.00"));
        assertThat(standing(settlement).openTotal("USD").isZero()).isTrue();
        assertThat(standing(settlement).receipts()).isEmpty();
    }

    @Test
    void goodsGivenAwayByAPromotionAreShownGross() {
        var settlement = settlement("0.00")
                .row(OCTOBER, PRINCIPAL, ORDER, "SKU-1", "10.00")
                .row(OCTOBER, "Order|Promotion|Principal", ORDER, "SKU-1", "-10.00");

        plan(settlement);

        assertThat(entries(settlement.only(Kind.INVOICE)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("4000 Sales", "-10.00", "4090 Promotions", "10.00"));
        assertThat(settlement.of(Kind.CUSTOMER_PAYMENT, Kind.DEPOSIT)).isEmpty();
        assertThat(standing(settlement).billed()).containsExactly(Map.entry("SKU-1", 1));
    }

    @Test
    void aRefundThatARestockingFeeTookBackIsShownGross() {
        var settlement = settlement("0.00")
                .row(OCTOBER, REFUND, ORDER, "SKU-1", "-10.00")
                .row(OCTOBER, "Refund|ItemPrice|RestockingFee", ORDER, "SKU-1", "10.00");

        plan(settlement);

        assertThat(entries(settlement.only(Kind.CREDIT_MEMO)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("4100 Refunds", "10.00", "4140 Restocking income", "-10.00"));
        assertThat(settlement.documents).hasSize(1);
    }

    @Test
    void anOrderOfNothingButTheSellersTaxIsInvoicedOnTheDayOfTheTax() {
        var settlement = settlement("1.00").row(OCTOBER, "Order|ItemPrice|Tax", ORDER, "SKU-1", "1.00");

        plan(settlement);

        assertThat(settlement.only(Kind.INVOICE).heading().date()).hasToString("2026-10-01");
        assertThat(entries(settlement.only(Kind.INVOICE)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1100 Accounts Receivable", "1.00", "2200 Sales tax payable", "-1.00"));
    }

    @Test
    void facilitatedTaxOfRowsWithoutAnOrderPostsNothingEither() {
        var settlement = settlement("0.00")
                .row(OCTOBER, "Order|ItemPrice|Tax", "", "", "4.25")
                .row(OCTOBER, "Order|ItemWithheldTax|MarketplaceFacilitatorTax-Principal", "", "", "-4.25");

        plan(settlement);

        assertThat(settlement.documents).isEmpty();
    }

    @Test
    void lateInvoicesCountTheirTaxRows() {
        var settlement = settlement("11.00")
                .row(OCTOBER, PRINCIPAL, ORDER, "SKU-1", "10.00")
                .row(OCTOBER, "Order|ItemPrice|Tax", ORDER, "SKU-1", "0.60")
                .row(OCTOBER, "Order|ItemPrice|ShippingTax", ORDER, "SKU-1", "0.40");

        plan(settlement);

        assertThat(settlement.only(Kind.INVOICE).lines())
                .filteredOn(line -> line.account().code().equals("2200"))
                .singleElement()
                .satisfies(line -> assertThat(line.sourceRows()).isEqualTo(2));
    }

    @Test
    void twoFeesOnOneAccountKeepTheirOwnTaxCodes() {
        var settlement = settlement("-3.00")
                .row(OCTOBER, "Order|ItemFees|FBAPerUnitFulfillmentFee", ORDER, "SKU-1", "-1.00")
                .row(OCTOBER, "Order|ItemFees|FBAWeightBasedFee", ORDER, "SKU-1", "-2.00");
        var mappings = taxCodes("account,FEE.FBA/FBAWeightBasedFee,6110,Zero", "account,FEE.FBA,6110,Standard");

        settlement.plan(FlowPolicy.of(SettlementCase.FLOW), mappings);

        assertThat(settlement.only(Kind.DEPOSIT).lines())
                .filteredOn(line -> line.account().code().equals("6110"))
                .extracting(
                        line -> line.account().taxCode() + " " + line.amount().amount())
                .containsExactlyInAnyOrder("Standard 1.00", "Zero 2.00");
    }

    @Test
    void anItemsTaxCodeIsThatOfItsLines() {
        var settlement = settlement("10.00").row(OCTOBER, PRINCIPAL, ORDER, "SKU-1", "10.00");

        settlement.plan(FlowPolicy.of(SettlementCase.FLOW), taxCodes("item,SKU-1,Widget,Reduced"));

        assertThat(settlement.only(Kind.INVOICE).lines())
                .filteredOn(line -> line.item().isPresent())
                .singleElement()
                .satisfies(line -> assertThat(line.account().taxCode()).isEqualTo("Reduced"));
    }

    private static Mappings taxCodes(String... rows) {
        var text = "kind,key,value,tax-code\n" + String.join("\n", rows);
        return switch (org.tieout.accounting.mapping.MappingCsv.parse(text, "test.csv", 1)) {
            case org.tieout.accounting.mapping.MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case org.tieout.accounting.mapping.MappingCsv.Result.Errors(var errors) ->
                throw new AssertionError(errors.toString());
        };
    }

    /// A large order must not stop the settlement that refunds it.
    @Test
    void theFortiethRefundOfAnOrderIsPostedLikeTheFirst() {
        var many = OrderStanding.NONE;
        for (var i = 1; i <= 39; i++) {
            many = many.with(new Standing(
                    PostingId.ofSettlement(SettlementCase.FLOW, "1", "refund-" + ORDER + "." + i),
                    Kind.CREDIT_MEMO,
                    "Amazon customers",
                    Money.of("USD", "1.00"),
                    Money.of("USD", "1.00")));
        }
        var settlement = settlement("-10.00")
                .row(OCTOBER, REFUND, ORDER, "SKU-1", "-10.00")
                .standing(ORDER, many);

        plan(settlement);

        assertThat(settlement.only(Kind.REFUND_RECEIPT).heading().reference()).isEqualTo("11100000000000001R14");
    }
}
