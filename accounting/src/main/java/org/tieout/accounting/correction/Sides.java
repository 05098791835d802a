package org.tieout.accounting.correction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.money.Money;

/// What a document says, line by line, without regard to the order of its lines and to what people read on them.
final class Sides {

    private Sides() {}

    /// What a line is about.
    record Key(String account, String taxCode, String item, String currency) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return java.util.Comparator.comparing(Key::account)
                    .thenComparing(Key::taxCode)
                    .thenComparing(Key::item)
                    .thenComparing(Key::currency)
                    .compare(this, other);
        }
    }

    /// How much of it.
    record Sum(long minor, int units) {
        Sum plus(Sum other) {
            return new Sum(Math.addExact(minor, other.minor), Math.addExact(units, other.units));
        }
    }

    static SortedMap<Key, Sum> of(Document document) {
        var sums = new TreeMap<Key, Sum>();
        document.lines().forEach(line -> sums.merge(key(line), sum(line), Sum::plus));
        sums.values().removeIf(sum -> sum.minor() == 0);
        return sums;
    }

    /// Units by item.
    static Map<String, Integer> items(Document document) {
        var units = new TreeMap<String, Integer>();
        document.lines()
                .forEach(line -> line.item().ifPresent(item -> units.merge(item, line.quantity(), Integer::sum)));
        return units;
    }

    /// Both documents side by side.
    static List<Difference.Amount> amounts(Optional<Document> posted, Optional<Document> planned) {
        var before = posted.map(Sides::of).orElseGet(TreeMap::new);
        var now = planned.map(Sides::of).orElseGet(TreeMap::new);
        var accounts = new TreeMap<Key, Account>();
        posted.ifPresent(document -> names(document, accounts));
        planned.ifPresent(document -> names(document, accounts));
        var nothing = new Sum(0, 0);
        var amounts = new ArrayList<Difference.Amount>();
        accounts.forEach((key, account) -> {
            if (before.containsKey(key) || now.containsKey(key)) {
                amounts.add(new Difference.Amount(
                        account,
                        key.item(),
                        new Money(
                                key.currency(),
                                before.getOrDefault(key, nothing).minor()),
                        new Money(key.currency(), now.getOrDefault(key, nothing).minor())));
            }
        });
        return amounts;
    }

    private static void names(Document document, Map<Key, Account> accounts) {
        document.lines().forEach(line -> accounts.put(key(line), line.account()));
    }

    private static Key key(Line line) {
        return new Key(
                line.account().code(),
                line.account().taxCode(),
                line.item().orElse(""),
                line.amount().currency());
    }

    private static Sum sum(Line line) {
        return new Sum(line.amount().minor(), line.item().isPresent() ? line.quantity() : 0);
    }
}
