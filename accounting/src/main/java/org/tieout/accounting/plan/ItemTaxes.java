package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Carry.Side;
import org.tieout.accounting.tax.TaxDifference;

/// Sales tax of an order, item by item: SKU, month, and sale or refund.
///
/// | Of an item the marketplace | The tax |
/// |---|---|
/// | withheld nothing | is the seller's to pay, and part of what the buyer owes |
/// | withheld what it collected | posts nothing |
/// | withheld another amount | posts nothing but the difference, which is the seller's only if the flow says so |
final class ItemTaxes {

    private final String currency;
    private final Predicate<YearMonth> sellerLiable;
    private final Map<Item, Sums> items = new TreeMap<>();

    /// @param sellerLiable whether the flow says that what is not withheld is the seller's, by month
    ItemTaxes(String currency, Predicate<YearMonth> sellerLiable) {
        this.currency = currency;
        this.sellerLiable = sellerLiable;
    }

    private record Item(Side side, YearMonth month, String sku) implements Comparable<Item> {
        private static final Comparator<Item> ORDER =
                Comparator.comparing(Item::side).thenComparing(Item::month).thenComparing(Item::sku);

        Item(Side side, OrderRow row) {
            this(side, row.month(), nameOf(row.sku()));
        }

        private static String nameOf(@Nullable String sku) {
            return sku == null ? "" : sku;
        }

        @Override
        public int compareTo(Item other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Sums {
        private long collected;
        private long withheld;
        private int rows;
        private boolean facilitated;

        long net() {
            return Math.addExact(collected, withheld);
        }
    }

    void collected(Side side, OrderRow row) {
        var sums = sums(side, row);
        sums.collected = Math.addExact(sums.collected, row.minor());
    }

    void withheld(Side side, OrderRow row) {
        var sums = sums(side, row);
        sums.withheld = Math.addExact(sums.withheld, row.minor());
        sums.facilitated = true;
    }

    private Sums sums(Side side, OrderRow row) {
        var sums = items.computeIfAbsent(new Item(side, row), item -> new Sums());
        sums.rows += row.rows();
        return sums;
    }

    /// True when the marketplace withheld tax of the item that the row is of.
    boolean isRemitted(Side side, OrderRow row) {
        var sums = items.get(new Item(side, row));
        return sums != null && sums.facilitated;
    }

    /// What the seller has to pay, or gets back with a refund.
    void forEachLiability(Liability liability) {
        items.forEach((item, sums) -> {
            if (sums.net() != 0 && (!sums.facilitated || sellerLiable.test(item.month))) {
                liability.of(item.side, item.month, sums.net(), sums.rows);
            }
        });
    }

    /// Takes what is the seller's.
    interface Liability {
        void of(Side side, YearMonth month, long minor, int rows);
    }

    /// Items whose tax does not net to zero although the marketplace remits it.
    List<TaxDifference> differences() {
        var differences = new ArrayList<TaxDifference>();
        items.forEach((item, sums) -> {
            if (sums.net() != 0 && sums.facilitated && !sellerLiable.test(item.month)) {
                differences.add(new TaxDifference(
                        item.sku, item.month, new Money(currency, sums.collected), new Money(currency, sums.withheld)));
            }
        });
        return differences;
    }
}
