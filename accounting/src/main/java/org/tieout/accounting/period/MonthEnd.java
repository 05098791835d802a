package org.tieout.accounting.period;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Marketplace;

/// The journals of a month end: what Amazon defers is accrued on the last day and reversed when it is released. One
/// line an account and category, however many transactions. Pure: the same transactions in any order give the same
/// journal.
///
/// @param flow the flow
/// @param marketplace the marketplace, whose calendar decides the month
/// @param month the month that ends
public record MonthEnd(String flow, Marketplace marketplace, YearMonth month) {

    static final Comparator<Account> BY_ACCOUNT =
            Comparator.comparing(Account::code).thenComparing(Account::taxCode).thenComparing(Account::name);

    /// When an accrual is reversed.
    public enum Reversal {
        /// On the day Amazon releases the transaction, which is the day its settlement row is posted on.
        ON_RELEASE("on-release"),
        /// On the first of the next month, whole; what is still held then is accrued again at that month's end.
        FIRST_OF_MONTH("first-of-month");

        private final String word;

        Reversal(String word) {
            this.word = word;
        }

        /// The word in a flow's options.
        public String word() {
            return word;
        }

        /// The reversal with that word.
        public static Optional<Reversal> of(String word) {
            return java.util.Arrays.stream(values())
                    .filter(reversal -> reversal.word.equals(word))
                    .findFirst();
        }
    }

    /// The accrual: dated the last day of the month. Nothing where there is nothing to accrue.
    ///
    /// @param accrued what each transaction posts
    /// @param number 1 for a month's accrual, more for what was read of the month only later
    public Optional<Journal> accrual(Collection<Accrued> accrued, int number) {
        return journal(
                accrued,
                false,
                month.atEndOfMonth(),
                "accrual-" + marketplace + numbered(number),
                reference("A") + numbered(number),
                "Amazon " + marketplace.siteName() + ", deferred at the end of " + month + ": " + accrued.size()
                        + (accrued.size() == 1 ? " transaction" : " transactions"));
    }

    /// The reversal of what was accrued, on a day after the month.
    ///
    /// @param accrued what was accrued and is released now
    /// @param date the day of the reversal
    /// @param number 1 for a day's reversal, more for releases of that day that were read only later
    /// @throws IllegalArgumentException if the day lies in the month itself: it would undo the accrual
    public Optional<Journal> reversal(Collection<Accrued> accrued, LocalDate date, int number) {
        if (!date.isAfter(month.atEndOfMonth())) {
            throw new IllegalArgumentException("an accrual of " + month + " is not reversed on " + date);
        }
        return journal(
                accrued,
                true,
                date,
                "release-" + marketplace + "-" + date + numbered(number),
                reference("R") + String.format(Locale.ROOT, "-%tm%<td", date) + numbered(number),
                "Amazon " + marketplace.siteName() + ", deferred at the end of " + month + " and released by " + date);
    }

    private Optional<Journal> journal(
            Collection<Accrued> accrued, boolean reversed, LocalDate date, String part, String reference, String memo) {
        var sums = new TreeMap<Key, Sum>();
        for (var transaction : accrued) {
            for (var entry : transaction.entries()) {
                var amount = reversed ? entry.amount().negate() : entry.amount();
                var sum = sums.computeIfAbsent(new Key(entry.account(), Optional.of(entry.category())), k -> new Sum());
                sum.add(amount);
                sum.sources++;
                sums.computeIfAbsent(new Key(transaction.against(), Optional.empty()), k -> new Sum())
                        .add(amount.negate());
            }
        }
        var lines = new ArrayList<Line>();
        sums.forEach((key, sum) -> sum.line(key).ifPresent(lines::add));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var currency = lines.getFirst().amount().currency();
        return Optional.of(new Journal(new Heading(id(part), reference, date, currency, memo), lines));
    }

    private PostingId id(String part) {
        return PostingId.ofPeriod(flow, month, part);
    }

    /// For example `A202606-DE`: with the day of a release and a second of the same day 20 characters.
    private String reference(String kind) {
        return kind + String.format(Locale.ROOT, "%tY%<tm", month.atDay(1)) + "-" + marketplace;
    }

    private static String numbered(int number) {
        return number == 1 ? "" : "." + number;
    }

    /// Categories first, the balancing side last; each by account.
    private record Key(Account account, Optional<Category> category) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing((Key key) -> key.category.isEmpty())
                    .thenComparing(Key::account, BY_ACCOUNT)
                    .thenComparing(key -> key.category.map(Category::ordinal).orElse(0))
                    .compare(this, other);
        }
    }

    private static final class Sum {
        private Optional<Money> amount = Optional.empty();
        private int sources;

        void add(Money more) {
            amount = Optional.of(amount.map(sum -> sum.plus(more)).orElse(more));
        }

        Optional<Line> line(Key key) {
            return amount.filter(sum -> !sum.isZero())
                    .map(sum -> key.category()
                            .map(category -> Line.of(key.account(), sum, category, category.label(), sources))
                            .orElseGet(() -> Line.balancing(key.account(), sum, "Deferred by Amazon")));
        }
    }
}
