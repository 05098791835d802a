package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Mappings.MappedItem;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Sku;

/// Gathers what a sales document sells or gives back, by category and SKU, and turns it into balanced lines:
/// one line
/// an item, and
/// the receivable (or another account) on the other side.
final class SalesLines {

    private final Map<Key, Amount> amounts = new TreeMap<>();
    private final String currency;
    private long total;

    SalesLines(String currency) {
        this.currency = currency;
    }

    private record Key(Category category, String sku, String description) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byCategory = category.compareTo(other.category);
            var bySku = byCategory != 0 ? byCategory : sku.compareTo(other.sku);
            return bySku != 0 ? bySku : description.compareTo(other.description);
        }
    }

    private static final class Amount {
        private long minor;
        private int quantity;
        private int rows;
    }

    /// Adds an amount in the seller's favour. Goods are kept by SKU; everything else by category.
    void add(Category category, @Nullable String sku, String description, int quantity, long minor, int rows) {
        var key = category == Category.REV_PRINCIPAL && sku != null
                ? new Key(category, sku, "")
                : new Key(category, "", description);
        var goods = !key.sku.isEmpty();
        var amount = amounts.computeIfAbsent(key, k -> new Amount());
        amount.minor = Math.addExact(amount.minor, minor);
        amount.quantity += goods ? quantity : 0;
        amount.rows += rows;
        total = Math.addExact(total, minor);
    }

    /// The sum, in the seller's favour.
    Money total() {
        return new Money(currency, total);
    }

    /// True when it comes to nothing and yet something happened: goods sold and given away by a promotion, a refund
    /// that
    /// a restocking fee took back. It is shown gross, on a document of nothing.
    boolean isWash() {
        return total == 0 && amounts.values().stream().anyMatch(amount -> amount.minor != 0);
    }

    /// Units sold by SKU.
    Map<String, Integer> units() {
        var units = new TreeMap<String, Integer>();
        amounts.forEach((key, amount) -> {
            if (!key.sku.isEmpty()) {
                units.merge(key.sku, Math.max(amount.quantity, 1), Math::addExact);
            }
        });
        return units;
    }

    /// The lines, or what is missing to make them.
    sealed interface Result {
        /// @param lines balanced
        record Lines(List<Line> lines) implements Result {}

        /// @param keys what the mapping lacks
        record Missing(SortedSet<MappingKey> keys) implements Result {}
    }

    /// Balanced lines with the total on that other account.
    Result against(
            Account other,
            String otherMemo,
            Mappings mappings,
            @Nullable String marketplace,
            LocalDate date,
            boolean genericItems) {
        var lines = new ArrayList<Line>();
        var missing = new TreeSet<MappingKey>();
        lines.add(Line.balancing(other, total(), otherMemo));
        amounts.forEach((key, amount) -> {
            if (amount.minor != 0) {
                line(key, amount, mappings, marketplace, date, genericItems, missing)
                        .ifPresent(lines::add);
            }
        });
        return missing.isEmpty() ? new Result.Lines(lines) : new Result.Missing(missing);
    }

    private Optional<Line> line(
            Key key,
            Amount amount,
            Mappings mappings,
            @Nullable String marketplace,
            LocalDate date,
            boolean genericItems,
            SortedSet<MappingKey> missing) {
        var account = key.category == Category.TAX_COLLECTED
                ? mappings.accountOf(Role.SALES_TAX, marketplace, date)
                : mappings.accountOf(key.category, key.description, marketplace, date);
        if (account.isEmpty()) {
            missing.add(new MappingKey(MappingKey.Kind.ACCOUNT, key.category.code()));
            return Optional.empty();
        }
        var item = item(key, mappings, marketplace, date, genericItems, missing);
        return item.map(mapped -> Line.ofItem(
                mapped.taxCode().isEmpty()
                        ? account.get()
                        : new Account(account.get().code(), account.get().name(), mapped.taxCode()),
                new Money(currency, -amount.minor),
                mapped.name(),
                Math.max(amount.quantity, 1),
                key.category,
                key.sku.isEmpty() ? key.category.label() : key.category.label() + ", SKU " + key.sku,
                amount.rows));
    }

    private static Optional<MappedItem> item(
            Key key,
            Mappings mappings,
            @Nullable String marketplace,
            LocalDate date,
            boolean genericItems,
            SortedSet<MappingKey> missing) {
        Optional<MappedItem> item = Optional.empty();
        if (!key.sku.isEmpty()) {
            item = mappings.itemOf(new Sku(key.sku), marketplace, date);
            if (item.isEmpty() && !genericItems) {
                missing.add(new MappingKey(MappingKey.Kind.ITEM, key.sku));
                return Optional.empty();
            }
        }
        item = item.or(() -> mappings.itemOf(key.category, marketplace, date));
        if (item.isEmpty()) {
            missing.add(Mappings.itemKey(key.category));
        }
        return item;
    }
}
