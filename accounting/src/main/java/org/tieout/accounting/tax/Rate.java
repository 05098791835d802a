package org.tieout.accounting.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.tieout.accounting.money.Money;

/// A rate of tax in percent, such as 20 or 5.5. Amounts are rounded half-even to the currency's minor unit,
/// once a line; what is left of the line is its net, so that nothing is lost.
///
/// @param percent more than 0, at most 100
public record Rate(BigDecimal percent) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Rate {
        if (percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("a rate is more than 0 and at most 100 percent: " + percent);
        }
        percent = percent.stripTrailingZeros();
    }

    /// The tax within an amount that includes it: 6.00 of 66.00 at 10 percent.
    public Money within(Money gross) {
        return rounded(gross, HUNDRED.add(percent));
    }

    /// The tax on an amount that does not include it: 6.00 on 60.00 at 10 percent.
    public Money on(Money net) {
        return rounded(net, HUNDRED);
    }

    private Money rounded(Money amount, BigDecimal whole) {
        return new Money(
                amount.currency(),
                BigDecimal.valueOf(amount.minor())
                        .multiply(percent)
                        .divide(whole, 0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    /// The percentage without trailing zeros, for example `5.5`.
    @Override
    public String toString() {
        return percent.toPlainString();
    }
}
