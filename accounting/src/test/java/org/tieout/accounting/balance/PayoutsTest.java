package org.tieout.accounting.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.balance.Payouts.Opening;
import org.tieout.accounting.balance.Payouts.Outcome;
import org.tieout.accounting.balance.Payouts.Route;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.SettlementId;

class PayoutsTest {

    private static final SettlementId SETTLEMENT = new SettlementId("25889786381");
    private static final LocalDate DAY = LocalDate.of(2026, 7, 11);

    private static Payouts payouts(Route route) {
        return new Payouts("us-books", route, Mappings.standard());
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
        var outcome = payouts(Route.IN_TRANSIT).arrived(SETTLEMENT, usd("19.46"), DAY);

        assertThat(entries(outcome)).containsExactlyInAnyOrderEntriesOf(Map.of("1000", "19.46", "1170", "-19.46"));
        assertThat(ready(outcome).id().value()).isEqualTo("us-books/settlement/25889786381/payout-arrived/r1");
        assertThat(ready(outcome).heading().reference()).isEqualTo("25889786381-IN");
        assertThat(ready(outcome).heading().date()).isEqualTo(DAY);
    }

    @Test
    void aPayoutDebitedToTheBankAtOnceNeedsNothingMore() {
        assertThat(payouts(Route.BANK).arrived(SETTLEMENT, usd("19.46"), DAY)).isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void aPayoutThatCameBackIsMovedFromTheBankTo1170() {
        var outcome = payouts(Route.BANK).cameBack(SETTLEMENT, usd("19.46"), DAY);

        assertThat(entries(outcome)).containsExactlyInAnyOrderEntriesOf(Map.of("1170", "19.46", "1000", "-19.46"));
        assertThat(ready(outcome).heading().memo()).contains("25889786381").contains("came back");
    }

    @Test
    void aPayoutThatCameBackOnItsWayIsWhereItBelongs() {
        assertThat(payouts(Route.IN_TRANSIT).cameBack(SETTLEMENT, usd("19.46"), DAY))
                .isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void aSettlementThatPaidNothingHasNoPayoutToFollow() {
        for (var route : Route.values()) {
            assertThat(payouts(route).arrived(SETTLEMENT, usd("0.00"), DAY)).isInstanceOf(Outcome.Refused.class);
            assertThat(payouts(route).cameBack(SETTLEMENT, usd("-39.99"), DAY)).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void aConvertedPayoutShowsWhatTheConversionCost() {
        var outcome = payouts(Route.BANK)
                .converted(
                        SETTLEMENT,
                        Money.of("EUR", "1000.00"),
                        Money.of("GBP", "850.00"),
                        Money.of("GBP", "845.12"),
                        Role.UNDEPOSITED,
                        DAY);

        assertThat(entries(outcome))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1000", "845.12", "6910", "4.88", "1145", "-850.00"));
        assertThat(ready(outcome).heading().memo()).contains("1000.00 EUR");
    }

    @Test
    void aConversionAtTheCarryingRateCostsNothing() {
        assertThat(entries(payouts(Route.BANK)
                        .converted(
                                SETTLEMENT,
                                Money.of("EUR", "1000.00"),
                                Money.of("GBP", "850.00"),
                                Money.of("GBP", "850.00"),
                                Role.UNDEPOSITED,
                                DAY)))
                .containsOnlyKeys("1000", "1145");
    }

    @Test
    void aConversionIsPostedInTheBanksCurrencyOnly() {
        assertThat(payouts(Route.BANK)
                        .converted(
                                SETTLEMENT,
                                Money.of("EUR", "1000.00"),
                                Money.of("EUR", "1000.00"),
                                Money.of("GBP", "845.12"),
                                Role.UNDEPOSITED,
                                DAY))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("EUR").contains("845.12 GBP"));
    }

    @Test
    void theInterestOfALoanIsSplitFromItsStatement() {
        var outcome = payouts(Route.BANK).loanInterest(Marketplace.US, YearMonth.of(2026, 7), usd("3.10"));

        assertThat(entries(outcome)).containsExactlyInAnyOrderEntriesOf(Map.of("6900", "3.10", "2400", "-3.10"));
        assertThat(ready(outcome).heading().date()).isEqualTo(LocalDate.of(2026, 7, 31));
        assertThat(payouts(Route.BANK).loanInterest(Marketplace.US, YearMonth.of(2026, 7), usd("0")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatAmazonHoldsAtACutOverOpensTheBooksAgainstTheMigrationAccount() {
        var held = new Opening(usd("100.00"), usd("30.00"), usd("29.90"));
        var day = LocalDate.of(2026, 6, 30);
        var payouts = payouts(Route.BANK);

        assertThat(entries(payouts.opening(Marketplace.US, Mode.SUMMARY, held, Role.UNDEPOSITED, day)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1145", "100.00", "1160", "30.00", "1165", "29.90", "3900", "-159.90"));
        assertThat(entries(payouts.opening(Marketplace.US, Mode.INVOICE, held, Role.UNDEPOSITED, day)))
                .containsEntry("1155", "29.90")
                .doesNotContainKey("1165");
        assertThat(payouts.opening(
                        Marketplace.US, Mode.INVOICE, new Opening(usd("0"), usd("0"), usd("0")), Role.UNDEPOSITED, day))
                .isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void theOptionNamesTheRoute() {
        assertThat(Route.of("in-transit")).contains(Route.IN_TRANSIT);
        assertThat(Route.of("bank")).contains(Route.BANK);
        assertThat(Route.of("cash")).isEmpty();
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
            @ForAll @LongRange(min = 1, max = 1_000_000_00) long minor, @ForAll Route route, @ForAll Fate fate) {
        var payout = new Money("USD", minor);
        var zero = Money.zero("USD");
        var payouts = payouts(route);
        var balances = new TreeMap<String, Money>(Map.of("1000", zero, "1170", zero));
        var debited = Mappings.standard()
                .accountOf(route.debits(), null, DAY)
                .orElseThrow()
                .code();
        balances.merge(debited, payout, Money::plus);
        if (fate == Fate.ARRIVED) {
            post(balances, payouts.arrived(SETTLEMENT, payout, DAY));
        } else if (fate != Fate.UNDER_WAY) {
            post(balances, payouts.cameBack(SETTLEMENT, payout, DAY));
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
                assertThat(bank).isEqualTo(route == Route.BANK || fate == Fate.ARRIVED ? payout : zero);
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
