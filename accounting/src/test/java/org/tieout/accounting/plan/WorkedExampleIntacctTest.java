package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;

/// The worked settlement of the accounting paper, section 5.3: Sage Intacct, SUMMARY mode.
class WorkedExampleIntacctTest {

    private static SettlementCase planned(FlowPolicy policy) {
        var example = WorkedExample.withTotal("19.46");
        assertThat(example.plan(policy, Mappings.standard())).isInstanceOf(Outcome.Planned.class);
        return example;
    }

    private static SettlementCase summary() {
        return planned(FlowPolicy.offline(SettlementCase.FLOW)
                .with(PostingProfile.INTACCT)
                .summary());
    }

    @Test
    void theDocumentsAreTwoJournalsTwoBillsOnePaymentAndOneTransfer() {
        assertThat(summary().documents)
                .extracting(document -> document.heading().date() + " " + document.kind() + " "
                        + document.heading().reference())
                .containsExactly(
                        "2026-06-30 JOURNAL 25889786381-06-J",
                        "2026-06-30 BILL 25889786381-06-B",
                        "2026-07-09 JOURNAL 25889786381-07-J",
                        "2026-07-09 BILL 25889786381-07-B",
                        "2026-07-11 BILL_PAYMENT 25889786381-F",
                        "2026-07-11 TRANSFER 25889786381");
    }

    @Test
    void journalsCarryWhatIsNoFeeAgainstClearing() {
        var journals = summary().of(Kind.JOURNAL);

        assertThat(entries(journals.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "4000 Sales", "-50.00",
                        "4010 Shipping income", "-5.99",
                        "4090 Promotions", "5.99",
                        "1160 Amazon reserve", "-80.00",
                        "1150 Amazon clearing", "130.00"));
        assertThat(entries(journals.get(1)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "4000 Sales", "-30.00",
                        "4010 Shipping income", "-6.50",
                        "4020 Gift-wrap income", "-3.99",
                        "4100 Refunds", "20.00",
                        "4200 Reimbursements", "-12.00",
                        "2400 Amazon loan", "25.00",
                        "1160 Amazon reserve", "30.00",
                        "1150 Amazon clearing", "-22.51"));
    }

    @Test
    void feesAreBillsOfAmazon() {
        var bills = summary().of(Kind.BILL);

        assertThat(bills)
                .extracting(Document::vendorName)
                .allMatch(vendor -> vendor.orElseThrow().equals("Amazon"));
        assertThat(entries(bills.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "7.50",
                        "6110 FBA fees", "8.12",
                        "6200 Advertising", "14.20",
                        "2050 Amazon as vendor", "-29.82"));
        assertThat(entries(bills.get(1)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "3.07",
                        "6105 Refund admin fees", "0.60",
                        "6160 Postage", "5.20",
                        "6120 Storage", "9.35",
                        "6150 Subscriptions", "39.99",
                        "2050 Amazon as vendor", "-58.21"));
    }

    @Test
    void onePaymentPaysBothBillsAndTheTransferEqualsTheBankLine() {
        var summary = summary();

        assertThat(entries(summary.only(Kind.BILL_PAYMENT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("2050 Amazon as vendor", "88.03", "1150 Amazon clearing", "-88.03"));
        assertThat(summary.only(Kind.BILL_PAYMENT).applications())
                .extracting(application -> application.amount().amount())
                .containsExactly("29.82", "58.21");
        assertThat(entries(summary.only(Kind.TRANSFER)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1000 Checking", "19.46", "1150 Amazon clearing", "-19.46"));
    }

    @Test
    void clearingAndTheVendorEndAtZero() {
        assertThat(summary().balances())
                .doesNotContainKeys("1150", "2050", "1100", "1155")
                .containsEntry("1000", "19.46");
    }

    @Test
    void inInvoiceModeOrdersArePaidIntoClearingAndTheJournalsCarryTheRest() {
        var invoiced = planned(FlowPolicy.offline(SettlementCase.FLOW).with(PostingProfile.INTACCT));

        assertThat(invoiced.of(Kind.INVOICE)).hasSize(2);
        assertThat(invoiced.of(Kind.CUSTOMER_PAYMENT))
                .extracting(payment -> entries(payment).get("1150 Amazon clearing"))
                .containsExactly("50.00", "40.49");
        assertThat(entries(invoiced.only(Kind.CREDIT_REFUND)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1100 Accounts Receivable", "20.00", "1150 Amazon clearing", "-20.00"));
        assertThat(invoiced.of(Kind.JOURNAL))
                .extracting(journal -> entries(journal).get("1150 Amazon clearing"))
                .containsExactly("80.00", "-43.00");
        assertThat(invoiced.balances())
                .doesNotContainKeys("1150", "2050", "1100", "1155")
                .containsEntry("1000", "19.46");
    }

    @Test
    void aMonthWithMoreCreditsThanChargesIsAnAdjustment() {
        var settlement = new SettlementCase(
                        "25889786382",
                        "2026-07-10T07:00:00Z",
                        "2026-07-24T06:59:59Z",
                        "2026-07-26T20:00:00Z",
                        "USD",
                        "3.00")
                .row("2026-07-12T18:00:00Z", "Refund|ItemFees|Commission", "", "", "3.00");
        settlement.plan(
                FlowPolicy.offline(SettlementCase.FLOW)
                        .with(PostingProfile.INTACCT)
                        .summary(),
                Mappings.standard());

        assertThat(settlement.only(Kind.BILL).heading().memo()).contains("an adjustment: more credits than charges");
        assertThat(entries(settlement.only(Kind.BILL)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("6100 Selling fees", "-3.00", "2050 Amazon as vendor", "3.00"));
        assertThat(settlement.only(Kind.BILL_PAYMENT).heading().memo()).contains("refund of fees by the vendor");
        assertThat(settlement.balances()).doesNotContainKeys("1150", "2050").containsEntry("1000", "3.00");
    }

    @Test
    void aNegativeSettlementIsOwedToAmazon() {
        var settlement = new SettlementCase(
                        "25889786382",
                        "2026-07-10T07:00:00Z",
                        "2026-07-24T06:59:59Z",
                        "2026-07-26T20:00:00Z",
                        "USD",
                        "-39.99")
                .row("2026-07-12T18:00:00Z", "other-transaction|other-transaction|Subscription Fee", "", "", "-39.99");
        settlement.plan(
                FlowPolicy.offline(SettlementCase.FLOW)
                        .with(PostingProfile.INTACCT)
                        .summary(),
                Mappings.standard());

        assertThat(entries(settlement.only(Kind.JOURNAL)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1150 Amazon clearing", "39.99", "2310 Payable to Amazon", "-39.99"));
        assertThat(settlement.balances()).containsExactlyInAnyOrderEntriesOf(Map.of("2310", "-39.99", "6150", "39.99"));
    }
}
