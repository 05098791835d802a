package org.tieout.accounting.tax;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.tax.TaxRule.Split;

class TaxRuleTest {

    private static Split split(String code, String currency, String amount) {
        return TaxRule.parse(code).orElseThrow().split(Money.of(currency, amount));
    }

    /// The figures of the accounting rules, sections 5.4 and 6.
    @ParameterizedTest
    @CsvSource({
        "GST-INCLUSIVE-10, AUD, 66.00, 60.00, 6.00",
        "GST-INCLUSIVE-10, AUD, -33.00, -30.00, -3.00",
        "GST-INCLUSIVE-10, AUD, 7.92, 7.20, 0.72",
        "GST-INCLUSIVE-10, AUD, 0.79, 0.72, 0.07",
        "VAT-INCLUSIVE-20, GBP, 24.00, 20.00, 4.00",
        "INCLUSIVE-20, GBP, 3.60, 3.00, 0.60",
        "VAT-INCLUSIVE-5.5, EUR, 10.55, 10.00, 0.55",
        "INCLUSIVE-10, JPY, 1100, 1000, 100",
        "ZERO, GBP, 3.60, 3.60, 0.00",
        "NONE, GBP, 3.60, 3.60, 0.00",
    })
    void anAmountThatIncludesTaxIsItsNetAndItsTax(String code, String currency, String amount, String net, String tax) {
        var split = split(code, currency, amount);

        assertThat(split.net()).isEqualTo(Money.of(currency, net));
        assertThat(split.tax()).isEqualTo(Money.of(currency, tax));
        assertThat(split.selfAssessed().isZero()).isTrue();
    }

    @Test
    void byReverseChargeTheAmountIsNetAndItsTaxIsBesideIt() {
        assertThat(split("VAT-REVERSE-20", "GBP", "3.00"))
                .isEqualTo(new Split(Money.of("GBP", "3.00"), Money.zero("GBP"), Money.of("GBP", "0.60")));
    }

    @ParameterizedTest
    @CsvSource({"0.15, 0.01", "0.25, 0.02", "0.35, 0.03", "-0.15, -0.01"}) // at 1/11: 0.01364, 0.02273, 0.03182
    void taxIsRoundedToTheMinorUnit(String amount, String tax) {
        assertThat(split("GST-INCLUSIVE-10", "AUD", amount).tax()).isEqualTo(Money.of("AUD", tax));
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0.02", "0.05, 0.02", "0.07, 0.04", "-0.05, -0.02"}) // half of an odd number of cents
    void halfACentGoesToTheEvenCent(String amount, String tax) {
        assertThat(split("INCLUSIVE-100", "EUR", amount).tax()).isEqualTo(Money.of("EUR", tax));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "VAT-20", "INCLUSIVE-0", "INCLUSIVE-101", "INCLUSIVE-", "REVERSE", "GST-ZERO"})
    void whatIsNoRuleIsNoRule(String code) {
        assertThat(TaxRule.parse(code)).isEmpty();
    }

    @Property
    void netAndTaxSumToTheAmountAndHaveItsSign(
            @ForAll @LongRange(min = -9_000_000_000_000L, max = 9_000_000_000_000L) long minor,
            @ForAll @BigRange(min = "0.1", max = "100") @Scale(1) BigDecimal percent) {
        var amount = new Money("EUR", minor);
        var split = new TaxRule.Inclusive(new Rate(percent)).split(amount);

        assertThat(split.net().plus(split.tax())).isEqualTo(amount);
        assertThat(Long.signum(split.tax().minor()) * Long.signum(minor)).isNotNegative();
        assertThat(Long.signum(split.net().minor()) * Long.signum(minor)).isNotNegative();
    }

    @Property
    void whatIsTakenBackIsWhatWasCharged(
            @ForAll @LongRange(min = 0, max = 9_000_000_000_000L) long minor,
            @ForAll @BigRange(min = "0.1", max = "100") @Scale(1) BigDecimal percent) {
        for (var rule :
                new TaxRule[] {new TaxRule.Inclusive(new Rate(percent)), new TaxRule.ReverseCharge(new Rate(percent))
                }) {
            var charged = rule.split(new Money("GBP", minor));
            var back = rule.split(new Money("GBP", -minor));

            assertThat(back)
                    .isEqualTo(new Split(
                            charged.net().negate(),
                            charged.tax().negate(),
                            charged.selfAssessed().negate()));
        }
    }
}
