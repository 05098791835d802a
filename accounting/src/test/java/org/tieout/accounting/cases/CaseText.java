package org.tieout.accounting.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.source.OrderId;

/// Writes documents down as an accountant reads them: one block each, accounts with debits and credits. Lines of one
/// account are one line, unless they sell different items.
final class CaseText {

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Money> balanceSheet = new TreeMap<>();

    /// Begins what comes from one source.
    void heading(String what) {
        text.append(text.isEmpty() ? "" : "\n").append("== ").append(what).append('\n');
    }

    void note(String note) {
        text.append("\n# ").append(note).append('\n');
    }

    void document(Document document) {
        var heading = document.heading();
        text.append('\n')
                .append(heading.date())
                .append("  ")
                .append(document.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .append("  ")
                .append(heading.reference());
        document.customerName().ifPresent(customer -> text.append("  ").append(customer));
        text.append('\n');
        var sums = new TreeMap<String, Money>();
        for (var line : document.lines()) {
            sums.merge(label(line), line.amount(), Money::plus);
            if (line.account().code().charAt(0) < '4' && !line.account().code().equals("1000")) {
                balanceSheet.merge(name(line), line.amount(), Money::plus);
            }
        }
        sums.forEach((account, amount) -> {
            if (!amount.isZero()
                    || document.lines().stream().allMatch(line -> line.amount().isZero())) {
                entry(account, amount);
            }
        });
    }

    private static String name(Line line) {
        return line.account().code() + " " + line.account().name();
    }

    private static String label(Line line) {
        var goods = line.item().isPresent() && line.memo().contains("SKU");
        return goods ? name(line) + ": " + line.quantity() + " " + line.item().get() : name(line);
    }

    private void entry(String account, Money amount) {
        var debit = amount.isNegative() ? "" : amount.amount();
        var credit = amount.isNegative() ? amount.negate().amount() : "";
        text.append(String.format(Locale.ROOT, "    %-40s %10s %10s", account, debit, credit)
                        .stripTrailing())
                .append('\n');
    }

    /// What is left when all is posted: on the balance sheet but the bank, and open per order.
    String end(Map<OrderId, OrderStanding> standings) {
        var left = new ArrayList<String>();
        balanceSheet.forEach((account, amount) -> {
            if (!amount.isZero()) {
                left.add(account + " " + (amount.isNegative() ? "Cr " : "Dr ")
                        + amount.abs().amount());
            }
        });
        standings.forEach((order, standing) -> currencies(standing).forEach(currency -> {
            var open = standing.openTotal(currency);
            if (!open.isZero()) {
                left.add("order " + order + ": invoiced "
                        + standing.invoicedTotal(currency).amount()
                        + ", credited " + standing.creditedTotal(currency).amount()
                        + ", settled " + standing.settledTotal(currency).amount()
                        + ", open " + open.amount());
            }
        }));
        text.append("\n== left\n\n");
        left.forEach(line -> text.append(line).append('\n'));
        if (left.isEmpty()) {
            text.append("nothing\n");
        }
        return text.toString();
    }

    private static List<String> currencies(OrderStanding standing) {
        return java.util.stream.Stream.concat(
                        standing.documents().stream()
                                .map(document -> document.amount().currency()),
                        standing.receipts().stream()
                                .map(receipt -> receipt.amount().currency()))
                .distinct()
                .sorted()
                .toList();
    }
}
