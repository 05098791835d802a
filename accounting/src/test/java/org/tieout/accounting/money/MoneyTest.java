package org.tieout.accounting.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "USD, 12.34,  1234,  12.34",
        "USD, -0.05,  -5,    -0.05",
        "USD, 12.3400, 1234, 12.34",
        "USD, 7,      700,   7.00",
        "JPY, 1980,   1980,  1980",
        "JPY, -1,     -1,    -1",
        "KWD, 1.234,  1234,  1.234",
        "USD, 1E+2,   10000, 100.00",
    })
    void anAmountIsExactInMinorUnits(String currency, String written, long minor, String read) {
        var money = Money.of(currency, written);

        assertThat(money.minor()).isEqualTo(minor);
        assertThat(money.amount()).isEqualTo(read);
        assertThat(Money.of(currency, money.toBigDecimal())).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({"USD, 0.001", "JPY, 0.5", "KWD, 0.0001", "USD, 92233720368547758.08"})
    void whatTheCurrencyCannotHoldIsRefusedNeverRounded(String currency, String written) {
        assertThatThrownBy(() -> Money.of(currency, written)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void sumsNeverOverflowSilently() {
        var most = new Money("USD", Long.MAX_VALUE);
        var least = new Money("USD", Long.MIN_VALUE);

        assertThatThrownBy(() -> most.plus(new Money("USD", 1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> least.minus(new Money("USD", 1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(least::negate).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(least::abs).isInstanceOf(ArithmeticException.class);
        assertThat(most.toBigDecimal()).isEqualTo(new BigDecimal("92233720368547758.07"));
    }

    @Test
    void currenciesNeverMix() {
        var dollars = Money.of("USD", "1.00");
        var euros = Money.of("EUR", "1.00");

        assertThatThrownBy(() -> dollars.plus(euros))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("1.00 USD")
                .hasMessageContaining("1.00 EUR");
        assertThatThrownBy(() -> dollars.minus(euros)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> dollars.min(euros)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> dollars.compareTo(euros)).isInstanceOf(ArithmeticException.class);
        assertThat(dollars).isNotEqualTo(euros);
    }

    @Test
    void onlyCurrenciesThatMoneyIsPaidInAreKnown() {
        assertThatThrownBy(() -> Money.zero("usd")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.zero("ZZZ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.zero("XAU")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.of("USD", "1,00")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void signsAndOrder() {
        var one = Money.of("USD", "1.00");
        var less = Money.of("USD", "-2.00");

        assertThat(one.min(less)).isEqualTo(less);
        assertThat(less.abs()).isEqualTo(Money.of("USD", "2.00"));
        assertThat(less.isNegative()).isTrue();
        assertThat(one.isPositive()).isTrue();
        assertThat(one.minus(one).isZero()).isTrue();
        assertThat(less).hasToString("-2.00 USD");
    }
}
