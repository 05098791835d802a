package org.tieout.accounting.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tieout.accounting.deal.Sale.Line;

/// What a deal is now that its sale, as it was commanded, is not. Which record says it, on which day it was
/// closed and whether somebody must approve it is no difference.
///
/// @param words what differs, as a person reads it
/// @param hash of the sale as it would be and of the revision it would change: who approves an amendment
/// approves this
/// @param withdrawn true when the deal is not to be sold at all any more
public record Amendment(List<String> words, String hash, boolean withdrawn) {

    public Amendment {
        words = List.copyOf(words);
    }

    /// What differs between a sale as commanded and as it would be now; nothing when it comes to the same.
    ///
    /// @param commanded as it was commanded
    /// @param revision of that command
    /// @param now as it would be
    public static Optional<Amendment> between(Sale commanded, int revision, Sale now) {
        var before = content(commanded);
        var after = content(now);
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(new Amendment(words(commanded, now), hash(revision, after), false));
    }

    /// The deal is not to be sold any more.
    ///
    /// @param revision of the command
    /// @param why in words
    public static Amendment withdrawal(int revision, String why) {
        return new Amendment(List.of(why), hash(revision, "withdrawn " + why), true);
    }

    /// The deal is as it was sold, and what stood for it in the ledger does not stand any more.
    ///
    /// @param revision of the sale that was commanded
    /// @param why in words
    public static Amendment again(int revision, String why) {
        return new Amendment(List.of(why), hash(revision, "again " + why), false);
    }

    /// The words in one sentence.
    public String sentence() {
        return String.join("; ", words);
    }

    private static String hash(int revision, String content) {
        return Hashes.of("r" + revision + " " + content);
    }

    private static String content(Sale sale) {
        return List.of(
                        sale.form(),
                        sale.customer().number(),
                        sale.lines().stream().map(Amendment::content).toList(),
                        sale.net(),
                        sale.tax(),
                        sale.representative(),
                        sale.paymentTerms(),
                        sale.shipmentMethod(),
                        sale.requestedDelivery())
                .toString();
    }

    /// The version of a mapping row is no content of a line.
    private static String content(Line line) {
        return List.of(
                        line.kind(),
                        line.number(),
                        line.description(),
                        line.quantity(),
                        line.unitPrice(),
                        line.unit(),
                        line.taxCode(),
                        line.amount(),
                        line.dimensions())
                .toString();
    }

    private static List<String> words(Sale before, Sale now) {
        var words = new ArrayList<String>();
        differ(words, "customer", before.customer().number(), now.customer().number());
        lines(words, before.lines(), now.lines());
        differ(words, "net", before.net().toString(), now.net().toString());
        differ(words, "tax", before.tax().toString(), now.tax().toString());
        differ(
                words,
                "salesperson",
                before.representative().orElse(""),
                now.representative().orElse(""));
        differ(
                words,
                "payment terms",
                before.paymentTerms().orElse(""),
                now.paymentTerms().orElse(""));
        differ(
                words,
                "shipment",
                before.shipmentMethod().orElse(""),
                now.shipmentMethod().orElse(""));
        differ(
                words,
                "requested delivery",
                before.requestedDelivery().map(Object::toString).orElse(""),
                now.requestedDelivery().map(Object::toString).orElse(""));
        return words;
    }

    /// Lines that are there before and now are left out, wherever they stand; the others are compared in
    /// their order.
    private static void lines(List<String> words, List<Line> before, List<Line> now) {
        var gone = new ArrayList<>(before.stream().map(Shown::of).toList());
        var come = new ArrayList<>(now.stream().map(Shown::of).toList());
        for (var line : List.copyOf(gone)) {
            if (come.remove(line)) {
                gone.remove(line);
            }
        }
        if (gone.isEmpty() && come.isEmpty() && !before.equals(now)) {
            if (!shown(before).equals(shown(now))) {
                words.add("its lines stand in another order");
            }
            return;
        }
        for (var line : List.copyOf(gone)) {
            var same = come.stream().filter(line::isSameGoods).findFirst();
            if (same.isPresent()) {
                words.add("line " + line.goods + ": " + line.text + " becomes " + same.get().text);
                gone.remove(line);
                come.remove(same.get());
            }
        }
        gone.forEach(line -> words.add("line " + line.goods + ": " + line.text + " is gone"));
        come.forEach(line -> words.add("line " + line.goods + ": " + line.text + " is new"));
    }

    private static List<Shown> shown(List<Line> lines) {
        return lines.stream().map(Shown::of).toList();
    }

    private static void differ(List<String> words, String what, String before, String now) {
        if (!before.equals(now)) {
            words.add(what + " " + (before.isEmpty() ? "none" : before) + " becomes " + (now.isEmpty() ? "none" : now));
        }
    }

    /// A line as a person reads it.
    private record Shown(String goods, String text) {

        static Shown of(Line line) {
            var number = line.kind() == Sale.LineKind.ACCOUNT ? "account " + line.number() : line.number();
            var goods = number.isEmpty() ? line.description() : number + " " + line.description();
            var more = new ArrayList<String>();
            line.unit().ifPresent(unit -> more.add("unit " + unit));
            if (!line.taxCode().isEmpty()) {
                more.add("tax code " + line.taxCode());
            }
            if (!line.dimensions().isEmpty()) {
                more.add(line.dimensions().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")));
            }
            return new Shown(
                    goods.strip(),
                    line.quantity().toPlainString() + " x " + line.unitPrice().toPlainString() + " = " + line.amount()
                            + (more.isEmpty() ? "" : " (" + String.join("; ", more) + ")"));
        }

        boolean isSameGoods(Shown other) {
            return goods.equals(other.goods);
        }
    }
}
