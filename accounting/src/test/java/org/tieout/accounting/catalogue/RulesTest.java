package org.tieout.accounting.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.catalogue.EventRules.EventRule;
import org.tieout.accounting.catalogue.EventRules.Meaning;
import org.tieout.accounting.source.RowType;

/// Which of two rules that fit is taken, whichever shelf each stands on.
class RulesTest {

    private static Rule rule(String pattern, Category category) {
        return Rule.of(RowType.parse(pattern), category);
    }

    private static EventRule event(String type, String breakdown, Category category) {
        return new EventRule(new Pattern(type), new Pattern(breakdown), new Meaning.Of(category));
    }

    @Test
    void aRuleForAnyTransactionWinsWhereItSaysMore() {
        var near = rule("Order|*|Fee*", Category.FEE_FBA);
        var far = rule("*|ItemFees|Fee of*", Category.FEE_REFERRAL);

        for (var rules : List.of(new Rules(List.of(near, far)), new Rules(List.of(far, near)))) {
            assertThat(rules.categoryOf(RowType.parse("Order|ItemFees|Fee of June")))
                    .contains(Category.FEE_REFERRAL);
            assertThat(rules.categoryOf(RowType.parse("Order|Other|Fee of June")))
                    .contains(Category.FEE_FBA);
            assertThat(rules.categoryOf(RowType.parse("Refund|ItemFees|Fee of June")))
                    .contains(Category.FEE_REFERRAL);
        }
    }

    @Test
    void aRuleForOneTransactionWinsWhereItSaysMore() {
        var near = rule("Order|ItemFees|Fee*", Category.FEE_FBA);
        var far = rule("*|ItemFees|Fee of*", Category.FEE_REFERRAL);

        for (var rules : List.of(new Rules(List.of(near, far)), new Rules(List.of(far, near)))) {
            assertThat(rules.categoryOf(RowType.parse("Order|ItemFees|Fee of June")))
                    .contains(Category.FEE_FBA);
        }
    }

    @Test
    void anExactRuleWinsOverAnyWithAWildcard() {
        var rules = new Rules(List.of(
                rule("Order|ItemFees|Fee*", Category.FEE_FBA), rule("Order|ItemFees|Fee of June", Category.FEE_ADS)));

        assertThat(rules.categoryOf(RowType.parse("Order|ItemFees|FEE of june ")))
                .contains(Category.FEE_ADS);
        assertThat(rules.categoryOf(RowType.parse("Order|ItemFees|Fee of July")))
                .contains(Category.FEE_FBA);
    }

    @Test
    void ofWildcardsTheOneWithMoreLettersWins() {
        var rules = new Rules(List.of(
                rule("Order|ItemFees|F*", Category.FEE_FBA), rule("Order|ItemFees|*e of June", Category.FEE_ADS)));

        assertThat(rules.categoryOf(RowType.parse("Order|ItemFees|Fee of June")))
                .contains(Category.FEE_ADS);
    }

    @Test
    void anEventIsMeantByItsLastNodeUnlessAnotherRuleSaysMore() {
        var near = event("*", "Fee", Category.FEE_FBA);
        var far = event("Shipment", "Fe*", Category.FEE_REFERRAL);

        for (var rules : List.of(new EventRules(List.of(near, far)), new EventRules(List.of(far, near)))) {
            assertThat(rules.categoryOf("Shipment", "Expenses/Fee")).contains(Category.FEE_REFERRAL);
            assertThat(rules.categoryOf("Refund", "Expenses/Fee")).contains(Category.FEE_FBA);
            assertThat(rules.categoryOf("Shipment", "Expenses/Feed")).contains(Category.FEE_REFERRAL);
        }
        assertThat(new EventRules(
                                List.of(event("Shipment", "Fee", Category.FEE_FBA), event("*", "F*", Category.FEE_ADS)))
                        .categoryOf("Shipment", "Expenses/Fee"))
                .contains(Category.FEE_FBA);
    }

    @Test
    void aLongerTailOfAnEventSaysMore() {
        var rules = new EventRules(
                List.of(event("*", "Tax", Category.TAX_COLLECTED), event("*", "Fees/Tax", Category.FEE_REFERRAL)));

        assertThat(rules.categoryOf("Shipment", "Sales/Tax")).contains(Category.TAX_COLLECTED);
        assertThat(rules.categoryOf("Shipment", "Fees/Tax")).contains(Category.FEE_REFERRAL);
        assertThat(rules.categoryOf("Shipment", "Tax/Fees")).isEmpty();
    }

    @Test
    void aPatternOfAMappingRowFitsWhatItNames() {
        assertThat(Catalogue.matches(RowType.parse("Order|ItemFees|Fee*"), RowType.parse("order|itemfees|Fee of June")))
                .isTrue();
        assertThat(Catalogue.matches(RowType.parse("Order|ItemFees|Fee*"), RowType.parse("Order|ItemPrice|Fee")))
                .isFalse();
        assertThat(rule("Order|ItemFees|Fee*", Category.FEE_FBA).fits(RowType.parse("Refund|ItemFees|Fee")))
                .isFalse();
    }

    @Test
    void aSuggestionIsTheCategoryOfTheReasonedOne() {
        var type = RowType.parse("other-transaction|other-transaction|Aged Inventory Surcharge");

        assertThat(Catalogue.standard().suggestionFor(type)).contains(Category.FEE_STORAGE);
        assertThat(Catalogue.standard().suggest(type).map(Suggestion::category)).contains(Category.FEE_STORAGE);
    }
}
