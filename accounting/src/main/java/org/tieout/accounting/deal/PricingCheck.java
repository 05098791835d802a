package org.tieout.accounting.deal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;
import org.tieout.accounting.deal.SalesRecord.SourceLine;
import org.tieout.accounting.money.Money;

/// Whether a record's amounts follow from its lines (dynamics-sales.md, "Pricing rules"). What does not add
/// up is held: nobody knows which of its figures is the one that was agreed.
final class PricingCheck {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private PricingCheck() {}

    /// What does not add up, with both figures; nothing when everything does.
    static Optional<String> problem(SalesRecord record) {
        if (record.pricingError() != 0) {
            return Optional.of("the CRM could not price it (pricing error " + record.pricingError() + ")");
        }
        if (record.lines().isEmpty()) {
            return Optional.empty();
        }
        var amounts = record.amounts();
        for (var line : record.lines()) {
            var wrong = line(line);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        var net = sum(record, SourceLine::base).subtract(sum(record, SourceLine::manualDiscount));
        return differs("its lines come to", net, "its line total is", amounts.lineTotal())
                .or(() -> differs(
                        "the tax of its lines comes to", sum(record, SourceLine::tax), "its tax is", amounts.tax()))
                .or(() -> differs(
                        "lines, discount, freight and tax come to",
                        amounts.lineTotal()
                                .subtract(headerDiscount(record))
                                .add(amounts.freight())
                                .add(amounts.tax()),
                        "its total is",
                        amounts.total()));
    }

    private static Optional<String> line(SourceLine line) {
        var base = line.pricePerUnit().subtract(line.volumeDiscount()).multiply(line.quantity());
        var name = "line '" + line.description() + "': ";
        return differs(name + "price and quantity come to", base, "its amount is", line.base())
                .or(() -> differs(
                        name + "amount, discount and tax come to",
                        line.base().subtract(line.manualDiscount()).add(line.tax()),
                        "its extended amount is",
                        line.extended()));
    }

    /// The discount on the whole: an amount and a percentage of the line total, which is rounded.
    static BigDecimal headerDiscount(SalesRecord record) {
        var amounts = record.amounts();
        var scale = Money.scaleOf(record.currency());
        return amounts.discount()
                .add(amounts.lineTotal()
                        .multiply(amounts.discountPercentage())
                        .divide(HUNDRED, scale, RoundingMode.HALF_UP));
    }

    private static BigDecimal sum(SalesRecord record, Function<SourceLine, BigDecimal> amount) {
        return record.lines().stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<String> differs(String whatIs, BigDecimal is, String whatShould, BigDecimal should) {
        return is.subtract(should).abs().compareTo(TOLERANCE) > 0
                ? Optional.of(whatIs + " " + text(is) + ", " + whatShould + " " + text(should))
                : Optional.empty();
    }

    private static String text(BigDecimal amount) {
        var shown = amount.stripTrailingZeros();
        return (shown.scale() < 2 ? shown.setScale(2, RoundingMode.UNNECESSARY) : shown).toPlainString();
    }
}
