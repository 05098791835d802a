package org.tieout.accounting.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.tieout.accounting.catalogue.Catalogue.Rule;
import org.tieout.accounting.source.RowType;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.standard();

    @ParameterizedTest
    @CsvFileSource(resources = "/catalogue-cases.csv", numLinesToSkip = 3)
    void aRowIsOfTheCategoryTheTreatmentGivesIt(
            String transactionType, String amountType, String description, String category) {
        var type = new RowType(transactionType, amountType, description);

        assertThat(word(CATALOGUE, type)).isEqualTo(category);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/catalogue-cases.csv", numLinesToSkip = 3)
    void neitherCaseNorBlanksAtTheEndsMatter(
            String transactionType, String amountType, String description, String category) {
        assertThat(word(
                        CATALOGUE,
                        new RowType(
                                transactionType.toUpperCase(Locale.ROOT),
                                amountType.toLowerCase(Locale.ROOT),
                                " " + description.toUpperCase(Locale.ROOT) + " ")))
                .isEqualTo(category);
    }

    @Test
    void lettersAreComparedTheSameInEveryLanguage() {
        var language = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));

            assertThat(word(CATALOGUE, new RowType("ORDER", "ITEMPRICE", "SHIPPING")))
                    .isEqualTo("REV.SHIPPING");
        } finally {
            Locale.setDefault(language);
        }
    }

    @Test
    void theMostSpecificRuleIsTakenWhateverTheirOrder() {
        var rules = List.of(
                rule("Refund|ItemPrice|*", Category.RET_REFUND),
                rule("Refund|ItemPrice|Tax*", Category.FEE_ADS),
                rule("Refund|ItemPrice|TaxD*", Category.FEE_FBA),
                rule("Refund|ItemPrice|Tax", Category.TAX_COLLECTED),
                rule("*|ItemPrice|Tax", Category.FEE_PROMO));
        for (var own : List.of(rules, rules.reversed())) {
            var catalogue = Catalogue.standard().with(own);

            assertThat(word(catalogue, RowType.parse("Refund|ItemPrice|Tax"))).isEqualTo("TAX.COLLECTED");
            assertThat(word(catalogue, RowType.parse("Refund|ItemPrice|TaxDiscount")))
                    .isEqualTo("FEE.FBA");
            assertThat(word(catalogue, RowType.parse("Refund|ItemPrice|TaxOther")))
                    .isEqualTo("FEE.ADS");
            assertThat(word(catalogue, RowType.parse("Refund|ItemPrice|Other"))).isEqualTo("RET.REFUND");
            assertThat(word(catalogue, RowType.parse("Other|ItemPrice|Tax"))).isEqualTo("FEE.PROMO");
        }
    }

    @Test
    void fixedCharactersCountStarsDoNot() {
        var catalogue = Catalogue.standard()
                .with(List.of(rule("A|B|*x*y*", Category.FEE_ADS), rule("A|B|*xyz", Category.FEE_FBA)));

        assertThat(word(catalogue, RowType.parse("A|B|_xyz"))).isEqualTo("FEE.FBA");
    }

    @Test
    void aPersonsRuleStandsAboveAShippedOneHoweverSpecific() {
        var catalogue = Catalogue.standard().with(List.of(rule("Order|*|*", Category.REIMB_FBA)));

        assertThat(word(catalogue, RowType.parse("Order|ItemPrice|Principal"))).isEqualTo("REIMB.FBA");
        assertThat(word(catalogue, RowType.parse("Refund|ItemPrice|Principal"))).isEqualTo("RET.REFUND");
    }

    @ParameterizedTest
    @CsvSource({
        "*,        anything, true",
        "*,        '',       true",
        "a*c,      abc,      true",
        "a*c,      ac,       true",
        "a*c,      ab,       false",
        "*_X,      A_X_X,    true",
        "*_X,      A_XY,     false",
        "A.C,      ABC,      false",
        "a**b,     ab,       true",
        "'',       '',       true",
        "'',       a,        false",
    })
    void aStarStandsForAnyRunOfCharacters(String pattern, String value, boolean fits) {
        assertThat(new Catalogue.Pattern(pattern).matches(value)).isEqualTo(fits);
    }

    @Test
    void whatIsUnknownMayBeSuggestedButIsNeverTaken() {
        var unknown = RowType.parse("Order|ItemFees|CommissionCorrection");

        assertThat(CATALOGUE.categoryOf(unknown)).isEmpty();
        assertThat(CATALOGUE.suggestionFor(unknown)).isPresent();
        assertThat(CATALOGUE.suggestionFor(RowType.parse("Quantum|Levy|Charge")))
                .isEmpty();
    }

    @Test
    void codesAreUnlikeEachOther() {
        assertThat(Arrays.stream(Category.values()).map(Category::code)).doesNotHaveDuplicates();
        assertThat(Category.values())
                .allSatisfy(
                        category -> assertThat(Category.byCode(category.code())).contains(category));
        assertThat(Category.byCode("fee.fba")).isEmpty();
    }

    private static Rule rule(String pattern, Category category) {
        return Rule.of(RowType.parse(pattern), category);
    }

    private static String word(Catalogue catalogue, RowType type) {
        return catalogue.categoryOf(type).map(Category::code).orElse("unknown");
    }
}
