package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.GeneratedSettlement.money;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.plan.GeneratedSettlement.Row;
import org.tieout.accounting.plan.OrderStanding.Revenue;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.tieout.Check;

/// A settlement of four orders, one after the other: one new, one invoiced and overpaid, one refunded, one of the month
/// before. Stopping between any two of them changes nothing, in either mode.
class PlanInStepsTest {

    private static final String NEW = "111-0000000-0000001";
    private static final String INVOICED = "111-0000000-0000002";
    private static final String REFUNDED = "111-0000000-0000003";
    private static final String EARLIER = "111-0000000-0000004";
    private static final FlowPolicy INVOICE = GeneratedSettlement.POLICY;
    private static final FlowPolicy AFTER_CUT_OVER = INVOICE.summaryAfterInvoices();

    private static final GeneratedSettlement SETTLEMENT = new GeneratedSettlement(
            List.of(
                    row("Order|ItemPrice|Principal", 5_000, NEW, "2026-10-02T18:00:00Z"),
                    row("Order|ItemFees|Commission", -700, NEW, "2026-10-02T18:00:00Z"),
                    row("Order|ItemPrice|Principal", 2_300, INVOICED, "2026-10-02T18:00:00Z"),
                    row("Refund|ItemPrice|Principal", -900, REFUNDED, "2026-10-03T18:00:00Z"),
                    row("Order|ItemPrice|Principal", 1_100, EARLIER, "2026-09-21T18:00:00Z")),
            Map.of(
                    new OrderId(INVOICED),
                    OrderStanding.NONE.with(new Standing(
                            PostingId.ofOrder(INVOICE.flow(), INVOICED, "invoice-1"),
                            Document.Kind.INVOICE,
                            "Amazon US",
                            money(2_000),
                            money(0)))));

    private static Row row(String type, long minor, String order, String posted) {
        return new Row(RowType.parse(type), minor, Instant.parse(posted), order, "Amazon.com", "SKU-0", 1);
    }

    private static long credit(GeneratedSettlement.Planned plan, String account) {
        return -plan.balance(account).minor();
    }

    @Test
    void inInvoiceModeItIsThePlanMadeAtOnce() {
        for (var ordersPerStep = 1; ordersPerStep <= 4; ordersPerStep++) {
            var plan = SETTLEMENT.planInSteps(ordersPerStep, INVOICE);

            assertThat(plan.documents).isEqualTo(SETTLEMENT.planInSteps(9, INVOICE).documents);
            assertThat(plan.outcome).isEqualTo(new Outcome.Planned(plan.documents.size(), 4));
            assertThat(plan.proofs).extracting(Check::state).containsOnly(Check.State.GREEN);
            assertThat(credit(plan, "4000")).isEqualTo(5_000 + 1_100);
            assertThat(credit(plan, "1155")).isEqualTo(300);
            assertThat(credit(plan, "4100")).isEqualTo(-900);
            assertThat(credit(plan, "1000")).isEqualTo(-6_800);
        }
    }

    @Test
    void afterACutOverOnlyTheInvoicedOrderIsPaidAndTheOthersAreRevenueOfTheSettlement() {
        for (var ordersPerStep = 1; ordersPerStep <= 4; ordersPerStep++) {
            var plan = SETTLEMENT.planInSteps(ordersPerStep, AFTER_CUT_OVER);

            assertThat(plan.documents).isEqualTo(SETTLEMENT.planInSteps(9, AFTER_CUT_OVER).documents);
            assertThat(plan.outcome).isEqualTo(new Outcome.Planned(plan.documents.size(), 4));
            assertThat(plan.proofs).extracting(Check::state).containsOnly(Check.State.GREEN);
            assertThat(plan.documents).extracting(Document::kind).doesNotContain(Document.Kind.INVOICE);
            assertThat(credit(plan, "4000")).isEqualTo(5_000 + 1_100);
            assertThat(credit(plan, "1100")).isEqualTo(2_000);
            assertThat(credit(plan, "1155")).isEqualTo(300);
            assertThat(credit(plan, "4100")).isEqualTo(-900);
            assertThat(credit(plan, "1000")).isEqualTo(-6_800);
            assertThat(plan.standings)
                    .hasEntrySatisfying(
                            new OrderId(NEW),
                            standing -> assertThat(standing.revenue()).isEqualTo(Revenue.SETTLEMENT));
            assertThat(plan.standings)
                    .hasEntrySatisfying(
                            new OrderId(INVOICED),
                            standing -> assertThat(standing.revenue()).isEqualTo(Revenue.ORDER));
        }
    }

