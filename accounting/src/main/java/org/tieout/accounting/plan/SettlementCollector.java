package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;

/// Sums a settlement's rows as they stream by: cost linear in rows, memory linear in orders. Order of rows does not
/// matter.
///
/// For the offline mode and tests; the pipeline keeps the same sums in its stores. Not safe for several threads.
public final class SettlementCollector {

    private final SettlementHeader header;
    private final Bucketing bucketing;
    private final Map<TotalKey, Sum> totals = new HashMap<>();
    private final Map<String, Rows> orders = new HashMap<>();
    private long lineCount;
    private long lineSum;
    private @Nullable Rows lastOrder;

    /// Collects the settlement with that header.
    public SettlementCollector(SettlementHeader header) {
        this.header = header;
        this.bucketing = new Bucketing(header.total().currency());
    }

    /// Adds one row.
    ///
    /// @param type its type
    /// @param minor its amount in minor units
    /// @param postedEpochSecond its posted-date-time
    /// @param orderId its order-id as written, or null
    /// @param marketplace its marketplace-name, or null
    /// @param sku its sku, or null
    /// @param quantity its quantity-purchased, or 0
    public void add(
            RowType type,
            long minor,
            long postedEpochSecond,
            @Nullable String orderId,
            @Nullable String marketplace,
            @Nullable String sku,
            int quantity) {
        lineCount++;
        lineSum = Math.addExact(lineSum, minor);
        var date = bucketing.localDate(postedEpochSecond, marketplace);
        var ofOrder = Bucketing.ofOrder(type, orderId);
        var key = new TotalKey(type, monthNumber(date), marketplace, ofOrder);
        totals.computeIfAbsent(key, k -> new Sum()).add(minor);
        if (ofOrder && orderId != null) {
            orderRows(orderId).add(type, date, marketplace, sku, quantity, minor);
        }
    }

    /// What was collected, by row type.
    public SettlementFacts facts() {
        var list = new ArrayList<RowTotal>();
        totals.forEach((key, sum) ->
                list.add(new RowTotal(key.type, key.yearMonth(), key.marketplace, key.ofOrder, sum.minor, sum.rows)));
        list.sort(Comparator.comparing(RowTotal::month)
                .thenComparing(RowTotal::type)
                .thenComparing(RowTotal::ofOrder)
                .thenComparing(total -> total.marketplace() == null ? "" : total.marketplace()));
        return new SettlementFacts(header, lineCount, new Money(header.total().currency(), lineSum), list);
    }

    /// The orders, by id.
    public Iterator<OrderGroup> orders() {
        var ids = orders.keySet().toArray(String[]::new);
        java.util.Arrays.sort(ids);
        return java.util.Arrays.stream(ids).map(this::group).iterator();
    }

    /// How many orders there are.
    public int orderCount() {
        return orders.size();
    }

    private OrderGroup group(String id) {
        var rows = java.util.Objects.requireNonNull(orders.get(id));
        return new OrderGroup(new OrderId(id), rows.marketplace, rows.toList());
    }

    private Rows orderRows(String orderId) {
        var last = lastOrder;
        if (last == null || !last.order.equals(orderId)) {
            last = orders.computeIfAbsent(orderId, Rows::new);
            lastOrder = last;
        }
        return last;
    }

    private static int monthNumber(LocalDate date) {
        return date.getYear() * 12 + date.getMonthValue() - 1;
    }

    private record TotalKey(
            RowType type, int monthNumber, @Nullable String marketplace, boolean ofOrder) {
        YearMonth yearMonth() {
            return YearMonth.of(monthNumber / 12, monthNumber % 12 + 1);
        }
    }

    private static final class Sum {
        private long minor;
        private int rows;

        void add(long amount) {
            minor = Math.addExact(minor, amount);
            rows++;
        }
    }

    /// An order's rows in arrays: a settlement can have hundreds of thousands of orders, and an object a row
    /// would be
    /// most of the heap.
    private static final class Rows {
        private final String order;
        private @Nullable String marketplace;
        private RowType[] types = new RowType[4];
        private @Nullable String[] skus = new String[4];
        private int[] days = new int[4];
        private int[] months = new int[4];
        private int[] quantities = new int[4];
        private int[] counts = new int[4];
        private long[] minors = new long[4];
        private int size;

        Rows(String order) {
            this.order = order;
        }

        void add(
                RowType type,
                LocalDate date,
                @Nullable String itsMarketplace,
                @Nullable String sku,
                int quantity,
                long minor) {
            marketplace = Bucketing.marketplaceOf(marketplace, itsMarketplace);
            var i = find(type, date, sku);
            types[i] = type;
            skus[i] = sku;
            days[i] = Math.max(days[i], (int) date.toEpochDay());
            months[i] = monthNumber(date);
            quantities[i] += quantity;
            counts[i]++;
            minors[i] = Math.addExact(minors[i], minor);
        }

        private int find(RowType type, LocalDate date, @Nullable String sku) {
            for (var i = 0; i < size; i++) {
                if (months[i] == monthNumber(date) && types[i].equals(type) && java.util.Objects.equals(skus[i], sku)) {
                    return i;
                }
            }
            if (size == types.length) {
                var larger = size * 2;
                types = java.util.Arrays.copyOf(types, larger);
                skus = java.util.Arrays.copyOf(skus, larger);
                days = java.util.Arrays.copyOf(days, larger);
                months = java.util.Arrays.copyOf(months, larger);
                quantities = java.util.Arrays.copyOf(quantities, larger);
                counts = java.util.Arrays.copyOf(counts, larger);
                minors = java.util.Arrays.copyOf(minors, larger);
            }
            return size++;
        }

        List<OrderRow> toList() {
            var list = new ArrayList<OrderRow>(size);
            for (var i = 0; i < size; i++) {
                list.add(new OrderRow(
                        types[i], LocalDate.ofEpochDay(days[i]), skus[i], quantities[i], minors[i], counts[i]));
            }
            list.sort(Comparator.comparing(OrderRow::lastPosted)
                    .thenComparing(OrderRow::type)
                    .thenComparing(row -> row.sku() == null ? "" : row.sku()));
            return list;
        }
    }
}
