package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.tieout.accounting.mapping.Goods;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Sku;
import org.tieout.accounting.tax.AppliedTax;

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

    private record Key(Category category, String sku, String description, boolean remitted) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::category)
                .thenComparing(Key::sku)
                .thenComparing(Key::description)
                .thenComparing(Key::remitted);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Amount {
        private long minor;
        private int quantity;
        private int rows;

        Amount add(long moreMinor, int moreQuantity, int moreRows) {
            minor = Math.addExact(minor, moreMinor);
            quantity += moreQuantity;
            rows += moreRows;
            return this;
        }
    }

    /// Adds an amount in the seller's favour. Goods are kept by SKU; everything else by category.
    ///
    /// @param remitted true when the marketplace remits the tax of the item: no rule of the seller's applies to it
    void add(
            Category category,
            @Nullable String sku,
            String description,
            int quantity,
            long minor,
            int rows,
            boolean remitted) {
        var key = category == Category.REV_PRINCIPAL && sku != null
                ? new Key(category, sku, "", remitted)
                : new Key(category, "", description, remitted);
        var goods = !key.sku.isEmpty();
        amounts.computeIfAbsent(key, k -> new Amount()).add(minor, goods ? quantity : 0, rows);
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
        var taxes = new TaxLines(mappings, date);
        byTax(mappings, marketplace, date).forEach((key, amount) -> {
            if (amount.minor != 0) {
                var tax = key.remitted ? AppliedTax.NONE : mappings.salesTaxOf(key.category, marketplace, date);
                var untaxed = taxes.missing(tax, true);
                missing.addAll(untaxed);
                lines(key, amount, mappings, marketplace, date, genericItems, missing).stream()
                        .filter(line -> untaxed.isEmpty())
                        .forEach(line -> lines.addAll(taxes.ofSale(line, tax)));
            }
        });
        return missing.isEmpty() ? new Result.Lines(lines) : new Result.Missing(missing);
    }

    /// Where no rule of the seller's holds, it makes no difference who remits the tax: one line an item.
    private Map<Key, Amount> byTax(Mappings mappings, @Nullable String marketplace, LocalDate date) {
        var lines = new TreeMap<Key, Amount>();
        amounts.forEach((key, amount) -> {
            var matters = key.remitted
                    && !mappings.salesTaxOf(key.category, marketplace, date).changesNothing();
            lines.computeIfAbsent(new Key(key.category, key.sku, key.description, matters), k -> new Amount())
                    .add(amount.minor, amount.quantity, amount.rows);
        });
        return lines;
    }

    private List<Line> lines(
            Key key,
            Amount amount,
            Mappings mappings,
            @Nullable String marketplace,
            LocalDate date,
            boolean genericItems,
            SortedSet<MappingKey> missing) {
        var account = key.category == Category.TAX_COLLECTED
                ? mappings.accountOf(Role.SALES_TAX, marketplace, date)
                : mappings.accountOf(
                        key.category, key.description, key.sku.isEmpty() ? null : new Sku(key.sku), marketplace, date);
        if (account.isEmpty()) {
            missing.add(
                    key.category == Category.TAX_COLLECTED
                            ? Role.SALES_TAX.key()
                            : new MappingKey(MappingKey.Kind.ACCOUNT, key.category.code()));
            return List.of();
        }
        return goods(key, mappings, marketplace, date, genericItems, missing)
                .map(goods -> lines(key, amount, account.get(), goods))
                .orElse(List.of());
    }

    /// One line an item. A bundle's amount is split among its items to the cent; the rows behind it are counted once.
    private List<Line> lines(Key key, Amount amount, Account account, Goods goods) {
        var ofGoods = with(account, goods);
        var parts = goods.parts().parts();
        var amounts = goods.parts().split(-amount.minor);
        var units = Math.max(amount.quantity, 1);
        var memo = key.sku.isEmpty() ? key.category.label() : key.category.label() + ", SKU " + key.sku;
        var lines = new ArrayList<Line>(parts.size());
        for (var i = 0; i < parts.size(); i++) {
            lines.add(Line.ofItem(
                    ofGoods,
                    new Money(currency, amounts.get(i)),
                    parts.get(i).item(),
                    Math.multiplyExact(units, parts.get(i).quantity()),
                    key.category,
                    memo,
                    i == 0 ? amount.rows : 0));
        }
        return lines;
    }

    /// The account, with the item's tax code and dimensions over its own.
    private static Account with(Account account, Goods goods) {
        var dimensions = new TreeMap<>(account.dimensions());
        dimensions.putAll(goods.dimensions());
        return new Account(
                account.code(),
                account.name(),
                goods.taxCode().isEmpty() ? account.taxCode() : goods.taxCode(),
                dimensions,
                Math.max(account.mappingVersion(), goods.mappingVersion()));
    }

    private static Optional<Goods> goods(
            Key key,
            Mappings mappings,
            @Nullable String marketplace,
            LocalDate date,
            boolean genericItems,
            SortedSet<MappingKey> missing) {
        if (!key.sku.isEmpty()) {
            var sku = new Sku(key.sku);
            var ofSku = mappings.goodsOf(sku, marketplace, date);
            if (ofSku.isPresent()) {
                return ofSku;
            } else if (!genericItems) {
                missing.add(mappings.goodsKey(sku, marketplace, date));
                return Optional.empty();
            }
        }
        var ofCategory = mappings.goodsOf(key.category, marketplace, date);
        if (ofCategory.isEmpty()) {
            missing.add(Mappings.itemKey(key.category));
        }
        return ofCategory;
    }
}
