package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;

/// The worked settlement of the accounting paper, section 5, under the QuickBooks Online profile as section 0
/// (8) has
/// it.
class WorkedExampleTest {

    private static final String A = "111-0000000-0000001";
    private static final String B = "111-0000000-0000002";
    private static final String C = "111-0000000-0000003";

    private static SettlementCase example(String total) {
        return new SettlementCase(
                        "25889786381",
                        "2026-06-25T07:00:00Z",
                        "2026-07-10T06:59:59Z",
                        "2026-07-11T20:00:00Z",
                        "USD",
                        total)
                .row(
                        "2026-06-25T18:00:00Z",
                        "other-transaction|other-transaction|Previous Reserve Amount Balance",
                        "",
                        "",
                        "80.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Principal", A, "SKU-1", "50.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Shipping", A, "SKU-1", "5.99")
                .row("2026-06-28T18:00:00Z", "Order|Promotion|Shipping", A, "SKU-1", "-5.99")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Tax", A, "SKU-1", "4.25")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|ShippingTax", A, "SKU-1", "0.51")
                .row(
                        "2026-06-28T18:00:00Z",
                        "Order|ItemWithheldTax|MarketplaceFacilitatorTax-Principal",
                        A,
                        "SKU-1",
                        "-4.25")
                .row(
                        "2026-06-28T18:00:00Z",
                        "Order|ItemWithheldTax|MarketplaceFacilitatorTax-Shipping",
                        A,
                        "SKU-1",
                        "-0.51")
                .row("2026-06-28T18:00:00Z", "Order|ItemFees|Commission", A, "SKU-1", "-7.50")
                .row("2026-06-28T18:00:00Z", "Order|ItemFees|FBAPerUnitFulfillmentFee", A, "SKU-1", "-8.12")
                .row("2026-06-29T18:00:00Z", "ServiceFee|Cost of Advertising|TransactionTotalAmount", "", "", "-14.20")
                .row("2026-07-02T18:00:00Z", "other-transaction|other-transaction|Subscription Fee", "", "", "-39.99")
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Principal", B, "SKU-2", "30.00")
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Shipping", B, "SKU-2", "6.50")
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|GiftWrap", B, "SKU-2", "3.99")
                .row("2026-07-03T18:00:00Z", "Order|ItemFees|Commission", B, "SKU-2", "-6.07")
                .row(
                        "2026-07-03T18:00:00Z",
                        "other-transaction|other-transaction|Shipping label purchase",
                        B,
                        "",
                        "-5.20")
                .row("2026-07-04T18:00:00Z", "other-transaction|other-transaction|Loan Payment", "", "", "-25.00")
                .row("2026-07-05T18:00:00Z", "Refund|ItemPrice|Principal", C, "SKU-1", "-20.00")
                .row("2026-07-05T18:00:00Z", "Refund|ItemPrice|Tax", C, "SKU-1", "-1.70")
                .row(
                        "2026-07-05T18:00:00Z",
                        "Refund|ItemWithheldTax|MarketplaceFacilitatorTax-Principal",
                        C,
                        "SKU-1",
                        "1.70")
                .row("2026-07-05T18:00:00Z", "Refund|ItemFees|Commission", C, "SKU-1", "3.00")
                .row("2026-07-05T18:00:00Z", "Refund|ItemFees|RefundCommission", C, "SKU-1", "-0.60")
                .row(
                        "2026-07-06T18:00:00Z",
                        "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                        "",
                        "",
                        "12.00")
                .row("2026-07-07T18:00:00Z", "other-transaction|other-transaction|Storage Fee", "", "", "-9.35")
                .row(
                        "2026-07-09T18:00:00Z",
                        "other-transaction|other-transaction|Current Reserve Amount",
                        "",
                        "",
                        "-30.00");
    }

    private static SettlementCase planned() {
        var example = example("19.46");
        assertThat(example.plan(FlowPolicy.offline(SettlementCase.FLOW), Mappings.standard()))
                .isInstanceOf(Outcome.Planned.class);
        return example;
    }

    @Test
    void theRowsSumToTheDeposit() {
        assertThat(example("19.46").rowSum().amount()).isEqualTo("19.46");
    }

    @Test
    void ordersBecomeInvoicesOfWhatTheBuyerOwesWithoutFacilitatedTax() {
        var invoices = planned().of(Kind.INVOICE);

        assertThat(invoices).hasSize(2);
        assertThat(entries(invoices.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1100 Accounts Receivable", "50.00",
                        "4000 Sales", "-50.00",
                        "4010 Shipping income", "-5.99",
                        "4090 Promotions", "5.99"));
        assertThat(entries(invoices.get(1)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1100 Accounts Receivable", "40.49",
                        "4000 Sales", "-30.00",
                        "4010 Shipping income", "-6.50",
                        "4020 Gift-wrap income", "-3.99"));
    }

    @Test
    void theRefundBecomesACreditMemoUsedByTheJulyPayment() {
        var example = planned();

        assertThat(entries(example.only(Kind.CREDIT_MEMO)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1100 Accounts Receivable", "-20.00", "4100 Refunds", "20.00"));
        var payments = example.of(Kind.CUSTOMER_PAYMENT);
        assertThat(payments).extracting(d -> d.heading().date().toString()).containsExactly("2026-06-30", "2026-07-09");
        assertThat(entries(payments.get(0)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1145 Undeposited Funds", "50.00", "1100 Accounts Receivable", "-50.00"));
        assertThat(entries(payments.get(1)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1145 Undeposited Funds", "20.49", "1100 Accounts Receivable", "-20.49"));
    }

    @Test
    void everythingOfJuneThatIsNoReceivableIsBookedInJune() {
        var journal = planned().only(Kind.JOURNAL);

        assertThat(journal.heading().date()).hasToString("2026-06-30");
        assertThat(entries(journal))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "7.50",
                        "6110 FBA fees", "8.12",
                        "6200 Advertising", "14.20",
                        "1160 Amazon reserve", "-80.00",
                        "2320 Accrued Amazon fees", "50.18"));
    }

    @Test
    void theDepositEqualsTheBankLine() {
        var deposit = planned().only(Kind.DEPOSIT);

        assertThat(deposit.heading().date()).hasToString("2026-07-11");
        assertThat(entries(deposit))
                .containsEntry("1000 Checking", "19.46")
                .containsEntry("1145 Undeposited Funds", "-70.49")
                .containsEntry("2320 Accrued Amazon fees", "-50.18")
                .containsEntry("6100 Selling fees", "3.07")
                .containsEntry("6105 Refund admin fees", "0.60")
                .containsEntry("6160 Postage", "5.20")
                .containsEntry("6120 Storage", "9.35")
                .containsEntry("6150 Subscriptions", "39.99")
                .containsEntry("4200 Reimbursements", "-12.00")
                .containsEntry("2400 Amazon loan", "25.00")
                .containsEntry("1160 Amazon reserve", "30.00")
                .hasSize(11);
    }

    @Test
    void theClearingSetEndsAtTheReserveThatAmazonHolds() {
        assertThat(planned().balances())
                .doesNotContainKeys("1100", "1145", "1155", "2320")
                .containsEntry("1160", "-50.00") // 80.00 of the earlier settlement released, 30.00 held
                .containsEntry("1000", "19.46");
    }

    @Test
    void documentsComeInAnOrderThatNeverRefersAhead() {
        var seen = new java.util.HashSet<String>();
        for (Document document : planned().documents) {
            document.applications()
                    .forEach(application ->
                            assertThat(seen).contains(application.posting().value()));
            seen.add(document.id().value());
        }
    }

    @Test
    void aTotalThatIsOneCentOffPlansNothing() {
        var example = example("19.47");

        var outcome = example.plan(FlowPolicy.offline(SettlementCase.FLOW), Mappings.standard());

        assertThat(outcome).isEqualTo(new Outcome.Inconsistent(org.tieout.accounting.money.Money.of("USD", "0.01")));
        assertThat(example.documents).isEqualTo(List.of());
    }
}
