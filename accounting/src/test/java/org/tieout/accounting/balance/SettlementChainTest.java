package org.tieout.accounting.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.balance.Finding.Kind;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.RowTotal;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;

class SettlementChainTest {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 6, 1);
    private static final String CURRENT_RESERVE = "other-transaction|other-transaction|Current Reserve Amount";
    private static final String PREVIOUS_RESERVE =
            "other-transaction|other-transaction|Previous Reserve Amount Balance";
    private static final String PAYABLE = "other-transaction|other-transaction|Payable to Amazon";
    private static final String CHARGE = "other-transaction|other-transaction|Successful charge";
    private static final String SUBSCRIPTION = "ServiceFee|other-transaction|Subscription Fee";

    private record Row(String type, String amount) {}

    private static Row row(String type, String amount) {
        return new Row(type, amount);
    }

    /// A settlement of the fourteen days number `period`; its total is the sum of the rows and of sales.
    private static SettlementBalance settlement(int period, String sales, Row... rows) {
        return settlement("Amazon.com", "USD", String.valueOf(100 + period), period, sales, rows);
    }

    private static SettlementBalance settlement(
            @Nullable String marketplace, String currency, String id, int period, String sales, Row... rows) {
        var totals = new ArrayList<RowTotal>();
        var sum = Money.of(currency, sales);
        totals.add(total("Order|ItemPrice|Principal", marketplace, sum));
        for (var row : rows) {
            var amount = Money.of(currency, row.amount());
            totals.add(total(row.type(), null, amount));
            sum = sum.plus(amount);
        }
        var header = new SettlementHeader(
                new SettlementId(id), SettlementHeader.Format.V2, at(period), at(period + 1), at(period + 1), sum);
        return SettlementBalance.of(
                new SettlementFacts(header, totals.size(), sum, totals), Optional.empty(), Mappings.standard());
    }

    private static RowTotal total(String type, @Nullable String marketplace, Money amount) {
        return new RowTotal(RowType.parse(type), YearMonth.of(2026, 6), marketplace, false, amount.minor(), 1);
    }

    private static Instant at(int period) {
        return FIRST_DAY.plusDays(14L * period).atTime(7, 0).toInstant(ZoneOffset.UTC);
    }

    private static SettlementBalance with(
            SettlementBalance settlement, @Nullable String failed, @Nullable String debt) {
        return new SettlementBalance(
                settlement.id(),
                settlement.marketplace(),
                settlement.accountType(),
                settlement.startAt(),
                settlement.endAt(),
                settlement.depositAt(),
                settlement.total(),
                settlement.reserveHeld(),
                settlement.reserveReleased(),
                settlement.payable(),
                settlement.charged(),
                failed == null ? settlement.failed() : Money.of(settlement.currency(), failed),
                debt == null ? settlement.crossDebt() : Money.of(settlement.currency(), debt));
    }

    private static List<Finding> findings(SettlementBalance... settlements) {
        return SettlementChain.findings(Arrays.asList(settlements));
    }

    private static Finding only(SettlementBalance... settlements) {
        var findings = findings(settlements);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    @Test
    void settlementsThatFollowEachOtherAndHandOverTheirReserveAreInOrder() {
        assertThat(findings(
                        settlement(0, "50.00", row(CURRENT_RESERVE, "-30.00")),
                        settlement(1, "50.00", row(PREVIOUS_RESERVE, "30.00"), row(CURRENT_RESERVE, "-10.00")),
                        settlement(2, "50.00", row(PREVIOUS_RESERVE, "10.00"))))
                .isEmpty();
    }

    @Test
    void aMissingSettlementIsAGapAndItsArrivalEndsIt() {
        var first = settlement(0, "50.00", row(CURRENT_RESERVE, "-30.00"));
        var missing = settlement(1, "50.00", row(PREVIOUS_RESERVE, "30.00"), row(CURRENT_RESERVE, "-10.00"));
        var last = settlement(2, "50.00", row(PREVIOUS_RESERVE, "10.00"));

        var gap = only(last, first);

        assertThat(gap.kind()).isEqualTo(Kind.GAP);
        assertThat(gap.id()).isEqualTo("gap|102");
        assertThat(gap.sentence())
                .contains("settlement 100")
                .contains("settlement 102")
                .contains("Amazon.com USD Standard Orders is missing");
        assertThat(gap.nextStep()).contains("tieout import");
        assertThat(findings(last, first, missing)).isEmpty();
    }

    @Test
    void oneCentLessOfReserveIsFoundWithTheAmount() {
        var finding = only(
                settlement(0, "50.00", row(CURRENT_RESERVE, "-30.00")),
                settlement(1, "50.00", row(PREVIOUS_RESERVE, "29.99")));

        assertThat(finding.kind()).isEqualTo(Kind.RESERVE);
        assertThat(finding.amount()).contains(Money.of("USD", "0.01"));
        assertThat(finding.sentence()).contains("holds a reserve of 30.00 USD").contains("releases 29.99 USD");
    }

    @Test
    void aNegativeSettlementIsTakenOverByTheNextWhetherChargedOrNot() {
        var negative = settlement(0, "0.00", row(SUBSCRIPTION, "-39.99"));

        assertThat(findings(negative, settlement(1, "50.00", row(PAYABLE, "-39.99"))))
                .isEmpty();
        assertThat(findings(negative, settlement(1, "50.00", row(PAYABLE, "-39.99"), row(CHARGE, "39.99"))))
                .isEmpty();
    }

    @Test
    void aDebtThatIsNotTakenOverIsFound() {
        var finding = only(settlement(0, "0.00", row(SUBSCRIPTION, "-39.99")), settlement(1, "50.00"));

        assertThat(finding.kind()).isEqualTo(Kind.DEBT);
        assertThat(finding.amount()).contains(Money.of("USD", "39.99"));
    }

    @Test
    void aDebtOfNoSettlementIsFound() {
        var finding = only(settlement(0, "50.00"), settlement(1, "50.00", row(PAYABLE, "-5.00")));

        assertThat(finding.kind()).isEqualTo(Kind.DEBT);
        assertThat(finding.amount()).contains(Money.of("USD", "-5.00"));
    }

    @Test
    void aCardChargedAnotherAmountIsFound() {
        var finding = only(
                settlement(0, "0.00", row(SUBSCRIPTION, "-39.99")),
                settlement(1, "50.00", row(PAYABLE, "-39.99"), row(CHARGE, "40.00")));

        assertThat(finding.kind()).isEqualTo(Kind.CHARGE);
        assertThat(finding.amount()).contains(Money.of("USD", "0.01"));
    }

    @Test
    void whatTheFirstKnownSettlementOpensWithIsAnOpeningBalanceAndNoTrouble() {
        var finding = only(settlement(0, "50.00", row(PREVIOUS_RESERVE, "80.00"), row(PAYABLE, "-5.00")));

        assertThat(finding.kind()).isEqualTo(Kind.OPENING_BALANCE);
        assertThat(finding.kind().trouble()).isFalse();
        assertThat(finding.amount()).contains(Money.of("USD", "75.00"));
        assertThat(finding.sentence())
                .contains("first known")
                .contains("a reserve of 80.00 USD and a debt of 5.00 USD");
    }

    @Test
    void settlementsThatCoverTheSameTimeAreFound() {
        var first = settlement(0, "50.00");
        var twin = settlement("Amazon.com", "USD", "999", 0, "20.00");

        assertThat(only(first, twin).kind()).isEqualTo(Kind.OVERLAP);
    }

    @Test
    void aPayoutThatCameBackIsOneThatAnEarlierSettlementMade() {
        var paid = settlement(0, "50.00");

        assertThat(findings(paid, with(settlement(1, "70.00"), "50.00", null))).isEmpty();
        var finding = only(paid, with(settlement(1, "70.00"), "49.00", null));
        assertThat(finding.kind()).isEqualTo(Kind.FAILED_PAYOUT);
        assertThat(finding.amount()).contains(Money.of("USD", "49.00"));
    }

    @Test
    void twoPayoutsMayComeBackTogetherButNoneTwice() {
        var first = settlement(0, "50.00");
        var second = settlement(1, "20.00");

        assertThat(findings(first, second, with(settlement(2, "0.00"), "70.00", null)))
                .isEmpty();
        assertThat(findings(
                        first, with(settlement(1, "0.00"), "50.00", null), with(settlement(2, "0.00"), "50.00", null)))
                .extracting(Finding::kind)
                .containsExactly(Kind.FAILED_PAYOUT);
        assertThat(only(first, with(settlement(1, "9.00"), "100.00", null)).kind())
                .isEqualTo(Kind.FAILED_PAYOUT);
    }

    @Test
    void aDebtPaidForAnotherMarketplaceNetsToZeroOnceBothSidesAreRead() {
        var german = with(settlement("Amazon.de", "EUR", "200", 0, "70.00"), null, "25.00");
        var french = with(settlement("Amazon.fr", "EUR", "300", 0, "70.00"), null, "-25.00");

        assertThat(findings(german, french)).isEmpty();
        var finding = only(french);
        assertThat(finding.kind()).isEqualTo(Kind.CROSS_DEBT);
        assertThat(finding.amount()).contains(Money.of("EUR", "-25.00"));
    }

    @Test
    void aDebtPaidInAnotherCurrencyHasItsCounterpartThere() {
        var british = with(settlement("Amazon.co.uk", "GBP", "200", 0, "70.00"), null, "-25.00");
        var german = with(settlement("Amazon.de", "EUR", "300", 0, "70.00"), null, "29.30");

        assertThat(findings(british, german)).isEmpty();
        assertThat(only(german).sentence()).contains("29.30 EUR").contains("received");
    }

    @Test
    void marketplacesOfOneCurrencyHaveChainsOfTheirOwn() {
        assertThat(findings(
                        settlement("Amazon.de", "EUR", "200", 0, "70.00"),
                        settlement("Amazon.fr", "EUR", "300", 0, "70.00"),
                        settlement("Amazon.fr", "EUR", "301", 1, "70.00"),
                        settlement("Amazon.de", "EUR", "201", 1, "70.00")))
                .isEmpty();
    }

    @Test
    void aSettlementWithoutAMarketplaceJoinsTheChainItFollows() {
        var chains = SettlementChain.of(List.of(
                settlement("Amazon.de", "EUR", "200", 0, "70.00"),
                settlement("Amazon.fr", "EUR", "300", 1, "70.00"),
                settlement(null, "EUR", "201", 1, "0.00", row(SUBSCRIPTION, "-39.00"))));

        assertThat(chains)
                .extracting(SettlementChain::name)
                .containsExactly("Amazon.de EUR Standard Orders", "Amazon.fr EUR Standard Orders");
        assertThat(chains.getFirst().settlements())
                .extracting(settlement -> settlement.id().value())
                .containsExactly("200", "201");
    }

    @Test
    void oneWithoutAMarketplaceThatJoinsNoneIsOfTheOnlyChainThereIs() {
        assertThat(only(
                                settlement("Amazon.de", "EUR", "200", 0, "70.00"),
                                settlement(null, "EUR", "202", 2, "0.00", row(SUBSCRIPTION, "-39.00")))
                        .kind())
                .isEqualTo(Kind.GAP);
    }

    @Test
    void twoWithoutAMarketplaceJoinOneByWayOfTheOther() {
        assertThat(SettlementChain.of(List.of(
                        settlement(null, "EUR", "202", 2, "0.00"),
                        settlement(null, "EUR", "201", 1, "0.00"),
                        settlement("Amazon.de", "EUR", "200", 0, "70.00"),
                        settlement("Amazon.fr", "EUR", "300", 5, "70.00"))))
                .first()
                .extracting(chain -> chain.settlements().size())
                .isEqualTo(3);
    }

    @Test
    void aSettlementThatDoesNotComeIsOverdueAfterTwiceTheUsualTime() {
        var chain = SettlementChain.of(List.of(settlement(0, "50.00"))).getFirst();
        var end = at(1);

        assertThat(chain.overdue(end.plus(java.time.Duration.ofDays(33)))).isEmpty();
        assertThat(chain.overdue(end.plus(java.time.Duration.ofDays(34)))).get().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.OVERDUE);
            assertThat(finding.sentence()).contains("since 100").contains("2026-06-15");
        });
    }

    @Test
    void theSameSettlementReadTwiceIsOne() {
        var first = settlement(0, "50.00");

        assertThat(findings(first, first, settlement(1, "50.00"))).isEmpty();
    }

    @Test
    void accountsOfASellerHaveChainsOfTheirOwn() {
        var invoiced = new SettlementBalance(
                new SettlementId("900"),
                "Amazon.com",
                "Invoiced Orders",
                at(0),
                at(1),
                at(1),
                Money.of("USD", "10.00"),
                Money.zero("USD"),
                Money.zero("USD"),
                Money.zero("USD"),
                Money.zero("USD"),
                Money.zero("USD"),
                Money.zero("USD"));

        assertThat(findings(settlement(0, "50.00"), invoiced)).isEmpty();
    }
}
