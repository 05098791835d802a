package org.tieout.accounting.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// An exact amount of one currency, in minor units. Immutable.
///
/// Sums never mix currencies and never overflow silently: both throw [ArithmeticException].
///
/// @param currency ISO 4217 code
/// @param minor the amount in the currency's minor unit, for example cents; may be negative
public record Money(String currency, long minor) implements Comparable<Money> {

    private static final Map<String, Integer> SCALES = new ConcurrentHashMap<>();

    public Money {
        Objects.requireNonNull(currency);
        scaleOf(currency);
    }

    /// Nothing, in that currency.
    public static Money zero(String currency) {
        return new Money(currency, 0);
    }

    /// An amount in units of the currency, for example 12.34.
    ///
    /// @throws ArithmeticException if it has more decimals than the currency's minor unit, or is beyond 64 bits
    public static Money of(String currency, BigDecimal amount) {
        return new Money(
                currency,
                amount.movePointRight(scaleOf(currency))
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .longValueExact());
    }

    /// An amount written with a decimal point, for example `-12.34`.
    ///
    /// @throws NumberFormatException if it is no number
    /// @throws ArithmeticException as [#of(String, BigDecimal)]
    public static Money of(String currency, String amount) {
        return of(currency, new BigDecimal(amount));
    }

    /// How many decimals the currency's minor unit has: 2 for USD, 0 for JPY.
    ///
    /// @throws IllegalArgumentException if ISO 4217 does not know the code, or it has no minor unit, as gold
    public static int scaleOf(String currency) {
        var scale = SCALES.get(currency);
        if (scale == null) {
            scale = Currency.getInstance(currency).getDefaultFractionDigits();
            if (scale < 0) {
                throw new IllegalArgumentException(currency + " is no currency that money is paid in");
            }
            SCALES.put(currency, scale);
        }
        return scale;
    }

    /// This plus the other.
    public Money plus(Money other) {
        requireSame(other);
        return new Money(currency, Math.addExact(minor, other.minor));
    }

    /// This minus the other.
    public Money minus(Money other) {
        requireSame(other);
        return new Money(currency, Math.subtractExact(minor, other.minor));
    }

    /// The same amount on the other side.
    public Money negate() {
        return new Money(currency, Math.negateExact(minor));
    }

    /// The amount without its sign.
    public Money abs() {
        return minor < 0 ? negate() : this;
    }

    /// The smaller of the two.
    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /// True for nothing.
    public boolean isZero() {
        return minor == 0;
    }

    /// True below nothing.
    public boolean isNegative() {
        return minor < 0;
    }

    /// True above nothing.
    public boolean isPositive() {
        return minor > 0;
    }

    /// The amount in units of the currency, with exactly the currency's decimals.
    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(minor, scaleOf(currency));
    }

    /// The amount as text with a decimal point and the currency's decimals, for example `-12.30`.
    public String amount() {
        return toBigDecimal().toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        requireSame(other);
        return Long.compare(minor, other.minor);
    }

    /// Amount and currency, for example `12.30 USD`.
    @Override
    public String toString() {
        return amount() + " " + currency;
    }

    private void requireSame(Money other) {
        if (!currency.equals(other.currency)) {
            throw new ArithmeticException("cannot combine " + this + " with " + other + ": two currencies");
        }
    }
}
