package org.tieout.mapper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Bucketing;
import org.tieout.accounting.plan.OrderGroup;
import org.tieout.accounting.plan.OrderRow;
import org.tieout.accounting.plan.RowTotal;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.event.SettlementLine;

/// A settlement's sums in the stores, O(1) a line: one total by row type, one row list by order, one progress
/// record.
///
/// What was written last is also remembered here, because lines come in runs of the same order and type: a line then
/// costs two writes into the record cache and no read. The memory only mirrors the stores and dies with the task.
final class Buckets {

    private final Stores stores;
    private final StringSerializer strings = new StringSerializer();
    private @Nullable Open open;

    Buckets(Stores stores) {
        this.stores = stores;
    }

    /// Lines seen, and their sum.
    record Progress(long lines, long minor) {}

    /// Starts a settlement afresh.
    void open(String settlementKey) {
        clear(settlementKey);
        open = null;
    }

    /// Adds a line.
    void add(String settlementKey, String currency, SettlementLine line, long minor) {
        var current = current(settlementKey, currency);
        var type = current.typeOf(line);
        var date = current.bucketing.localDate(line.getPostedAt().getEpochSecond(), line.getMarketplaceName());
        var orderId = line.getOrderId();
        var ofOrder = Bucketing.ofOrder(type, orderId);
        current.total(type, date, line.getMarketplaceName(), ofOrder).add(stores, minor);
        if (ofOrder && orderId != null) {
            var rows = current.order(orderId);
            rows.add(type, date, line, minor);
            stores.orderRows.put(rows.key, rows.bytes());
        }
    }

    Progress progress(String settlementKey) {
        var lines = 0L;
        var minor = 0L;
        for (var total : totals(settlementKey)) {
            lines += total.rows();
            minor = Math.addExact(minor, total.minor());
        }
        return new Progress(lines, minor);
    }

    private List<RowTotal> totals(String settlementKey) {
        var list = new ArrayList<RowTotal>();
        try (var scan = stores.totals.prefixScan(settlementKey + "|", strings)) {
            while (scan.hasNext()) {
                list.add(Total.read(scan.next().value));
            }
        }
        return list;
    }

    /// The settlement, summed by type.
    SettlementFacts facts(String settlementKey, SettlementHeader header) {
        var list = totals(settlementKey);
        list.sort(Comparator.comparing(RowTotal::month)
                .thenComparing(RowTotal::type)
                .thenComparing(RowTotal::ofOrder)
                .thenComparing(total -> total.marketplace() == null ? "" : total.marketplace()));
        var progress = progress(settlementKey);
        return new SettlementFacts(
                header, progress.lines(), new Money(header.total().currency(), progress.minor()), list);
    }

    /// Its orders, by id, after that one; all of them when it is null. The caller closes it.
    Orders orders(String settlementKey, @Nullable String after) {
        return new Orders(settlementKey, after);
    }

    /// Forgets the buckets: the log has the lines.
    void clear(String settlementKey) {
        deleteAll(stores.totals, settlementKey);
        deleteAll(stores.orderRows, settlementKey);
        open = null;
    }

