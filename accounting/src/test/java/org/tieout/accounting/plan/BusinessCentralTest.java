package org.tieout.accounting.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.OrderId;

/// The worked settlement of the accounting rules, section 5.1, in both schemes of Business Central as section 0 (7) has
/// them, and what settlements that pay nothing come to.
class BusinessCentralTest {

    private static final Map<String, String> JUNE = Map.of(
            "6100 Selling fees", "7.50",
            "6110 FBA fees", "8.12",
            "6200 Advertising", "14.20",
            "1160 Amazon reserve", "-80.00",
            "1150 Amazon clearing", "50.18");
    private static final Map<String, String> JULY = Map.of(
            "6100 Selling fees", "3.07", // 6.07 for order B, 3.00 given back with refund C
            "6105 Refund admin fees", "0.60",
            "6160 Postage", "5.20",
            "6120 Storage", "9.35",
            "6150 Subscriptions", "39.99",
            "4200 Reimbursements", "-12.00",
            "2400 Amazon loan", "25.00",
            "1160 Amazon reserve", "30.00",
            "1150 Amazon clearing", "-101.21");
    private static final Map<String, String> PAYOUT =
            Map.of("1000 Checking", "19.46", "1150 Amazon clearing", "-19.46");

    private static SettlementCase planned(SettlementCase settlement, PostingProfile profile) {
        return planned(settlement, FlowPolicy.offline(SettlementCase.FLOW).with(profile));
    }

    private static SettlementCase planned(SettlementCase settlement, FlowPolicy policy) {
        assertThat(settlement.plan(policy, Mappings.standard())).isInstanceOf(Outcome.Planned.class);
        return settlement;
    }

    private static SettlementCase example(PostingProfile profile) {
        return planned(WorkedExample.withTotal("19.46"), profile);
    }

