package org.tieout.cli;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Money;

/// Writes amounts: exact for programs, with separators for people.
public final class Amounts {

    private Amounts() {}

    /// The exact amount without its currency, for example `-1234.50`.
    public static String exact(Money money) {
        return shown(money).toPlainString();
    }

    /// The same, null for null.
    public static @Nullable String exactOrNull(@Nullable Money money) {
        return money == null ? null : exact(money);
    }

    /// For people, for example `-1,234.50`.
    public static String readable(Money money) {
        return readable(shown(money));
    }

    /// For people, of an exact text.
    public static String readable(String exact) {
        return readable(new BigDecimal(exact));
    }

    private static String readable(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,." + Math.max(amount.scale(), 0) + "f", amount);
    }

    /// As many digits as the currency has, more only where the amount has more.
    private static BigDecimal shown(Money money) {
        var digits = Math.max(0, Currency.getInstance(money.getCurrency()).getDefaultFractionDigits());
        var stripped = money.getAmount().stripTrailingZeros();
        return stripped.setScale(Math.max(digits, stripped.scale()));
    }
}
