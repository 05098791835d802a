package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;
import static org.tieout.accounting.plan.SettlementPlannerTest.mappings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.correction.Correction;
import org.tieout.accounting.correction.Correction.Differs;
import org.tieout.accounting.correction.Correction.Held;
import org.tieout.accounting.correction.Correction.Same;
import org.tieout.accounting.correction.Correction.Terms;
import org.tieout.accounting.correction.Difference.Remedy;
import org.tieout.accounting.correction.DocumentDiff;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.period.ClosedPeriods;

/// What becomes of a posted settlement when its mapping or its report changes afterwards.
class SettlementCorrectionTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final FlowPolicy OFFLINE = FlowPolicy.offline(SettlementCase.FLOW);
    private static final Mappings REMAPPED = mappings("account,FEE.REFERRAL,,,,6120");
    private static final ClosedPeriods JULY_CLOSED =
            ClosedPeriods.through(LocalDate.of(2026, 7, 31), ClosedPeriods.Policy.NEXT_OPEN_DAY);

    /// June and July: a sale and its fee in each month, a reimbursement, a payout in July.
    private static SettlementCase twoMonths(String juneFee, String julyFee, String reimbursement) {
        return header("77.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "50.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemFees|Commission", ORDER, "SKU-1", juneFee)
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "30.00")
                .row("2026-07-03T18:00:00Z", "Order|ItemFees|Commission", ORDER, "SKU-1", julyFee)
                .row(
                        "2026-07-06T18:00:00Z",
                        "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                        "",
                        "",
                        reimbursement);
    }

    private static SettlementCase header(String total) {
        return new SettlementCase(
                "25889786381", "2026-06-25T07:00:00Z", "2026-07-09T07:00:00Z", "2026-07-11T07:00:00Z", "USD", total);
    }

    private static SettlementCase twoMonths() {
        return twoMonths("-7.00", "-3.00", "7.00");
    }

    private static List<Document> plan(SettlementCase settlement, Mappings mappings) {
        assertThat(settlement.plan(OFFLINE, mappings)).isInstanceOf(SettlementPlanner.Outcome.Planned.class);
        return settlement.documents;
    }

    private static Correction correct(
            List<Document> posted, List<Document> planned, Mappings mappings, ClosedPeriods periods) {
        return Correction.of(posted, planned, new Terms(posting -> false, periods, mappings));
    }

    private static Differs differs(Correction correction) {
        return switch (correction) {
            case Differs differs -> differs;
            case Same same -> throw new AssertionError(same.toString());
            case Held held -> throw new AssertionError(held.toString());
        };
    }

    private static List<Document> and(List<Document> posted, List<Document> more) {
        var all = new ArrayList<>(posted);
        all.addAll(more);
        return all;
    }

    @Test
    void aReplayUnderTheSameMappingCorrectsNothing() {
        assertThat(correct(
                        plan(twoMonths(), Mappings.standard()),
                        plan(twoMonths(), Mappings.standard()),
                        Mappings.standard(),
                        ClosedPeriods.none()))
                .isEqualTo(new Same(List.of()));
    }

    @Test
    void aReMappedFeeInADepositIsMovedByAJournalAndOneInAnAccrualIsTakenBackAndReplaced() {
        var posted = plan(twoMonths(), Mappings.standard());

        var correction = differs(correct(posted, plan(twoMonths(), REMAPPED), REMAPPED, ClosedPeriods.none()));

        assertThat(correction.documents())
                .extracting(document -> document.id().document() + "/"
                        + document.id().value().substring(document.id().value().lastIndexOf('/') + 1))
                .containsExactly("accrual-2026-06/r1-reversal", "accrual-2026-06/r2", "reclass-deposit/r1");
        assertThat(entries(correction.documents().get(0)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("6100 Selling fees", "-7.00", "2320 Accrued Amazon fees", "7.00"));
        assertThat(entries(correction.documents().get(1)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("6120 Storage", "7.00", "2320 Accrued Amazon fees", "-7.00"));
        assertThat(entries(correction.documents().get(2)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("6120 Storage", "3.00", "6100 Selling fees", "-3.00"));
        assertThat(correction.documents())
                .extracting(document -> document.heading().date())
                .containsExactly(LocalDate.of(2026, 6, 30), LocalDate.of(2026, 6, 30), LocalDate.of(2026, 7, 11));
        assertThat(correction.documents())
                .extracting(
                        document -> document.heading().corrects().orElseThrow().document())
                .containsExactly("accrual-2026-06", "accrual-2026-06", "deposit");
        assertThat(correction.differences())
                .extracting(difference -> difference.remedy())
                .containsExactly(Remedy.REPLACED, Remedy.RECLASSIFIED);
    }

    @Test
    void aSecondReplayChangesNothing() {
        var posted = plan(twoMonths(), Mappings.standard());
        var planned = plan(twoMonths(), REMAPPED);
        var first = differs(correct(posted, planned, REMAPPED, ClosedPeriods.none()));

        assertThat(correct(and(posted, first.documents()), planned, REMAPPED, ClosedPeriods.none()))
                .isEqualTo(new Same(List.of()));
    }

    @Test
    void aMappingThatIsTakenBackIsCorrectedBackUnderNewIds() {
        var posted = plan(twoMonths(), Mappings.standard());
        var there = differs(correct(posted, plan(twoMonths(), REMAPPED), REMAPPED, ClosedPeriods.none()));
        var afterwards = and(posted, there.documents());

        var back = differs(
                correct(afterwards, plan(twoMonths(), Mappings.standard()), Mappings.standard(), ClosedPeriods.none()));

        assertThat(back.documents())
                .extracting(document -> document.id().value())
                .containsExactly(
                        "us-books/settlement/25889786381/accrual-2026-06/r2-reversal",
                        "us-books/settlement/25889786381/accrual-2026-06/r3",
                        "us-books/settlement/25889786381/reclass-deposit/r2");
        assertThat(and(afterwards, back.documents()))
                .extracting(document -> document.heading().reference())
                .doesNotHaveDuplicates();
    }

    @Test
    void inAClosedMonthACorrectionIsOfTheFirstOpenDayAndItsMemoHasTheTrueDate() {
        var posted = plan(twoMonths(), Mappings.standard());

        var correction = differs(correct(posted, plan(twoMonths(), REMAPPED), REMAPPED, JULY_CLOSED));

        assertThat(correction.documents())
                .allSatisfy(document -> assertThat(document.heading().date()).isEqualTo(LocalDate.of(2026, 8, 1)));
        assertThat(correction.documents().getFirst().heading().memo()).contains("2026-06-30");
        assertThat(correct(and(posted, correction.documents()), plan(twoMonths(), REMAPPED), REMAPPED, JULY_CLOSED))
                .isEqualTo(new Same(List.of()));
    }

    @Test
    void aMonthThatWasClosedMeanwhileMovesNothing() {
        assertThat(correct(
                        plan(twoMonths(), Mappings.standard()),
                        plan(twoMonths(), Mappings.standard()).stream()
                                .map(document -> switch (JULY_CLOSED.date(document)) {
                                    case ClosedPeriods.Posting.Post(var moved, var trueDate) -> moved;
                                    case ClosedPeriods.Posting.Held held -> throw new AssertionError(held.toString());
                                })
                                .toList(),
                        Mappings.standard(),
                        JULY_CLOSED))
                .isInstanceOf(Same.class);
    }

    @Test
    void aClosedMonthThatHoldsHoldsItsCorrections() {
        var holding = ClosedPeriods.through(LocalDate.of(2026, 6, 30), ClosedPeriods.Policy.HOLD);

        assertThat(correct(plan(twoMonths(), Mappings.standard()), plan(twoMonths(), REMAPPED), REMAPPED, holding))
                .isInstanceOfSatisfying(
                        Held.class,
                        held -> assertThat(held.reason()).contains("2026-06-30").contains("closed-through"));
    }

    @Test
    void aReissueThatMovesAFeeToAnotherMonthMovesTheAccrualAndTheDeposit() {
        var posted = plan(twoMonths("-7.00", "-3.00", "7.00"), Mappings.standard());

        var correction = differs(correct(
                posted,
                plan(twoMonths("-5.00", "-5.00", "7.00"), Mappings.standard()),
                Mappings.standard(),
                ClosedPeriods.none()));

        assertThat(entries(correction.documents().getLast()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("6100 Selling fees", "2.00", "2320 Accrued Amazon fees", "-2.00"));
        assertThat(balances(and(posted, correction.documents())))
                .isEqualTo(balances(plan(twoMonths("-5.00", "-5.00", "7.00"), Mappings.standard())));
    }

    @Test
    void aReissueWithoutAMonthTakesItsAccrualBack() {
        var posted = plan(
                header("3.00")
                        .row(
                                "2026-06-28T18:00:00Z",
                                "other-transaction|other-transaction|Subscription Fee",
                                "",
                                "",
                                "-7.00")
                        .row(
                                "2026-07-06T18:00:00Z",
                                "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                                "",
                                "",
                                "10.00"),
                Mappings.standard());
        var planned = plan(
                header("3.00")
                        .row(
                                "2026-07-02T18:00:00Z",
                                "other-transaction|other-transaction|Subscription Fee",
                                "",
                                "",
                                "-7.00")
                        .row(
                                "2026-07-06T18:00:00Z",
                                "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                                "",
                                "",
                                "10.00"),
                Mappings.standard());

        var gone = differs(correct(posted, planned, Mappings.standard(), ClosedPeriods.none()));

        assertThat(gone.documents())
                .extracting(document -> document.id().value())
                .containsExactly(
                        "us-books/settlement/25889786381/accrual-2026-06/r1-reversal",
                        "us-books/settlement/25889786381/reclass-deposit/r1");
        assertThat(differs(correct(and(posted, gone.documents()), posted, Mappings.standard(), ClosedPeriods.none()))
                        .documents())
                .extracting(document -> document.id().value())
                .containsExactly(
                        "us-books/settlement/25889786381/accrual-2026-06/r2",
                        "us-books/settlement/25889786381/reclass-deposit/r2");
    }

    @Test
    void aReissueWithAnotherBankLineIsHeldWithBothTotals() {
        var reissued = header("76.00")
                .row(
                        "2026-07-06T18:00:00Z",
                        "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                        "",
                        "",
                        "76.00");

        assertThat(correct(
                        plan(twoMonths(), Mappings.standard()),
                        plan(reissued, Mappings.standard()),
                        Mappings.standard(),
                        ClosedPeriods.none()))
                .isInstanceOfSatisfying(Held.class, held -> {
                    assertThat(held.reason())
                            .contains("77.00 USD")
                            .contains("76.00 USD")
                            .contains("bank line");
                    assertThat(held.differences()).isNotEmpty();
                });
    }

    @Test
    void whatBuyersPaidIsNotMovedByAJournal() {
        var reissued = header("77.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Principal", ORDER, "SKU-1", "40.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemFees|Commission", ORDER, "SKU-1", "-7.00")
                .row(
                        "2026-07-06T18:00:00Z",
                        "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                        "",
                        "",
                        "44.00");
        var invoiced = OrderStanding.NONE.with(new OrderStanding.Standing(
                org.tieout.accounting.document.PostingId.ofOrder(SettlementCase.FLOW, ORDER, "invoice-1"),
                Document.Kind.INVOICE,
                "Amazon customers",
                org.tieout.accounting.money.Money.of("USD", "80.00"),
                org.tieout.accounting.money.Money.of("USD", "0.00")));

        assertThat(correct(
                        plan(twoMonths().standing(ORDER, invoiced), Mappings.standard()),
                        plan(reissued.standing(ORDER, invoiced), Mappings.standard()),
                        Mappings.standard(),
                        ClosedPeriods.none()))
                .isInstanceOfSatisfying(
                        Held.class, held -> assertThat(held.reason()).contains("account 1100"));
    }

    @Test
    void anotherOrderInADepositThatIsMadeIsForAPerson() {
        var reissued = header("77.00")
                .row(
                        "2026-07-06T18:00:00Z",
                        "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                        "",
                        "",
                        "77.00");

        assertThat(correct(
                        plan(twoMonths(), Mappings.standard()),
                        plan(reissued, Mappings.standard()),
                        Mappings.standard(),
                        ClosedPeriods.none()))
                .isInstanceOfSatisfying(
                        Held.class,
                        held -> assertThat(held.reason())
                                .contains("INVOICE " + ORDER + " is posted and not planned now"));
    }

    @Test
    void anIncomeAccountReMappedUnderAPaidInvoiceIsMovedByAJournalOfTheOrder() {
        var remapped = mappings("account,REV.PRINCIPAL,,,,4005");
        var posted = plan(twoMonths(), Mappings.standard());

        var correction = differs(correct(posted, plan(twoMonths(), remapped), remapped, ClosedPeriods.none()));

        assertThat(correction.documents())
                .extracting(document -> document.id().value())
                .containsExactly(
                        "us-books/order/" + ORDER + "/reclass-invoice-1/r1",
                        "us-books/order/" + ORDER + "/reclass-invoice-2/r1");
        assertThat(balances(and(posted, correction.documents()))).isEqualTo(balances(plan(twoMonths(), remapped)));
    }

    @Test
    void aReMappedInvoiceThatNobodyPaidIsTakenBackByAMemoThatIsUsedAgainstIt() {
        var sold = new org.tieout.accounting.plan.OrderPlanner(OFFLINE, Mappings.standard())
                .plan(OrderPlannerTest.order(ORDER, "50.00", 1, 1), OrderStanding.NONE);
        var remapped = mappings("account,REV.PRINCIPAL,,,,4005");
        var again = new org.tieout.accounting.plan.OrderPlanner(OFFLINE, remapped)
                .plan(OrderPlannerTest.order(ORDER, "50.00", 1, 1), OrderStanding.NONE);

        var correction = differs(correct(documents(sold), documents(again), remapped, ClosedPeriods.none()));

        assertThat(correction.documents())
                .extracting(
                        document -> document.kind() + " " + document.heading().reference())
                .containsExactly(
                        "CREDIT_MEMO " + ORDER + "X1", "CUSTOMER_PAYMENT " + ORDER + "U1", "INVOICE " + ORDER + "V2");
        assertThat(correction.documents().get(1).applications())
                .extracting(application -> application.amount().amount())
                .containsExactly("50.00", "-50.00");
        assertThat(correct(
                        and(documents(sold), correction.documents()), documents(again), remapped, ClosedPeriods.none()))
                .isInstanceOf(Same.class);
    }

    @Test
    void anotherCustomerOnAPaidInvoiceStaysAndIsSaid() {
        var renamed = mappings("customer,Amazon.com,,,,Amazon US");

        assertThat(correct(
                        plan(twoMonths(), Mappings.standard()),
                        plan(twoMonths(), renamed),
                        renamed,
                        ClosedPeriods.none()))
                .isInstanceOfSatisfying(
                        Same.class,
                        same -> assertThat(same.remarks())
                                .contains("INVOICE " + ORDER
                                        + " names customer Amazon customers, planned now is Amazon US: "
                                        + "money has settled it, so it stays"));
    }

    @Test
    void noJournalMovesTheBankWhateverTheMappingSays() {
        var toBank = mappings("account,FEE.REFERRAL,,,,1000");

        assertThat(correct(
                        plan(twoMonths(), Mappings.standard()),
                        plan(twoMonths(), toBank),
                        toBank,
                        ClosedPeriods.none()))
                .isInstanceOfSatisfying(
                        Held.class, held -> assertThat(held.reason()).contains("account 1000"));
    }

    @Test
    void aDifferenceIsShownSideBySide() {
        var correction = differs(correct(
                plan(twoMonths(), Mappings.standard()), plan(twoMonths(), REMAPPED), REMAPPED, ClosedPeriods.none()));

        assertThat(DocumentDiff.text(correction.differences().getLast()))
                .containsExactly(
                        "deposit 25889786381 of 2026-07-11, USD: a journal moves the difference",
                        "  us-books/settlement/25889786381/deposit/r1",
                        "  account                   posted  planned  difference",
                        "  1000 Checking              77.00    77.00",
                        "  1145 Undeposited Funds    -80.00   -80.00",
                        "  2320 Accrued Amazon fees    7.00     7.00",
                        "  4200 Reimbursements        -7.00    -7.00",
                        "  6100 Selling fees           3.00     0.00       -3.00",
                        "  6120 Storage                0.00     3.00        3.00");
        assertThat(DocumentDiff.json(correction.differences().getLast()))
                .startsWith("{\"postingId\":\"us-books/settlement/25889786381/deposit/r1\",\"kind\":\"DEPOSIT\"")
                .contains("\"account\":\"6120\",\"name\":\"Storage\",\"taxCode\":\"\",\"item\":\"\","
                        + "\"posted\":\"0.00\",\"planned\":\"3.00\",\"difference\":\"3.00\"");
    }

    private static List<Document> documents(OrderPlanner.Plan plan) {
        return switch (plan) {
            case OrderPlanner.Plan.Ready(var documents, var standing) -> documents;
            case OrderPlanner.Plan.Nothing nothing -> throw new AssertionError(nothing.toString());
            case OrderPlanner.Plan.Missing missing -> throw new AssertionError(missing.toString());
        };
    }

    private static Map<String, String> balances(List<Document> documents) {
        var sums = new java.util.TreeMap<String, org.tieout.accounting.money.Money>();
        documents.stream()
                .flatMap(document -> document.lines().stream())
                .forEach(line ->
                        sums.merge(line.account().code(), line.amount(), org.tieout.accounting.money.Money::plus));
        var text = new java.util.TreeMap<String, String>();
        sums.forEach((account, amount) -> {
            if (!amount.isZero()) {
                text.put(account, amount.amount());
            }
        });
        return text;
    }
}
