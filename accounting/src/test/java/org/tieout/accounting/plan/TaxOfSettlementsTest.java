package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.tax.AppliedTax;
import org.tieout.accounting.tax.TaxMemo;
import org.tieout.accounting.tax.TaxRule;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.OrderDifference;

/// Tax on fees and sales as the accounting rules have it in sections 0 (5), 5.4 and 6, to the cent.
class TaxOfSettlementsTest {

    private static final String D = "503-0000000-0000004";
    private static final String E = "503-0000000-0000005";
    private static final FlowPolicy POLICY = FlowPolicy.offline(SettlementCase.FLOW);
    private static final Mappings AUSTRALIAN =
            mappings("fee-tax,*,,,,GST-INCLUSIVE-10,,,GST", "sales-tax,*,,,,GST-INCLUSIVE-10,,,GST");

    private static Mappings mappings(String... rows) {
        var text = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 7)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static SettlementCase australian() {
        return new SettlementCase(
                        "25889786381",
                        "2026-07-01T14:00:00Z",
                        "2026-07-14T13:59:59Z",
                        "2026-07-16T02:00:00Z",
                        "AUD",
                        "17.25")
                .row("2026-07-03T02:00:00Z", "Order|ItemPrice|Principal", D, "SKU-1", "55.00")
                .row("2026-07-03T02:00:00Z", "Order|ItemPrice|Shipping", D, "SKU-1", "11.00")
                .row("2026-07-03T02:00:00Z", "Order|ItemFees|Commission", D, "SKU-1", "-7.92")
                .row("2026-07-03T02:00:00Z", "Order|ItemFees|FBAPerUnitFulfillmentFee", D, "SKU-1", "-6.60")
                .row("2026-07-05T02:00:00Z", "Refund|ItemPrice|Principal", E, "SKU-1", "-33.00")
                .row("2026-07-05T02:00:00Z", "Refund|ItemFees|Commission", E, "SKU-1", "3.96")
                .row("2026-07-05T02:00:00Z", "Refund|ItemFees|RefundCommission", E, "SKU-1", "-0.79")
                .row("2026-07-07T02:00:00Z", "other-transaction|other-transaction|Storage Fee", "", "", "-4.40");
    }

    private static SettlementCase planned(SettlementCase settlement, PostingProfile profile, Mappings mappings) {
        assertThat(settlement.plan(POLICY.with(profile), mappings)).isInstanceOf(Outcome.Planned.class);
        return settlement;
    }

    private static SettlementCase myob() {
        return planned(australian(), PostingProfile.MYOB, AUSTRALIAN);
    }

    @Test
    void inMyobTheSaleIsNetAndItsGstIsApart() {
        assertThat(entries(myob().only(Kind.INVOICE)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1100 Accounts Receivable", "66.00",
                        "4000 Sales", "-50.00",
                        "4010 Shipping income", "-10.00",
                        "2220 Output tax", "-6.00"));
    }

    @Test
    void aRefundTakesItsGstBack() {
        assertThat(entries(myob().only(Kind.CREDIT_MEMO)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "4100 Refunds", "30.00", "2220 Output tax", "3.00", "1100 Accounts Receivable", "-33.00"));
    }