    private static List<String> numbers(List<Document> documents) {
        return documents.stream()
                .map(document ->
                        document.heading().date() + " " + document.heading().reference())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"BC_1", "BC_2"})
    void aMonthIsOneJournalAgainstClearingAndThePayoutIsAnother(PostingProfile profile) {
        var journals = example(profile).of(Kind.JOURNAL);

        assertThat(numbers(journals))
                .containsExactly("2026-06-30 25889786381-06", "2026-07-09 25889786381-07", "2026-07-11 25889786381-P");
        assertThat(entries(journals.get(0))).containsExactlyInAnyOrderEntriesOf(JUNE);
        assertThat(entries(journals.get(1))).containsExactlyInAnyOrderEntriesOf(JULY);
        assertThat(entries(journals.get(2))).containsExactlyInAnyOrderEntriesOf(PAYOUT);
    }

    @ParameterizedTest
    @EnumSource(names = {"BC_1", "BC_2"})
    void nothingIsLeftInClearing(PostingProfile profile) {
        assertThat(example(profile).balances())
                .doesNotContainKeys("1100", "1150", "1155")
                .containsEntry("1160", "-50.00") // 80.00 of the earlier settlement released, 30.00 held
                .containsEntry("1000", "19.46");
    }

    @Test
    void inBc2TheLedgerClosesInvoicesAndMemosAgainstClearing() {
        var example = example(PostingProfile.BC_2);

        assertThat(example.documents)
                .extracting(Document::kind)
                .containsExactly(
                        Kind.INVOICE, Kind.INVOICE, Kind.CREDIT_MEMO, Kind.JOURNAL, Kind.JOURNAL, Kind.JOURNAL);
        assertThat(entries(example.documents.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1150 Amazon clearing", "50.00",
                        "4000 Sales", "-50.00",
                        "4010 Shipping income", "-5.99",
                        "4090 Promotions", "5.99"));
        assertThat(entries(example.documents.get(1)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1150 Amazon clearing", "40.49",
                        "4000 Sales", "-30.00",
                        "4010 Shipping income", "-6.50",
                        "4020 Gift-wrap income", "-3.99"));
        assertThat(entries(example.documents.get(2)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1150 Amazon clearing", "-20.00", "4100 Refunds", "20.00"));
        assertThat(example.balances()).doesNotContainKey("1100");
    }

    @Test
    void inBc1PaymentsIntoClearingSettleInvoices() {
        var example = example(PostingProfile.BC_1);
        var payments = example.of(Kind.CUSTOMER_PAYMENT);

        assertThat(numbers(payments)).containsExactly("2026-06-30 25889786381-06-1", "2026-07-09 25889786381-07-1");
        assertThat(entries(payments.get(0)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1150 Amazon clearing", "50.00", "1100 Accounts Receivable", "-50.00"));
        assertThat(entries(payments.get(1)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1150 Amazon clearing", "40.49", "1100 Accounts Receivable", "-40.49"));
        assertThat(payments.stream().flatMap(payment -> payment.applications().stream()))
                .extracting(Application::kind)
                .containsOnly(Kind.INVOICE);
    }

    /// A payment can be applied to invoices only, so a memo's money is given back by a document of its own.
    @Test
    void inBc1ACreditMemoIsGivenBackFromClearing() {
        var example = example(PostingProfile.BC_1);
        var memo = example.only(Kind.CREDIT_MEMO);
        var back = example.only(Kind.CREDIT_REFUND);

        assertThat(entries(memo))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1100 Accounts Receivable", "-20.00", "4100 Refunds", "20.00"));
        assertThat(entries(back))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1100 Accounts Receivable", "20.00", "1150 Amazon clearing", "-20.00"));
        assertThat(numbers(List.of(memo, back)))
                .containsExactly("2026-07-05 11100000000000003R1", "2026-07-09 11100000000000003G1");
        assertThat(back.applications())
                .extracting(
                        Application::posting,
                        application -> application.amount().amount())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(memo.id(), "-20.00"));
    }

    /// Business Central balances by document type and number.
    @Test
    void inBc1NoTwoDocumentsShareANumber() {
        assertThat(example(PostingProfile.BC_1).documents)
                .extracting(document -> document.heading().reference())
                .doesNotHaveDuplicates()
                .allSatisfy(reference -> assertThat(reference).hasSizeLessThanOrEqualTo(20));
    }

    @ParameterizedTest
    @EnumSource(names = {"BC_1", "BC_2"})
    void inSummaryModeTheJournalsCarryAll(PostingProfile profile) {
        var policy = FlowPolicy.offline(SettlementCase.FLOW).with(profile).summary();
        var example = planned(WorkedExample.withTotal("19.46"), policy);

        assertThat(numbers(example.documents))
                .containsExactly("2026-06-30 25889786381-06", "2026-07-09 25889786381-07", "2026-07-11 25889786381-P");
        assertThat(entries(example.documents.get(0)))
                .containsEntry("4000 Sales", "-50.00")
                .containsEntry("4010 Shipping income", "-5.99")
                .containsEntry("4090 Promotions", "5.99")
                .containsEntry("6100 Selling fees", "7.50")
                .containsEntry("1150 Amazon clearing", "100.18")
                .hasSize(8);
        assertThat(entries(example.documents.get(1)))
                .containsEntry("4000 Sales", "-30.00")
                .containsEntry("4100 Refunds", "20.00")
                .containsEntry("1150 Amazon clearing", "-80.72")
                .hasSize(13);
        assertThat(example.balances())
                .doesNotContainKeys("1100", "1150", "1155")
                .containsEntry("1000", "19.46");
    }

    private static SettlementCase settlement(String total) {
        return new SettlementCase(
                "25889786381", "2026-07-01T07:00:00Z", "2026-07-15T06:59:59Z", "2026-07-17T20:00:00Z", "USD", total);
    }

    @ParameterizedTest
    @EnumSource(names = {"BC_1", "BC_2"})
    void aNegativeSettlementIsOwedToAmazonAndLeavesClearingAtZero(PostingProfile profile) {
        var planned = planned(
                settlement("-39.99")
                        .row(
                                "2026-07-02T18:00:00Z",
                                "other-transaction|other-transaction|Subscription Fee",
                                "",
                                "",
                                "-39.99"),
                profile);

        assertThat(numbers(planned.documents)).containsExactly("2026-07-14 25889786381-07", "2026-07-17 25889786381-P");
        assertThat(entries(planned.documents.get(1)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1150 Amazon clearing", "39.99", "2310 Payable to Amazon", "-39.99"));
        assertThat(planned.balances()).containsExactlyInAnyOrderEntriesOf(Map.of("6150", "39.99", "2310", "-39.99"));
    }

    @ParameterizedTest
    @EnumSource(names = {"BC_1", "BC_2"})
    void aSettlementReservedWholeHasNoPayout(PostingProfile profile) {
        var planned = planned(
                settlement("0.00")
                        .row("2026-07-02T18:00:00Z", "Order|ItemPrice|Principal", WorkedExample.A, "SKU-1", "50.00")
                        .row("2026-07-02T18:00:00Z", "Order|ItemFees|Commission", WorkedExample.A, "SKU-1", "-7.50")
                        .row(
                                "2026-07-14T18:00:00Z",
                                "other-transaction|other-transaction|Current Reserve Amount",
                                "",
                                "",
                                "-42.50"),
                profile);

        assertThat(entries(planned.only(Kind.JOURNAL)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "7.50", "1160 Amazon reserve", "42.50", "1150 Amazon clearing", "-50.00"));
        assertThat(planned.balances())
                .containsExactlyInAnyOrderEntriesOf(Map.of("4000", "-50.00", "6100", "7.50", "1160", "42.50"));
    }

    @ParameterizedTest
    @EnumSource(names = {"BC_1", "BC_2"})
    void aSettlementInWhichNothingHappensIsNoDocument(PostingProfile profile) {
        assertThat(planned(settlement("0.00"), profile).documents).isEmpty();
    }

    /// What is invoiced and not settled is what Amazon still holds of the order.
    @Test
    void inBc2AnOrderPaidInPartLeavesTheRestInClearing() {
        var planned = planned(
                settlement("30.00")
                        .row("2026-07-02T18:00:00Z", "Order|ItemPrice|Principal", WorkedExample.A, "SKU-1", "30.00")
                        .standing(WorkedExample.A, WorkedExample.invoiced(WorkedExample.A, "50.00")),
                PostingProfile.BC_2);

        assertThat(planned.documents).extracting(Document::kind).containsExactly(Kind.JOURNAL);
        assertThat(entries(planned.documents.getFirst()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1000 Checking", "30.00", "1150 Amazon clearing", "-30.00"));
        assertThat(planned.standings.values())
                .singleElement()
                .satisfies(standing ->
                        assertThat(standing.openTotal("USD").amount()).isEqualTo("20.00"));
    }

    /// The order waits for its SKU; then its money comes back from 1155, which ends at zero.
    private static SettlementCase lateOrder(PostingProfile profile) {
        var policy = FlowPolicy.of(SettlementCase.FLOW).with(profile);
        var late = planned(
                settlement("42.50")
                        .row("2026-07-02T18:00:00Z", "Order|ItemPrice|Principal", WorkedExample.A, "SKU-1", "50.00")
                        .row("2026-07-02T18:00:00Z", "Order|ItemFees|Commission", WorkedExample.A, "SKU-1", "-7.50"),
                policy);
        assertThat(late.documents).extracting(Document::kind).containsExactly(Kind.JOURNAL, Kind.JOURNAL);
        assertThat(entries(late.documents.getFirst()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "7.50",
                        "1155 Unapplied Amazon receipts", "-50.00",
                        "1150 Amazon clearing", "42.50"));
        assertThat(late.balances()).containsEntry("1155", "-50.00").doesNotContainKey("1150");

        var order = new OrderId(WorkedExample.A);
        var mappings = SettlementPlannerTest.mappings("item,SKU-1,,,,Widget");
        var plan = new OrderPlanner(policy, mappings).fromHeldRows(order, requireNonNull(late.standings.get(order)));
        assertThat(plan).isInstanceOfSatisfying(OrderPlanner.Plan.Ready.class, ready -> {
            late.documents.addAll(ready.documents());
            assertThat(ready.standing().receipts()).isEmpty();
            assertThat(ready.standing().openTotal("USD").isZero()).isTrue();
        });
        assertThat(late.balances())
                .containsExactlyInAnyOrderEntriesOf(Map.of("1000", "42.50", "4000", "-50.00", "6100", "7.50"));
        return late;
    }

    @Test
    void inBc1ALateOrdersMoneyComesBackFromUnappliedReceiptsByAPayment() {
        var payment = lateOrder(PostingProfile.BC_1).only(Kind.CUSTOMER_PAYMENT);

        assertThat(numbers(List.of(payment))).containsExactly("2026-07-17 11100000000000001P1");
        assertThat(entries(payment))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1155 Unapplied Amazon receipts", "50.00", "1100 Accounts Receivable", "-50.00"));
    }

    @Test
    void inBc2ALateOrdersMoneyComesBackFromUnappliedReceiptsByAJournal() {
        var journal = lateOrder(PostingProfile.BC_2).documents.getLast();

        assertThat(journal.kind()).isEqualTo(Kind.JOURNAL);
        assertThat(numbers(List.of(journal))).containsExactly("2026-07-17 11100000000000001P1");
        assertThat(entries(journal))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1155 Unapplied Amazon receipts", "50.00", "1150 Amazon clearing", "-50.00"));
    }

    /// Where the ledger closes a memo itself, a price that fell lowers what the order owes without a payment.
    @Test
    void aMemoOfARecordThatChangedIsUsedAsTheLedgerCan() {
        var before = OrderPlannerTest.order(WorkedExample.A, "50.00", 1, 1);
        var after = OrderPlannerTest.order(WorkedExample.A, "45.00", 1, 1);
        var mappings = SettlementPlannerTest.mappings("item,SKU-1,,,,Widget");
        for (var profile : List.of(PostingProfile.BC_1, PostingProfile.BC_2)) {
            var planner = new OrderPlanner(FlowPolicy.of(SettlementCase.FLOW).with(profile), mappings);
            assertThat(planner.plan(before, OrderStanding.NONE))
                    .isInstanceOfSatisfying(
                            OrderPlanner.Plan.Ready.class,
                            invoiced -> assertThat(planner.plan(after, Optional.of(before), invoiced.standing()))
                                    .isInstanceOfSatisfying(OrderPlanner.Plan.Ready.class, changed -> {
                                        assertThat(changed.documents())
                                                .extracting(Document::kind)
                                                .containsExactly(Kind.CREDIT_MEMO);
                                        assertThat(changed.standing()
                                                        .openTotal("USD")
                                                        .amount())
                                                .isEqualTo("45.00");
                                        assertThat(changed.standing()
                                                        .documents()
                                                        .getFirst()
                                                        .open()
                                                        .amount())
                                                .isEqualTo(profile == PostingProfile.BC_2 ? "45.00" : "50.00");
                                    }));
        }
    }
}
