package org.tieout.simulator.bc.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the lines of a document come to (section 8.2). Tax is computed once per tax group and rounded once; what
/// rounding leaves over falls on the line touched last. Pure.
final class Amounts {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Amounts() {}

    /// A line to compute.
    ///
    /// @param discount off the line's amount
    /// @param taxGroup lines of one group are taxed together
    /// @param taxPercent such as 8.25
    record Line(
            BigDecimal quantity, BigDecimal unitPrice, BigDecimal discount, String taxGroup, BigDecimal taxPercent) {
        /// Before tax or with it, as the document's prices are.
        BigDecimal amount() {
            return cents(quantity.multiply(unitPrice)).subtract(discount);
        }
    }

    /// A net amount and its tax.
    record Taxed(BigDecimal net, BigDecimal tax) {
        BigDecimal gross() {
            return net.add(tax);
        }
    }

    /// A line that was computed.
    ///
    /// @param own before the document's discount
    /// @param allocation the line's part of the document's discount
    /// @param after after it
    record Computed(Taxed own, BigDecimal allocation, Taxed after) {}

    /// Computes a document.
    static List<Computed> of(List<Line> lines, boolean pricesIncludeTax, BigDecimal documentDiscount) {
        List<BigDecimal> own = lines.stream().map(Line::amount).toList();
        List<BigDecimal> allocations = spread(documentDiscount, own);
        List<BigDecimal> after = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            after.add(own.get(i).subtract(allocations.get(i)));
        }
        List<Taxed> before = taxed(lines, own, pricesIncludeTax);
        List<Taxed> net = taxed(lines, after, pricesIncludeTax);
        List<Computed> computed = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            computed.add(new Computed(before.get(i), allocations.get(i), net.get(i)));
        }
        return List.copyOf(computed);
    }

    /// A discount over lines in proportion to their amounts; never more than they come to.
    private static List<BigDecimal> spread(BigDecimal discount, List<BigDecimal> amounts) {
        BigDecimal total = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal whole = discount.min(total.max(BigDecimal.ZERO));
        List<BigDecimal> parts = new ArrayList<>();
        BigDecimal reached = BigDecimal.ZERO;
        BigDecimal given = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            reached = reached.add(amount);
            BigDecimal due = total.signum() == 0
                    ? BigDecimal.ZERO
                    : whole.multiply(reached).divide(total, 2, RoundingMode.HALF_UP);
            parts.add(due.subtract(given));
            given = due;
        }
        return parts;
    }

    private static List<Taxed> taxed(List<Line> lines, List<BigDecimal> amounts, boolean pricesIncludeTax) {
        Map<String, BigDecimal> bases = new HashMap<>();
        Map<String, BigDecimal> reached = new HashMap<>();
        List<Taxed> taxed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            BigDecimal amount = amounts.get(i);
            String group = line.taxGroup() + "|" + line.taxPercent().stripTrailingZeros();
            BigDecimal base = bases.merge(group, amount, BigDecimal::add);
            BigDecimal due = tax(base, line.taxPercent(), pricesIncludeTax);
            BigDecimal tax = due.subtract(reached.getOrDefault(group, BigDecimal.ZERO));
            reached.put(group, due);
            taxed.add(new Taxed(pricesIncludeTax ? amount.subtract(tax) : amount, tax));
        }
        return taxed;
    }

    /// The tax of a whole group.
    private static BigDecimal tax(BigDecimal base, BigDecimal percent, boolean included) {
        if (included) {
            BigDecimal factor = BigDecimal.ONE.add(percent.divide(HUNDRED));
            return base.subtract(base.divide(factor, 2, RoundingMode.HALF_UP));
        }
        return cents(base.multiply(percent).divide(HUNDRED));
    }

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
