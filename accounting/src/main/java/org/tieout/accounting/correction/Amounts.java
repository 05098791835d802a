package org.tieout.accounting.correction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.money.Money;

/// Sums of lines by account and tax code, on two sides: posted and planned. Amounts that documents alone may carry (the
/// bank, what buyers owe, money on its way) are kept apart from those that a journal may move. Not safe for several
/// threads.
final class Amounts {

    private final Predicate<Line> movable;
    private final SortedMap<Key, Cell> moving = new TreeMap<>();
    private final SortedMap<Key, Cell> fixed = new TreeMap<>();

    Amounts(Predicate<Line> movable) {
        this.movable = movable;
    }

    private record Key(String currency, String account, String taxCode) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byCurrency = currency.compareTo(other.currency);
            var byAccount = byCurrency != 0 ? byCurrency : account.compareTo(other.account);
            return byAccount != 0 ? byAccount : taxCode.compareTo(other.taxCode);
        }
    }

    private static final class Cell {
        private Account account;
        private Optional<Category> category = Optional.empty();
        private long posted;
        private long planned;

        Cell(Account account) {
            this.account = account;
        }

        void note(Line line) {
            if (account.name().equals(account.code())) {
                account = line.account(); // What was read back from a topic has no names.
            }
            category = line.category().or(() -> category);
        }

        long difference() {
            return Math.subtractExact(planned, posted);
        }
    }

    void posted(Document document) {
        for (var line : document.lines()) {
            var cell = cell(line, document.id().isReclass() || movable.test(line));
            cell.posted = Math.addExact(cell.posted, line.amount().minor());
        }
    }

    void planned(Document document) {
        for (var line : document.lines()) {
            var cell = cell(line, movable.test(line));
            cell.planned = Math.addExact(cell.planned, line.amount().minor());
        }
    }

    private Cell cell(Line line, boolean moves) {
        var key = new Key(
                line.amount().currency(), line.account().code(), line.account().taxCode());
        var cell = (moves ? moving : fixed).computeIfAbsent(key, k -> new Cell(line.account()));
        cell.note(line);
        return cell;
    }

    void add(Amounts other) {
        merge(moving, other.moving);
        merge(fixed, other.fixed);
    }

    private static void merge(SortedMap<Key, Cell> into, SortedMap<Key, Cell> from) {
        from.forEach((key, cell) -> {
            var sum = into.computeIfAbsent(key, k -> new Cell(cell.account));
            sum.category = cell.category.or(() -> sum.category);
            sum.posted = Math.addExact(sum.posted, cell.posted);
            sum.planned = Math.addExact(sum.planned, cell.planned);
        });
    }

    /// True when what only documents may carry is as planned.
    boolean isFixedAsPlanned() {
        return fixed.values().stream().allMatch(cell -> cell.difference() == 0);
    }

    /// True when all is as planned.
    boolean isAsPlanned() {
        return isFixedAsPlanned() && moving.values().stream().allMatch(cell -> cell.difference() == 0);
    }

    /// What only documents may carry and is not as planned, in words.
    List<String> fixedDifferences() {
        var words = new ArrayList<String>();
        fixed.forEach((key, cell) -> {
            if (cell.difference() != 0) {
                words.add("account " + key.account + " holds " + new Money(key.currency, cell.posted)
                        + " of it, planned is " + new Money(key.currency, cell.planned));
            }
        });
        return words;
    }

    /// The lines of a journal that moves the difference.
    List<Line> journal(String memo) {
        var lines = new ArrayList<Line>();
        moving.forEach((key, cell) -> {
            if (cell.difference() != 0) {
                lines.add(new Line(
                        cell.account,
                        new Money(key.currency, cell.difference()),
                        memo,
                        Optional.empty(),
                        0,
                        cell.category,
                        0));
            }
        });
        return lines;
    }

    /// Account by account, for a person.
    List<Difference.Amount> shown() {
        var all = new TreeMap<Key, Cell>();
        merge(all, moving);
        merge(all, fixed);
        var amounts = new ArrayList<Difference.Amount>();
        all.forEach((key, cell) -> {
            if (cell.posted != 0 || cell.planned != 0) {
                amounts.add(new Difference.Amount(
                        cell.account, "", new Money(key.currency, cell.posted), new Money(key.currency, cell.planned)));
            }
        });
        return amounts;
    }
}
