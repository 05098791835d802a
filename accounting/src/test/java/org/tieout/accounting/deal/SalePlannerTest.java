package org.tieout.accounting.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.deal.DealPolicy.CustomerNumbers;
import org.tieout.accounting.deal.DealPolicy.Form;
import org.tieout.accounting.deal.SalesRecord.Amounts;
import org.tieout.accounting.deal.SalesRecord.Stage;
import org.tieout.accounting.deal.SalesRecord.Table;
import org.tieout.accounting.mapping.Mappings;

class SalePlannerTest {

    private static final DealPolicy SINGLE = new DealPolicy(
            EnumSet.allOf(DealPolicy.Trigger.class), Form.INVOICE, true, true, false, CustomerNumbers.DERIVED);

    private static SalesRecord with(SalesRecord record, Amounts amounts, int pricingError) {
        return new SalesRecord(
                record.table(),
                record.id(),
                record.rowVersion(),
                record.number(),
                record.stage(),
                record.opportunityId(),
                record.quoteId(),
                record.buyer(),
                record.currency(),
                record.ownerId(),
                record.lines(),
                amounts,
                pricingError,
                record.closedOn(),
                record.requestedDelivery(),
                record.paymentTerms(),
                record.shippingMethod());
    }

    private static SalesRecord withTotal(String total) {
        var order = Deals.order(Deals.line("MUG", "2", "12.50", "0", "0", "0"));
        var amounts = order.amounts();
        return with(
                order,
                new Amounts(
                        amounts.lineTotal(),
                        amounts.discount(),
                        amounts.discountPercentage(),
                        amounts.freight(),
                        amounts.tax(),
                        new BigDecimal(total),
                        amounts.value()),
                0);
    }

    private static String heldFor(SalesRecord record) {
        return Deals.plan(record) instanceof SalePlanner.Plan.Held(var reason, var nextStep) ? reason : "not held";
    }

    @Test
    void aCentOffIsRoundingAndTwoAreHeldWithBothFigures() {
        assertThat(heldFor(withTotal("25.01"))).isEqualTo("not held");
        assertThat(heldFor(withTotal("25.02")))
                .isEqualTo(
                        "order SO-1 does not add up: lines, discount, freight and tax come to 25.00, its total is 25.02");
    }

    @Test
    void whatTheCrmCouldNotPriceIsHeld() {
        var order = Deals.order(Deals.line("MUG", "2", "12.50", "0", "0", "0"));

        assertThat(heldFor(with(order, order.amounts(), 11))).contains("pricing error 11");
    }

    @Test
    void moreDecimalsThanTheCurrencyHasAreHeld() {
        assertThat(heldFor(Deals.order(List.of(Deals.line("MUG", "2", "12.50", "0", "0", "0.005")), "0", "0", "0")))
                .contains("more decimals than USD has");
    }

    @Test
    void aDealWithoutLinesIsOneLineOfItsValueWhereTheFlowSaysSo() {
        var planner = new SalePlanner(SINGLE, Deals.mappings());

        assertThat(heldFor(Deals.worth("1200"))).contains("has no lines");
        assertThat(planner.plan(Deals.DEAL, Deals.worth("1200"), Deals.CUSTOMER))
                .isInstanceOfSatisfying(SalePlanner.Plan.Ready.class, ready -> {
                    assertThat(Deals.text(ready.sale()))
                            .containsExactly("ITEM SERVICE 1 x 1200 = 1200.00", "net 1200.00 tax 0.00");
                    assertThat(ready.sale().form()).isEqualTo(Form.INVOICE);
                    assertThat(ready.sale().approved()).isTrue();
                });
        assertThat(planner.plan(Deals.DEAL, Deals.worth("0"), Deals.CUSTOMER))
                .isInstanceOfSatisfying(
                        SalePlanner.Plan.Held.class,
                        held -> assertThat(held.reason()).contains("neither lines nor a value"));
    }

    @Test
    void beforeTheCompanysListsAreKnownAProductWithoutARowWaitsForThem() {
        var order = Deals.order(Deals.line("HAT", "1", "40", "0", "0", "0"));

        assertThat(new SalePlanner(DealPolicy.standard(), Mappings.standard()).plan(Deals.DEAL, order, Deals.CUSTOMER))
                .isEqualTo(new SalePlanner.Plan.Unread("HAT"));
    }

    @Test
    void theMostAdvancedRipeRecordDecidesAndOfSeveralAPerson() {
        var won = Deals.bare(Table.OPPORTUNITY, Stage.WON, 9, "O");
        var accepted = Deals.bare(Table.QUOTE, Stage.WON, 5, "Q");
        var active = Deals.bare(Table.ORDER, Stage.ACTIVE, 12, "A");
        var one = Deals.bare(Table.ORDER, Stage.SUBMITTED, 7, "S1");
        var two = Deals.bare(Table.ORDER, Stage.FULFILLED, 8, "S2");
        var all = DealPolicy.standard().triggers();

        assertThat(Ripeness.of(List.of(won, active, accepted), all, Optional.empty()))
                .isEqualTo(new Ripeness.Ripe(accepted));
        assertThat(Ripeness.of(List.of(one, won), all, Optional.empty())).isEqualTo(new Ripeness.Ripe(one));
        var several = new Ripeness.Several(List.of(one, two));
        assertThat(Ripeness.of(List.of(two, one, won), all, Optional.empty())).isEqualTo(several);
        var sold = Optional.of(new Ripeness.Basis(Table.ORDER, "S1"));
        assertThat(Ripeness.of(List.of(two, one, won), all, sold))
                .as("also when one of them is sold, whichever is the newest")
                .isEqualTo(several);
        assertThat(several.words(sold)).contains("order S1 is sold", "order S2 is not sold");
        assertThat(Ripeness.of(List.of(won, one), EnumSet.of(DealPolicy.Trigger.WON_OPPORTUNITY), Optional.empty()))
                .isEqualTo(new Ripeness.Ripe(won));
        assertThat(Ripeness.of(List.of(active), all, Optional.empty())).isEqualTo(new Ripeness.NotYet());
    }

    @Test
    void aRecordBelowTheOneThatWasSoldDoesNotStandInForIt() {
        var won = Deals.bare(Table.OPPORTUNITY, Stage.WON, 9, "O");
        var gone = Deals.bare(Table.ORDER, Stage.DELETED, 12, "S1");
        var other = Deals.bare(Table.ORDER, Stage.SUBMITTED, 13, "S2");
        var sold = Optional.of(new Ripeness.Basis(Table.ORDER, "S1"));
        var all = DealPolicy.standard().triggers();

        assertThat(Ripeness.of(List.of(won, gone), all, sold))
                .isEqualTo(new Ripeness.Withdrawn("order S1 is deleted now"));
        assertThat(Ripeness.of(List.of(won, gone, other), all, sold)).isEqualTo(new Ripeness.Ripe(other));
    }
}
