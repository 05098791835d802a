package org.tieout.accounting.tax;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tieout.accounting.money.Money;

/// How an amount of a settlement relates to value-added tax, or goods and services tax. Which rule holds
/// depends on what the amount is for, the marketplace and the service date, and on where the seller is
/// established: a flow is of one seller, so its mapping table says that by its rows.
///
/// | Code | Means |
/// |---|---|
/// | `NONE` | no tax: the whole amount is net |
/// | `ZERO` | taxed at 0 %: the whole amount is net, under a tax code of its own |
/// | `INCLUSIVE-20`, `VAT-INCLUSIVE-20`, `GST-INCLUSIVE-10` | the amount includes tax at that rate |
/// | `REVERSE-20`, `VAT-REVERSE-20` | the amount is net; who receives the service owes the tax and may deduct it |
public sealed interface TaxRule {

    /// No tax.
    record None() implements TaxRule {}

    /// Taxed at nothing.
    record ZeroRated() implements TaxRule {}

    /// Includes tax.
    ///
    /// @param rate the rate
    record Inclusive(Rate rate) implements TaxRule {}

    /// Tax is due by who receives the service, and deductible by the same.
    ///
    /// @param rate the rate
    record ReverseCharge(Rate rate) implements TaxRule {}

    /// The rule with that code; nothing when there is none.
    static Optional<TaxRule> parse(String code) {
        return Codes.parse(code);
    }

    /// What an amount is made of under this rule.
    default Split split(Money amount) {
        var nothing = Money.zero(amount.currency());
        return switch (this) {
            case None none -> new Split(amount, nothing, nothing);
            case ZeroRated zero -> new Split(amount, nothing, nothing);
            case Inclusive(var rate) -> {
                var tax = rate.within(amount);
                yield new Split(amount.minus(tax), tax, nothing);
            }
            case ReverseCharge(var rate) -> new Split(amount, nothing, rate.on(amount));
        };
    }

    /// An amount, taken apart.
    ///
    /// @param net what it is without tax
    /// @param tax the tax in it; net and tax sum to the amount
    /// @param selfAssessed tax that is not in it: owed and deducted by the same party
    record Split(Money net, Money tax, Money selfAssessed) {}

    /// The words of a mapping file.
    final class Codes {
        private static final Pattern RATED =
                Pattern.compile("(?:VAT-|GST-)?(INCLUSIVE|REVERSE)-([0-9]{1,3}(?:\\.[0-9]{1,3})?)");

        private Codes() {}

        private static Optional<TaxRule> parse(String code) {
            if (code.equals("NONE")) {
                return Optional.of(new None());
            }
            if (code.equals("ZERO")) {
                return Optional.of(new ZeroRated());
            }
            var match = RATED.matcher(code);
            if (!match.matches()) {
                return Optional.empty();
            }
            var percent = new BigDecimal(match.group(2));
            if (percent.signum() == 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                return Optional.empty();
            }
            var rate = new Rate(percent);
            return Optional.of(match.group(1).equals("INCLUSIVE") ? new Inclusive(rate) : new ReverseCharge(rate));
        }
    }
}
