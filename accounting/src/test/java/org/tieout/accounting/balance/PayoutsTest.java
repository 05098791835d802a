package org.tieout.accounting.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.balance.Payouts.Opening;
import org.tieout.accounting.balance.Payouts.Outcome;
import org.tieout.accounting.balance.Payouts.Payout;
import org.tieout.accounting.balance.Payouts.Report;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.PayoutRoute;
import org.tieout.accounting.period.PayoutRoute.Reading;
import org.tieout.accounting.period.PayoutRoute.Stage;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.PostingProfile;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.SettlementId;

class PayoutsTest {

    private static final SettlementId SETTLEMENT = new SettlementId("25889786381");
    private static final LocalDate DAY = LocalDate.of(2026, 7, 11);

    private static Payouts payouts(Stage stage) {
        return payouts(FlowPolicy.of("us-books"), stage);
    }

    private static Payouts payouts(FlowPolicy policy, Stage stage) {
        return new Payouts(policy.with(new PayoutRoute(stage, Optional.empty())), Mappings.standard());
    }

    private static Payout payout(Money amount, Report... booked) {
        return new Payout(SETTLEMENT, amount, DAY, Set.of(booked));
    }

    private static Money usd(String amount) {
        return Money.of("USD", amount);
    }

    private static Document ready(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Ready.class);
        return ((Outcome.Ready) outcome).document();
    }

    private static Map<String, String> entries(Outcome outcome) {
        var entries = new TreeMap<String, String>();
        ready(outcome)
                .lines()
                .forEach(
                        line -> entries.put(line.account().code(), line.amount().amount()));
        return entries;
    }

    @Test
    void aPayoutOnItsWayReachesTheBankFrom1170() {
        var outcome = payouts(Stage.IN_TRANSIT).arrived(payout(usd("19.46")), DAY);

        assertThat(entries(outcome)).containsExactlyInAnyOrderEntriesOf(Map.of("1000", "19.46", "1170", "-19.46"));
        assertThat(ready(outcome).id().value()).isEqualTo("us-books/settlement/25889786381/payout-arrived/r1");
        assertThat(ready(outcome).heading().reference()).isEqualTo("25889786381-IN");
        assertThat(ready(outcome).heading().date()).isEqualTo(DAY);
    }

    @Test
    void aPayoutDebitedToTheBankAtOnceNeedsNothingMore() {
        assertThat(payouts(Stage.BANK).arrived(payout(usd("19.46")), DAY)).isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void aPayoutThatCameBackIsMovedFromTheBankTo1170() {
        var outcome = payouts(Stage.BANK).cameBack(payout(usd("19.46")), DAY);

        assertThat(entries(outcome)).containsExactlyInAnyOrderEntriesOf(Map.of("1170", "19.46", "1000", "-19.46"));
        assertThat(ready(outcome).heading().memo()).contains("25889786381").contains("came back");
    }

    @Test
    void aPayoutThatCameBackOnItsWayIsWhereItBelongs() {
        assertThat(payouts(Stage.IN_TRANSIT).cameBack(payout(usd("19.46")), DAY))
                .isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void aPayoutThatArrivedAndThenCameBackLeavesTheBankAgain() {
        var outcome = payouts(Stage.IN_TRANSIT).cameBack(payout(usd("19.46"), Report.ARRIVED), DAY);

        assertThat(entries(outcome)).containsExactlyInAnyOrderEntriesOf(Map.of("1170", "19.46", "1000", "-19.46"));
    }

    @Test
    void aPayoutThatCameBackCannotArriveOrBeConvertedAnyMore() {
        for (var stage : Stage.values()) {
            var back = payout(usd("19.46"), Report.CAME_BACK);
            assertThat(payouts(stage).arrived(back, DAY)).isInstanceOf(Outcome.Refused.class);
            assertThat(payouts(stage).converted(back, usd("19.46"), usd("19.00"), DAY))
                    .isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void aConvertedPayoutThatCameBackIsBookedByTheStatementInTheLedger() {
        assertThat(payouts(Stage.BANK).cameBack(payout(usd("19.46"), Report.CONVERTED), DAY))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("bank's statement"));
    }

    @Test
    void aSettlementThatPaidNothingHasNoPayoutToFollow() {
        for (var stage : Stage.values()) {
            assertThat(payouts(stage).arrived(payout(usd("0.00")), DAY)).isInstanceOf(Outcome.Refused.class);
            assertThat(payouts(stage).cameBack(payout(usd("-39.99")), DAY)).isInstanceOf(Outcome.Refused.class);
            assertThat(payouts(stage).converted(payout(usd("0.00")), gbp("1.00"), gbp("1.00"), DAY))
                    .isInstanceOf(Outcome.Refused.class);
        }
    }

    private static Money gbp(String amount) {
        return Money.of("GBP", amount);
    }

    private static Payout euros(Report... booked) {
        return payout(Money.of("EUR", "1000.00"), booked);
    }

    @Test
    void aConvertedPayoutInTransitArrivesAndShowsWhatTheConversionCost() {
        var outcome = payouts(Stage.IN_TRANSIT).converted(euros(), gbp("850.00"), gbp("845.12"), DAY);

        assertThat(entries(outcome))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1000", "845.12", "6910", "4.88", "1170", "-850.00"));
        assertThat(ready(outcome).heading().memo()).contains("1000.00 EUR");
    }

    @Test
    void aConvertedPayoutInTheBankLosesOnlyTheCost() {
        var expected = Map.of("1000", "-4.88", "6910", "4.88");
        assertThat(entries(payouts(Stage.BANK).converted(euros(), gbp("850.00"), gbp("845.12"), DAY)))
                .containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(entries(
                        payouts(Stage.IN_TRANSIT).converted(euros(Report.ARRIVED), gbp("850.00"), gbp("845.12"), DAY)))
                .containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void aConversionAtTheCarryingRateCostsNothing() {
        assertThat(entries(payouts(Stage.IN_TRANSIT).converted(euros(), gbp("850.00"), gbp("850.00"), DAY)))
                .containsOnlyKeys("1000", "1170");
        assertThat(payouts(Stage.BANK).converted(euros(), gbp("850.00"), gbp("850.00"), DAY))
                .isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void aConversionIsPostedInTheBanksCurrencyOnly() {
        assertThat(payouts(Stage.BANK).converted(euros(), Money.of("EUR", "1000.00"), gbp("845.12"), DAY))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("EUR").contains("845.12 GBP"));
        assertThat(payouts(Stage.BANK).converted(euros(), gbp("850.00"), gbp("0.00"), DAY))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aPayoutInTheBanksOwnCurrencyIsCarriedAtItself() {
        assertThat(payouts(Stage.BANK).converted(payout(usd("19.46")), usd("20.00"), usd("19.00"), DAY))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("19.46"));
    }

    @Test
    void whatIsReportedOfAPayoutIsNoPartOfASettlementsPlan() {
        for (var report : Report.values()) {
            var posting = report.posting("us-books", SETTLEMENT);
            assertThat(Report.isOne(posting)).isTrue();
            assertThat(Report.isOne(posting.reversal())).isTrue();
        }
        assertThat(Report.isOne(PostingId.ofSettlement("us-books", "25889786381", "payout")))
                .isFalse();
        assertThat(Report.isOne(PostingId.ofSettlement("us-books", "25889786381", "deposit")))
                .isFalse();
    }

    @Test
    void aReferenceFitsTheLedgersField() {
        var myob = payouts(FlowPolicy.of("us-books").with(PostingProfile.MYOB), Stage.BANK);

        assertThat(ready(myob.cameBack(payout(usd("19.46")), DAY)).heading().reference())
                .isEqualTo("5889786381-BK")
                .hasSize(13);
    }

    @Test
    void theInterestOfALoanIsSplitFromItsStatement() {
        var outcome = payouts(Stage.BANK).loanInterest(Marketplace.US, YearMonth.of(2026, 7), usd("3.10"));

        assertThat(entries(outcome)).containsExactlyInAnyOrderEntriesOf(Map.of("6900", "3.10", "2400", "-3.10"));
        assertThat(ready(outcome).heading().date()).isEqualTo(LocalDate.of(2026, 7, 31));
        assertThat(payouts(Stage.BANK).loanInterest(Marketplace.US, YearMonth.of(2026, 7), usd("0")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatAmazonHoldsAtACutOverOpensTheBooksAgainstTheMigrationAccount() {
        var held = new Opening(usd("100.00"), usd("30.00"), usd("29.90"));
        var day = LocalDate.of(2026, 6, 30);
        var invoices = payouts(Stage.BANK);
        var summary = payouts(FlowPolicy.of("us-books").summary(), Stage.BANK);

        assertThat(entries(summary.opening(Marketplace.US, held, day)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1145", "100.00", "1160", "30.00", "1165", "29.90", "3900", "-159.90"));
        assertThat(entries(invoices.opening(Marketplace.US, held, day)))
                .containsEntry("1155", "29.90")
                .doesNotContainKey("1165");
        assertThat(invoices.opening(Marketplace.US, new Opening(usd("0"), usd("0"), usd("0")), day))
                .isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void theOptionNamesTheRoute() {
        assertThat(PayoutRoute.read(Map.of())).isEqualTo(new Reading.Ok(PayoutRoute.toBank()));
        assertThat(PayoutRoute.read(Map.of("payouts", "bank"))).isEqualTo(new Reading.Ok(PayoutRoute.toBank()));
        assertThat(PayoutRoute.read(Map.of("payouts", "in-transit")))
                .isEqualTo(new Reading.Ok(PayoutRoute.inTransit()));
        assertThat(PayoutRoute.read(Map.of("payouts", "cash")))
                .isEqualTo(new Reading.Unreadable("payouts", "is cash. Write one of bank, in-transit"));
        assertThat(PayoutRoute.read(Map.of("payouts-from", "July")))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        wrong -> assertThat(wrong.message()).contains("July"));
    }

    @Test
    void whatWasPaidOutBeforeTheFirstDayStaysInTheBank() {
        var since = new PayoutRoute(Stage.IN_TRANSIT, Optional.of(DAY));

        assertThat(since.on(DAY.minusDays(1))).isEqualTo(Stage.BANK);
        assertThat(since.on(DAY)).isEqualTo(Stage.IN_TRANSIT);
    }

    /// What happens to a payout after its settlement.
    enum Fate {
        UNDER_WAY,
        ARRIVED,
        CAME_BACK,
        TAKEN_BACK
    }

    /// Invariant 9: a payout is a line of the bank or is in transit, until a later settlement takes it
    /// back.
    @Property
    void aPayoutIsInTheBankOrInTransitAndNowhereElse(
            @ForAll @LongRange(min = 1, max = 1_000_000_00) long minor, @ForAll Stage stage, @ForAll Fate fate) {
        var payout = new Money("USD", minor);
        var known = payout(payout);
        var zero = Money.zero("USD");
        var payouts = payouts(stage);
        var balances = new TreeMap<String, Money>(Map.of("1000", zero, "1170", zero));
        var debited = Mappings.standard()
                .accountOf(stage.debits(), null, DAY)
                .orElseThrow()
                .code();
        balances.merge(debited, payout, Money::plus);
        if (fate == Fate.ARRIVED) {
            post(balances, payouts.arrived(known, DAY));
        } else if (fate != Fate.UNDER_WAY) {
            post(balances, payouts.cameBack(known, DAY));
        }
        if (fate == Fate.TAKEN_BACK) {
            var row = Mappings.standard()
                    .accountOf(Category.BAL_FAILED, "", null, DAY)
                    .orElseThrow();
            balances.merge(row.code(), payout.negate(), Money::plus);
        }

        var bank = balances.getOrDefault("1000", zero);
        var inTransit = balances.getOrDefault("1170", zero);
        assertThat(balances).containsOnlyKeys("1000", "1170");
        switch (fate) {
            case UNDER_WAY, ARRIVED ->
                assertThat(bank).isEqualTo(stage == Stage.BANK || fate == Fate.ARRIVED ? payout : zero);
            case CAME_BACK, TAKEN_BACK -> assertThat(bank).isEqualTo(zero);
        }
        assertThat(inTransit).isEqualTo(fate == Fate.TAKEN_BACK ? zero : payout.minus(bank));
    }

    private static void post(Map<String, Money> balances, Outcome outcome) {
        if (outcome instanceof Outcome.Ready(var document)) {
            document.lines().forEach(line -> balances.merge(line.account().code(), line.amount(), Money::plus));
        }
    }
}
