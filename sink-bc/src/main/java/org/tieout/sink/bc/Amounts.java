package org.tieout.sink.bc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.tieout.event.Application;
import org.tieout.event.Document;
import org.tieout.event.DocumentLine;
import org.tieout.event.Money;

/// Amounts of canonical documents at their currency's decimals. Exact.
final class Amounts {
    private static final int SCALE = 4;

    private Amounts() {}

    static BigDecimal of(DocumentLine line) {
        return of(line.getAmount());
    }

    static BigDecimal of(Application application) {
        return of(application.getAmount());
    }

    static BigDecimal of(Money money) {
        int decimals = Currency.getInstance(money.getCurrency()).getDefaultFractionDigits();
        return money.getAmount().setScale(decimals, RoundingMode.UNNECESSARY);
    }

    static Money money(BigDecimal amount, String currency) {
        return Money.newBuilder()
                .setCurrency(currency)
                .setAmount(amount.setScale(SCALE, RoundingMode.HALF_EVEN))
                .build();
    }

    /// The receivable's line, or clearing's: the one without an item.
    static DocumentLine otherSide(Document document) {
        return document.getLines().stream()
                .filter(line -> line.getItem() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a sales document has a line without an item"));
    }

    /// What the document's total will be; debits of a journal.
    static BigDecimal total(Document document) {
        return SalesType.of(document.getKind()).isPresent()
                ? of(otherSide(document)).abs()
                : document.getLines().stream()
                        .map(Amounts::of)
                        .filter(amount -> amount.signum() > 0)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Units at one price.
    record Units(int quantity, BigDecimal price) {}

    /// Units whose amounts add up to the amount exactly, at prices of the currency's own decimals: what does
    /// not divide evenly is one cent more on some of the units (memo, 8.3). Quantities are kept, because
    /// items may keep stock.
    static List<Units> split(BigDecimal amount, int quantity) {
        if (quantity <= 1) {
            return List.of(new Units(1, amount));
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(amount.scale());
        BigDecimal price = amount.divide(BigDecimal.valueOf(quantity), amount.scale(), RoundingMode.FLOOR);
        int dearer = amount.subtract(price.multiply(BigDecimal.valueOf(quantity)))
                .divide(unit, 0, RoundingMode.UNNECESSARY)
                .intValueExact();
        List<Units> units = new ArrayList<>();
        if (dearer > 0) {
            units.add(new Units(dearer, price.add(unit)));
        }
        if (dearer < quantity) {
            units.add(new Units(quantity - dearer, price));
        }
        return units;
    }
}
