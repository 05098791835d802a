package org.tieout.cli.audit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.Amounts;
import org.tieout.cli.Words;
import org.tieout.event.Money;
import org.tieout.event.Sale;
import org.tieout.event.SaleLine;
import org.tieout.event.SalesDocumentLine;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.StatusUpdate;

/// What an audit says of deals. Stateless.
final class DealWords {

    private DealWords() {}

    /// `order ORD-01002, version 919181: submitted, total 371.92 USD`.
    static String of(SalesDocumentVersion version) {
        return Words.of(version.getKind()) + " "
                + (version.getNumber() == null ? version.getId() : version.getNumber())
                + ", version " + version.getRowVersion() + ": " + Words.of(version.getStage()) + ", total "
                + amount(version.getTotal());
    }

    static List<String> lines(SalesDocumentVersion version) {
        var lines =
                new ArrayList<>(version.getLines().stream().map(DealWords::line).toList());
        add(lines, "discount", version.getDiscountAmount());
        if (version.getDiscountPercentage().signum() != 0) {
            lines.add("discount " + plain(version.getDiscountPercentage()) + " %");
        }
        add(lines, "freight", version.getFreight());
        add(lines, "tax", version.getTax());
        return List.copyOf(lines);
    }

    private static String line(SalesDocumentLine line) {
        var product = line.getProductNumber() == null ? line.getDescription() : line.getProductNumber();
        return plain(line.getQuantity()) + " × " + product + ", price " + plain(line.getPricePerUnit())
                + less(", less by volume ", line.getVolumeDiscount())
                + less(", less ", line.getManualDiscount().getAmount())
                + ": " + amount(line.getExtendedAmount());
    }

    static List<String> lines(Sale sale) {
        var lines =
                new ArrayList<>(sale.getLines().stream().map(DealWords::line).toList());
        add(lines, "tax", sale.getTax());
        lines.add("total " + amount(sale.getTotal()) + (sale.getComparesTax() ? "" : ", of which before tax counts"));
        return List.copyOf(lines);
    }

    private static String line(SaleLine line) {
        return switch (line.getKind()) {
            case ITEM, ACCOUNT ->
                plain(line.getQuantity()) + " × " + Words.of(line.getKind()) + " " + line.getNumber() + ", price "
                        + plain(line.getUnitPrice()) + ": " + amount(line.getAmount());
            case COMMENT -> line.getDescription();
            case UNKNOWN -> line.getDescription() + ": " + amount(line.getAmount());
        };
    }

    static List<String> lines(StatusUpdate update) {
        var shown = new ArrayList<String>();
        add(shown, "number", update.getNumber());
        add(shown, "posting date", update.getPostingDate());
        add(shown, "because", update.getProblem());
        return List.of(Words.of(update.getTable()) + " " + update.getRecordId() + " shows " + update.getStatus()
                + (shown.isEmpty() ? "" : ", " + String.join(", ", shown)));
    }

    private static void add(List<String> lines, String what, @Nullable Object value) {
        if (value != null) {
            lines.add(what + " " + value);
        }
    }

    private static void add(List<String> lines, String what, Money amount) {
        if (amount.getAmount().signum() != 0) {
            lines.add(what + " " + amount(amount));
        }
    }

    private static String less(String words, BigDecimal amount) {
        return amount.signum() == 0 ? "" : words + plain(amount);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String amount(Money money) {
        return Amounts.readable(money) + " " + money.getCurrency();
    }
}