    /// Refunds come before the sales whose money carries them, and a payment takes one link: what waits, and how many
    /// payments a month has, go from step to step.
    @Test
    void refundsThatWaitForMoneyAndTheNumbersOfPaymentsAreCarried() {
        var settlement = new GeneratedSettlement(
                List.of(
                        row("Refund|ItemPrice|Principal", -900, NEW, "2026-10-03T18:00:00Z"),
                        row("Refund|ItemPrice|Principal", -300, INVOICED, "2026-10-03T18:00:00Z"),
                        row("Order|ItemPrice|Principal", 5_000, REFUNDED, "2026-10-02T18:00:00Z"),
                        row("Order|ItemPrice|Principal", 1_100, EARLIER, "2026-10-02T18:00:00Z")),
                Map.of());
        var oneLink = new FlowPolicy(
                INVOICE.flow(),
                INVOICE.profile(),
                INVOICE.mode(),
                true,
                INVOICE.genericItems(),
                1,
                INVOICE.closed(),
                INVOICE.payouts());
        for (var ordersPerStep = 1; ordersPerStep <= 4; ordersPerStep++) {
            var plan = settlement.planInSteps(ordersPerStep, oneLink);

            assertThat(plan.documents).isEqualTo(settlement.planInSteps(9, oneLink).documents);
            assertThat(plan.proofs).extracting(Check::state).containsOnly(Check.State.GREEN);
            assertThat(plan.documents)
                    .extracting(Document::kind)
                    .containsExactlyInAnyOrder(
                            Document.Kind.CREDIT_MEMO,
                            Document.Kind.CREDIT_MEMO,
                            Document.Kind.INVOICE,
                            Document.Kind.INVOICE,
                            Document.Kind.CUSTOMER_PAYMENT,
                            Document.Kind.CUSTOMER_PAYMENT,
                            Document.Kind.DEPOSIT);
            assertThat(plan.documents)
                    .filteredOn(document -> document.kind() == Document.Kind.CUSTOMER_PAYMENT)
                    .extracting(document -> document.id().document())
                    .containsExactly("payment-2026-10.1", "payment-2026-10.2");
        }
    }

    @Test
    void refundsThatNoMoneyCarriesBecomeReceiptsWhereverThePlanStops() {
        var settlement = new GeneratedSettlement(
                List.of(
                        row("Refund|ItemPrice|Principal", -900, NEW, "2026-10-03T18:00:00Z"),
                        row("Refund|ItemPrice|Principal", -300, INVOICED, "2026-10-03T18:00:00Z"),
                        row("Order|ItemPrice|Principal", 400, REFUNDED, "2026-10-02T18:00:00Z")),
                Map.of());
        for (var ordersPerStep = 1; ordersPerStep <= 3; ordersPerStep++) {
            var plan = settlement.planInSteps(ordersPerStep, INVOICE);

            assertThat(plan.documents).isEqualTo(settlement.planInSteps(9, INVOICE).documents);
            assertThat(plan.documents)
                    .extracting(Document::kind)
                    .contains(Document.Kind.REFUND_RECEIPT, Document.Kind.CREDIT_MEMO);
            assertThat(credit(plan, "4100")).isEqualTo(-1_200);
            assertThat(credit(plan, "1145")).isZero();
        }
    }
}
