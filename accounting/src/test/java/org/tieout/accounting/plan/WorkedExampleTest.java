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

    private static SettlementCase planned() {
        var example = WorkedExample.withTotal("19.46");
        assertThat(example.plan(FlowPolicy.offline(SettlementCase.FLOW), Mappings.standard()))
                .isInstanceOf(Outcome.Planned.class);
        return example;
    }

    @Test
    void theRowsSumToTheDeposit() {
        assertThat(WorkedExample.withTotal("19.46").rowSum().amount()).isEqualTo("19.46");
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
        var example = WorkedExample.withTotal("19.47");

        var outcome = example.plan(FlowPolicy.offline(SettlementCase.FLOW), Mappings.standard());

        assertThat(outcome).isEqualTo(new Outcome.Inconsistent(org.tieout.accounting.money.Money.of("USD", "0.01")));
        assertThat(example.documents).isEqualTo(List.of());
    }
}