    private void deleteAll(org.apache.kafka.streams.state.KeyValueStore<String, byte[]> store, String settlementKey) {
        var keys = new ArrayList<String>();
        try (var scan = store.prefixScan(settlementKey + "|", strings)) {
            scan.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    private Open current(String settlementKey, String currency) {
        var current = open;
        if (current == null || !current.key.equals(settlementKey)) {
            current = new Open(settlementKey, currency);
            open = current;
        }
        return current;
    }

    /// The settlement whose lines are coming in.
    private final class Open {
        private final String key;
        private final Bucketing bucketing;
        private final Map<TotalKey, Total> totals = new HashMap<>();
        private final Map<RowType, RowType> types = new HashMap<>();
        private @Nullable OrderRows order;

        Open(String key, String currency) {
            this.key = key;
            this.bucketing = new Bucketing(currency);
            try (var scan = stores.totals.prefixScan(key + "|", strings)) {
                scan.forEachRemaining(entry -> {
                    var total = Total.read(entry.value);
                    var known = new TotalKey(
                            total.type(), monthNumber(total.month()), total.marketplace(), total.ofOrder());
                    totals.put(known, new Total(entry.key, known, total.minor(), total.rows()));
                });
            }
        }

        RowType typeOf(SettlementLine line) {
            var type = new RowType(line.getTransactionType(), line.getAmountType(), line.getAmountDescription());
            return types.computeIfAbsent(type, t -> t);
        }

        Total total(RowType type, LocalDate date, @Nullable String marketplace, boolean ofOrder) {
            var totalKey = new TotalKey(type, date.getYear() * 12 + date.getMonthValue() - 1, marketplace, ofOrder);
            return totals.computeIfAbsent(totalKey, k -> new Total(key + "|" + totals.size(), k, 0, 0));
        }

        OrderRows order(String orderId) {
            var current = order;
            if (current == null || !current.orderId.equals(orderId)) {
                var rowsKey = key + "|" + orderId;
                current = new OrderRows(rowsKey, orderId, stores.orderRows.get(rowsKey));
                order = current;
            }
            return current;
        }
    }

    private static int monthNumber(YearMonth month) {
        return month.getYear() * 12 + month.getMonthValue() - 1;
    }

    private record TotalKey(
            RowType type, int month, @Nullable String marketplace, boolean ofOrder) {}

    /// One total, remembered with its store key.
    private static final class Total {
        private final String key;
        private final byte[] head;
        private long minor;
        private int rows;

        /// @param key numbered in the order of first appearance: short, because it is written with every line
        Total(String key, TotalKey of, long minor, int rows) {
            var writer = new Writer();
            writer.text(of.type.transactionType());
            writer.text(of.type.amountType());
            writer.text(of.type.amountDescription());
            writer.text(of.marketplace);
            writer.number(of.month);
            writer.number(of.ofOrder ? 1 : 0);
            this.key = key;
            this.head = writer.bytes();
            this.minor = minor;
            this.rows = rows;
        }

        void add(Stores stores, long amount) {
            minor = Math.addExact(minor, amount);
            rows++;
            stores.totals.put(
                    key,
                    ByteBuffer.allocate(head.length + 12)
                            .putLong(minor)
                            .putInt(rows)
                            .put(head)
                            .array());
        }

        static RowTotal read(byte[] bytes) {
            var reader = new Reader(bytes);
            var minor = reader.buffer.getLong();
            var rows = reader.buffer.getInt();
            var type = new RowType(reader.required(), reader.required(), reader.required());
            var marketplace = reader.text();
            var month = (int) reader.number();
            return new RowTotal(
                    type, YearMonth.of(month / 12, month % 12 + 1), marketplace, reader.number() == 1, minor, rows);
        }
    }

    /// An order's rows in one settlement.
    private static final class OrderRows {
        private final String key;
        private final String orderId;
        private @Nullable String marketplace;
        private final List<OrderRow> rows = new ArrayList<>();

        OrderRows(String key, String orderId, byte @Nullable [] stored) {
            this.key = key;
            this.orderId = orderId;
            if (stored != null) {
                var reader = new Reader(stored);
                marketplace = reader.text();
                while (reader.buffer.hasRemaining()) {
                    rows.add(new OrderRow(
                            new RowType(reader.required(), reader.required(), reader.required()),
                            LocalDate.ofEpochDay(reader.number()),
                            reader.text(),
                            (int) reader.number(),
                            reader.number(),
                            (int) reader.number()));
                }
            }
        }

        void add(RowType type, LocalDate date, SettlementLine line, long minor) {
            marketplace = Bucketing.marketplaceOf(marketplace, line.getMarketplaceName());
            var quantity = line.getQuantity() == null ? 0 : line.getQuantity();
            for (var i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                if (row.type().equals(type)
                        && java.util.Objects.equals(row.sku(), line.getSku())
                        && sameMonth(row.lastPosted(), date)) {
                    rows.set(
                            i,
                            new OrderRow(
                                    type,
                                    row.lastPosted().isAfter(date) ? row.lastPosted() : date,
                                    row.sku(),
                                    row.quantity() + quantity,
                                    Math.addExact(row.minor(), minor),
                                    row.rows() + 1));
                    return;
                }
            }
            rows.add(new OrderRow(type, date, line.getSku(), quantity, minor, 1));
        }

        private static boolean sameMonth(LocalDate a, LocalDate b) {
            return a.getMonthValue() == b.getMonthValue() && a.getYear() == b.getYear();
        }

        byte[] bytes() {
            var writer = new Writer();
            writer.text(marketplace);
            for (var row : rows) {
                writer.text(row.type().transactionType());
                writer.text(row.type().amountType());
                writer.text(row.type().amountDescription());
                writer.number(row.lastPosted().toEpochDay());
                writer.text(row.sku());
                writer.number(row.quantity());
                writer.number(row.minor());
                writer.number(row.rows());
            }
            return writer.bytes();
        }

        OrderGroup group() {
            rows.sort(Comparator.comparing(OrderRow::lastPosted)
                    .thenComparing(OrderRow::type)
                    .thenComparing(row -> row.sku() == null ? "" : row.sku()));
            return new OrderGroup(new OrderId(orderId), marketplace, rows);
        }
    }

    /// A settlement's orders, read from the store as they are asked for.
    final class Orders implements Iterator<OrderGroup>, AutoCloseable {
        private final org.apache.kafka.streams.state.KeyValueIterator<String, byte[]> scan;
        private final int prefix;

        Orders(String settlementKey, @Nullable String after) {
            // The next key after an order's own is that key with the lowest character behind it; all keys of a
            // settlement come before the first one that begins with the character after the separator.
            this.scan = after == null
                    ? stores.orderRows.prefixScan(settlementKey + "|", strings)
                    : stores.orderRows.range(settlementKey + "|" + after + "\u0000", settlementKey + "}");
            this.prefix = settlementKey.length() + 1;
        }

        @Override
        public boolean hasNext() {
            return scan.hasNext();
        }

        @Override
        public OrderGroup next() {
            var entry = scan.next();
            return new OrderRows(entry.key, entry.key.substring(prefix), entry.value).group();
        }

        @Override
        public void close() {
            scan.close();
        }
    }

    /// Text with its length in front, -1 for none; numbers in eight bytes.
    private static final class Writer {
        private byte[] bytes = new byte[256];
        private int size;

        void text(@Nullable String text) {
            if (text == null) {
                reserve(4);
                put(-1);
                return;
            }
            var encoded = text.getBytes(StandardCharsets.UTF_8);
            reserve(4 + encoded.length);
            put(encoded.length);
            System.arraycopy(encoded, 0, bytes, size, encoded.length);
            size += encoded.length;
        }

        void number(long number) {
            reserve(8);
            put((int) (number >>> 32));
            put((int) number);
        }

        byte[] bytes() {
            return java.util.Arrays.copyOf(bytes, size);
        }

        private void put(int value) {
            bytes[size] = (byte) (value >>> 24);
            bytes[size + 1] = (byte) (value >>> 16);
            bytes[size + 2] = (byte) (value >>> 8);
            bytes[size + 3] = (byte) value;
            size += 4;
        }

        private void reserve(int more) {
            if (size + more > bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
            }
        }
    }

    private static final class Reader {
        private final ByteBuffer buffer;

        Reader(byte[] bytes) {
            buffer = ByteBuffer.wrap(bytes);
        }

        @Nullable
        String text() {
            var length = buffer.getInt();
            if (length < 0) {
                return null;
            }
            var text = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
            buffer.position(buffer.position() + length);
            return text;
        }

        String required() {
            return java.util.Objects.requireNonNull(text());
        }

        long number() {
            return buffer.getLong();
        }
    }
}
