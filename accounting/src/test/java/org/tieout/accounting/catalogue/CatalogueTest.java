package org.tieout.accounting.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
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
        "*a*b*c,   aabbc_c,  true",
        "*a*b*c,   aabbc_d,  false",
        "fee[details],  fee,            true",
        "fee[details],  fee - July,     true",
        "fee[details],  fee (2026),     true",
        "fee[details],  fee: x,         true",
        "fee[details],  fee7,           true",
        "fee[details],  fees,           false",
        "fee[details],  fee July,       false",
        "*fee[details], a fee fee - 1,  true",
        "fee 1[details], fee 12,        false",
        "fee 1[details], fee 1 2,       true",
    })
    void aStarStandsForAnyRunOfCharacters(String pattern, String value, boolean fits) {
        assertThat(new Pattern(pattern).matches(value)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/event-cases.csv", numLinesToSkip = 2)
    void aLeafOfATransactionIsOfTheCategoryTheTreatmentGivesIt(
            String transactionType, String breakdownPath, String category) {
        assertThat(CATALOGUE
                        .categoryOfEvent(transactionType, breakdownPath)
                        .map(Category::code)
                        .orElse("unknown"))
                .isEqualTo(category);
    }

    @Test
    void noPathAtAllIsUnknown() {
        for (var path : List.of("", "/", "//")) {
            assertThat(CATALOGUE.categoryOfEvent("Shipment", path)).isEmpty();
        }
    }

    /// Two sources describe the same money; they must not say different things about it.
    @ParameterizedTest
    @CsvSource({
        "Order|ItemPrice|Principal,       Shipment, ProductCharges/OurPricePrincipal",
        "Order|ItemPrice|Tax,             Shipment, Tax/OurPriceTax",
        "Order|ItemFees|Commission,       Shipment, AmazonFees/Commission/Base",
        "Refund|ItemPrice|Shipping,       Refund,   Shipping/ShippingPrincipal",
        "Refund|ItemFees|RefundCommission, Refund,  AmazonFees/RefundCommission",
        "Refund|Promotion|Shipping,       Refund,   PromoRebates/ShippingDiscount",
        "other-transaction|other-transaction|Storage Fee, ServiceFee, FBAStorageFee",
        "other-transaction|other-transaction|Current Reserve Amount, Adjustment, ReserveDebit",
        "ServiceFee|Cost of Advertising|TransactionTotalAmount, ProductAdsPayment, AdvertisingFee",
    })
    void aRowAndItsEventAreOfOneCategory(String row, String transactionType, String path) {
        assertThat(CATALOGUE.categoryOfEvent(transactionType, path))
                .isPresent()
                .isEqualTo(CATALOGUE.categoryOf(RowType.parse(row)));
    }

    @Test
    void whatIsUnknownMayBeSuggestedButIsNeverTaken() {
        var unknown = RowType.parse("Order|ItemFees|CommissionCorrection");

        assertThat(CATALOGUE.categoryOf(unknown)).isEmpty();
        assertThat(CATALOGUE.suggest(unknown)).hasValueSatisfying(suggestion -> {
            assertThat(suggestion.category()).isEqualTo(Category.FEE_REFERRAL);
            assertThat(suggestion.reason()).contains("commission").contains("Order|ItemFees|Commission");
        });
        assertThat(CATALOGUE.suggest(RowType.parse("Quantum|Levy|Charge"))).isEmpty();
        assertThat(CATALOGUE.categoryOfEvent("ServiceFee", "AmazonFees/FBAStorageSurcharge"))
                .isEmpty();
        assertThat(CATALOGUE
                        .suggestForEvent("ServiceFee", "AmazonFees/FBAStorageSurcharge")
                        .map(Suggestion::category))
                .contains(Category.FEE_STORAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "other-transaction|other-transaction|Storage Fee Correction,            FEE.STORAGE",
        "other-transaction|other-transaction|AWD Replenishment,                 FEE.STORAGE",
        "other-transaction|Capacity Reservation Fee|Reservation Fee,            FEE.STORAGE",
        "other-transaction|other-transaction|NonSubscriptionFeeAdj,             FEE.SUBSCRIPTION",
        "other-transaction|other-transaction|Fee Adjustment,                    FEE.REFERRAL",
        "other-transaction|other-transaction|Manual Processing Fee (Reimbursement), FEE.INBOUND",
        "other-transaction|other-transaction|BuyerRecharge,                     REV.RETRO",
        "other-transaction|other-transaction|Income Tax Charged,                TAX.TCS_TDS",
        "Seller Rewards|Seller Rewards|Seller Rewards,                          REIMB.FBA",
        "Other|MCF Preferred Pricing Seller Credit|Base charge,                 FEE.FBA",
        "other-transaction|other-transaction|Customer Return Handling,           FEE.FBA",
        "other-transaction|other-transaction|Coupon Setup,                       FEE.PROMO",
    })
    void aSuggestionIsWhatAnAccountantWouldLookAtFirst(String unknown, String category) {
        var type = RowType.parse(unknown);

        assertThat(CATALOGUE.categoryOf(type)).isEmpty();
        assertThat(CATALOGUE.suggest(type).map(Suggestion::category).map(Category::code))
                .contains(category);
        assertThat(CATALOGUE.suggest(type).orElseThrow().reason()).isNotBlank();
    }

    @Test
    void aFeeIsNeverSuggestedToBeSettledOrderByOrder() {
        for (var description : List.of("Principal", "PrincipalCorrection", "GiftWrapTax", "RestockingFeeOther")) {
            assertThat(CATALOGUE.suggest(new RowType("Order", "ItemFees", description)).stream()
                            .map(suggestion -> suggestion.category().treatment()))
                    .as(description)
                    .isSubsetOf(Category.Treatment.DIRECT);
        }
    }

    @Test
    void theDataFilesStateTheirVersion() {
        assertThat(CATALOGUE.version()).isEqualTo(2);
        assertThat(CATALOGUE.with(List.of(rule("A|B|C", Category.FEE_ADS))).version())
                .isEqualTo(2);
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