    @Test
    void theSaleIsPaidIntoClearingAndTheRefundOutOfIt() {
        var myob = myob();

        assertThat(entries(myob.only(Kind.CUSTOMER_PAYMENT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1150 Amazon clearing", "66.00", "1100 Accounts Receivable", "-66.00"));
        assertThat(entries(myob.only(Kind.CREDIT_REFUND)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1100 Accounts Receivable", "33.00", "1150 Amazon clearing", "-33.00"));
        assertThat(entries(myob.only(Kind.TRANSFER)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1000 Checking", "17.25", "1150 Amazon clearing", "-17.25"));
    }

    @Test
    void feesAreSpentWithTheGstInThem() {
        var spent = myob().only(Kind.SPEND_MONEY);

        assertThat(entries(spent))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "3.60", // 7.20 less 3.60 given back
                        "6110 FBA fees", "6.00",
                        "6105 Refund admin fees", "0.72",
                        "6120 Storage", "4.00",
                        "1260 Input tax", "1.43",
                        "1150 Amazon clearing", "-15.75"));
        assertThat(spent.lines().stream().filter(line -> line.category().isPresent()))
                .allSatisfy(line -> {
                    assertThat(line.account().taxCode()).isEqualTo("GST");
                    assertThat(line.mappingVersion()).isEqualTo(7); // that of the rule's row
                });
    }

    @Test
    void theActivityStatementOwesOnePointFiveSeven() {
        var balances = myob().balances();

        assertThat(balances)
                .doesNotContainKeys("1100", "1150", "1155")
                .containsEntry("2220", "-3.00")
                .containsEntry("1260", "1.43")
                .containsEntry("1000", "17.25");
        assertThat(new java.math.BigDecimal(balances.get("2220"))
                        .add(new java.math.BigDecimal(balances.get("1260")))
                        .negate())
                .isEqualByComparingTo("1.57");
    }

    @ParameterizedTest
    @EnumSource
    void everyProfileOwesTheSameTaxInBothModes(PostingProfile profile) {
        for (var policy : List.of(POLICY.with(profile), POLICY.with(profile).summary())) {
            var settlement = australian();
            settlement.plan(policy, AUSTRALIAN);

            assertThat(settlement.balances())
                    .containsEntry("4000", "-50.00")
                    .containsEntry("4010", "-10.00")
                    .containsEntry("4100", "30.00")
                    .containsEntry("2220", "-3.00")
                    .containsEntry("1260", "1.43")
                    .containsEntry("1000", "17.25");
            assertThat(settlement.proven(policy, AUSTRALIAN))
                    .extracting(Check::state)
                    .containsOnly(Check.State.GREEN);
        }
    }

    private static SettlementCase british(String month, String commission) {
        return new SettlementCase(
                        "25889786381",
                        month + "-01T00:00:00Z",
                        month + "-14T22:59:59Z",
                        month + "-16T10:00:00Z",
                        "GBP",
                        commission)
                .row(month + "-03T10:00:00Z", "Order|ItemFees|Commission", D, "SKU-1", commission);
    }

    /// A seller established in the United Kingdom: Amazon charges local VAT from August 2024, before it was
    /// owed by reverse charge.
    private static final Mappings BRITISH =
            mappings("fee-tax,*,,,2024-07-31,VAT-REVERSE-20,,,RC20", "fee-tax,*,,2024-08-01,,VAT-INCLUSIVE-20,,,T1");

    @Test
    void britishFeesFromAugust2024IncludeVat() {
        var settlement = planned(british("2024-08", "-3.60"), PostingProfile.INTACCT, BRITISH);

        assertThat(entries(settlement.only(Kind.BILL)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "3.00", "1260 Input tax", "0.60", "2050 Amazon as vendor", "-3.60"));
    }

    @Test
    void britishFeesBeforeAugust2024AreReverseCharged() {
        var settlement = planned(british("2024-07", "-3.00"), PostingProfile.INTACCT, BRITISH);

        assertThat(entries(settlement.only(Kind.BILL)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "6100 Selling fees", "3.00",
                        "1260 Input tax", "0.60",
                        "2220 Output tax", "-0.60",
                        "2050 Amazon as vendor", "-3.00"));
    }

    @Test
    void aFeeOfItsOwnTaxCodeStandsBeforeTheRuleForAll() {
        var settlement = new SettlementCase(
                        "25889786381",
                        "2024-08-01T00:00:00Z",
                        "2024-08-14T22:59:59Z",
                        "2024-08-16T10:00:00Z",
                        "GBP",
                        "-6.00")
                .row("2024-08-03T10:00:00Z", "Order|ItemFees|FBAPerUnitFulfillmentFee", D, "SKU-1", "-6.00");
        var mappings = mappings(
                "fee-tax,*,,2024-08-01,,VAT-INCLUSIVE-20,,,T1",
                "fee-tax,FEE.FBA/FBAPerUnitFulfillmentFee,,2024-08-01,,ZERO,,,T0");
        var bill = planned(settlement, PostingProfile.INTACCT, mappings).only(Kind.BILL);

        assertThat(entries(bill))
                .containsExactlyInAnyOrderEntriesOf(Map.of("6110 FBA fees", "6.00", "2050 Amazon as vendor", "-6.00"));
        assertThat(bill.lines().getFirst().account().taxCode()).isEqualTo("T0");
    }

    private static final String F = "206-0000000-0000006";

    private static SettlementCase facilitated(String total, String withheld) {
        return new SettlementCase(
                        "25889786381",
                        "2026-07-01T07:00:00Z",
                        "2026-07-14T06:59:59Z",
                        "2026-07-16T20:00:00Z",
                        "USD",
                        total)
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Principal", F, "SKU-1", "24.00")
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Tax", F, "SKU-1", "2.00")
                .row(
                        "2026-07-03T18:00:00Z",
                        "Order|ItemWithheldTax|MarketplaceFacilitatorTax-Principal",
                        F,
                        "SKU-1",
                        withheld);
    }

    /// The example of section 6: sold at 24.00 with 20 % in it.
    @Test
    void anItemWhoseTaxTheMarketplaceRemitsHasNoOutputTaxOfTheSeller() {
        var mappings = mappings("sales-tax,*,,,,VAT-INCLUSIVE-20,,,");
        var own = planned(
                new SettlementCase(
                                "25889786381",
                                "2026-07-01T07:00:00Z",
                                "2026-07-14T06:59:59Z",
                                "2026-07-16T20:00:00Z",
                                "USD",
                                "24.00")
                        .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Principal", F, "SKU-1", "24.00"),
                PostingProfile.QBO,
                mappings);
        var remitted = planned(facilitated("24.00", "-2.00"), PostingProfile.QBO, mappings);

        assertThat(entries(own.only(Kind.INVOICE)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1100 Accounts Receivable", "24.00", "4000 Sales", "-20.00", "2220 Output tax", "-4.00"));
        assertThat(entries(remitted.only(Kind.INVOICE)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1100 Accounts Receivable", "24.00", "4000 Sales", "-24.00"));
    }

    @Test
    void aRowThatSaysNoTaxChangesNothingWhateverItsVersion() {
        var saysNone = mappings("sales-tax,*,,,,NONE,,,");
        var date = java.time.LocalDate.of(2026, 7, 3);

        assertThat(saysNone.salesTaxOf(Category.REV_PRINCIPAL, "Amazon.com", date))
                .isNotEqualTo(AppliedTax.NONE)
                .matches(AppliedTax::changesNothing);
        assertThat(planned(facilitated("24.00", "-2.00"), PostingProfile.QBO, saysNone).documents)
                .isEqualTo(planned(facilitated("24.00", "-2.00"), PostingProfile.QBO, Mappings.standard()).documents);
        assertThat(AUSTRALIAN
                        .salesTaxOf(Category.REV_PRINCIPAL, "Amazon.com", date)
                        .changesNothing())
                .isFalse();
        assertThat(new AppliedTax(new TaxRule.None(), "EXEMPT", 0).changesNothing())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void facilitatedTaxThatDoesNotNetWaitsOnItsOrderAndIsNobodysLiability(PostingProfile profile) {
        var more = planned(facilitated("24.05", "-1.95"), profile, Mappings.standard());
        var less = planned(facilitated("23.95", "-2.05"), profile, Mappings.standard());

        assertThat(more.balances()).doesNotContainKeys("2200", "2210", "1150").containsEntry("1155", "-0.05");
        assertThat(less.balances()).doesNotContainKeys("2200", "2210", "1150").containsEntry("1155", "0.05");
        assertThat(more.taxDifferences)
                .containsExactly(F + ": tax of SKU SKU-1 in 2026-07: collected 2.00, withheld by"
                        + " the marketplace 1.95; 0.05 USD waits in Unapplied Amazon receipts. If the seller remits it, map"
                        + " sales-tax,TAX.COLLECTED to SELLER-LIABLE");
        assertThat(less.standings.values())
                .singleElement()
                .satisfies(standing -> assertThat(OrderDifference.of(new OrderId(F), standing, "USD")
                                .note())
                        .isEqualTo("the marketplace withheld 0.05 USD more tax than it collected; it waits in"
                                + " Unapplied Amazon receipts"));
        for (var settlement : List.of(more, less)) {
            assertThat(settlement.proven(POLICY.with(profile), Mappings.standard()))
                    .extracting(Check::state)
                    .containsOnly(Check.State.GREEN);
        }
    }

    @Test
    void whatIsNotWithheldIsTheSellersIfTheFlowSaysSo() {
        var settlement = planned(
                facilitated("24.05", "-1.95"),
                PostingProfile.QBO,
                mappings("sales-tax,TAX.COLLECTED,,,,SELLER-LIABLE,,,"));

        assertThat(settlement.balances()).containsEntry("2200", "-0.05").doesNotContainKey("1155");
        assertThat(settlement.taxDifferences).isEmpty();
    }

    @Test
    void theMemoSaysWhatWasCollectedAndWithheldByMarketplaceAndMonth() {
        assertThat(SettlementPlanner.taxMemo(facilitated("24.05", "-1.95").facts(), Mappings.standard()))
                .isEqualTo(new TaxMemo(List.of(new TaxMemo.Entry(
                        "Amazon.com",
                        java.time.YearMonth.of(2026, 7),
                        Money.of("USD", "2.00"),
                        Money.of("USD", "-1.95")))));
        assertThat(SettlementPlanner.taxMemo(australian().facts(), Mappings.standard()))
                .isEqualTo(new TaxMemo(List.of()));
    }

    /// Two items of one order: what one is withheld too much does not pay for what the other is withheld too
    /// little.
    @Test
    void taxNetsItemByItemNotOrderByOrder() {
        var settlement = planned(
                facilitated("34.00", "-1.95")
                        .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Principal", F, "SKU-2", "10.00")
                        .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Tax", F, "SKU-2", "1.00")
                        .row(
                                "2026-07-03T18:00:00Z",
                                "Order|ItemWithheldTax|MarketplaceFacilitatorTax-Principal",
                                F,
                                "SKU-2",
                                "-1.05"),
                PostingProfile.MYOB,
                Mappings.standard());

        assertThat(settlement.taxDifferences)
                .hasSize(2)
                .anyMatch(text -> text.contains("SKU-1") && text.contains("; 0.05 USD"))
                .anyMatch(text -> text.contains("SKU-2") && text.contains("; -0.05 USD"));
        assertThat(settlement.balances()).doesNotContainKeys("2200", "1155", "1150");
    }
}
