package org.tieout.ingest.amazon.settlement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.RowType;

/// Row types of a file, each made once. Bounded, like the pools beneath.
final class RowTypes {

    private static final int MAX_TYPES = 1 << 14;
    /// Pools hold fewer than 2¹⁵ entries, so three indices fit a long.
    private static final int INDEX_BITS = 16;

    /// A row type with the hash of its text, case aside: sources differ on `GiftWrap` and `Giftwrap`.
    record Known(RowType type, long hash) {
        static Known of(RowType type) {
            var hash = CellHash.fold(
                    CellHash.of(Texts.foldCase(type.transactionType())) ^ 1,
                    CellHash.of(Texts.foldCase(type.amountType())) ^ 2);
            return new Known(type, CellHash.fold(hash, CellHash.of(Texts.foldCase(type.amountDescription())) ^ 3));
        }
    }

    private record V1Key(String column, int transactionType, int type, int itemFeeType) {}

    private final CellPool transactionTypes;
    private final CellPool amountTypes;
    private final CellPool descriptions;
    private int generations;
    private long[] keys = new long[1 << 9];
    private @Nullable Known[] values = new Known[1 << 9];
    private int size;
    private final Map<V1Key, Known> ofV1 = new HashMap<>();

    RowTypes(Texts texts) {
        transactionTypes = new CellPool(texts);
        amountTypes = new CellPool(texts);
        descriptions = new CellPool(texts);
    }

    /// The row type of three cells of a V2 row.
    Known find(byte[] bytes, int start1, int end1, int start2, int end2, int start3, int end3) {
        var first = transactionTypes.find(bytes, start1, end1);
        var second = amountTypes.find(bytes, start2, end2);
        var third = descriptions.find(bytes, start3, end3);
        forgetIfPoolsDid();
        var key = ((long) first << (2 * INDEX_BITS)) | ((long) second << INDEX_BITS) | third;
        var mask = keys.length - 1;
        var slot = slot(key, mask);
        for (var known = values[slot]; known != null; known = values[slot]) {
            if (keys[slot] == key) {
                return known;
            }
            slot = (slot + 1) & mask;
        }
        var known =
                Known.of(new RowType(transactionTypes.text(first), amountTypes.text(second), descriptions.text(third)));
        add(key, known);
        return known;
    }

    /// The row type of an amount of a V1 row: transaction-type, the amount's own type, item-related-fee-type.
    Known findV1(String column, byte[] bytes, int start1, int end1, int start2, int end2, int start3, int end3) {
        var first = transactionTypes.find(bytes, start1, end1);
        var second = amountTypes.find(bytes, start2, end2);
        var third = descriptions.find(bytes, start3, end3);
        forgetIfPoolsDid();
        var transactionType = transactionTypes.text(first);
        var type = amountTypes.text(second);
        var itemFeeType = descriptions.text(third);
        return ofV1.computeIfAbsent(
                new V1Key(column, first, second, third),
                key -> Known.of(V1Map.toV2(column, transactionType, type, itemFeeType)));
    }

    private void forgetIfPoolsDid() {
        var now = transactionTypes.generation() + amountTypes.generation() + descriptions.generation();
        if (now != generations || ofV1.size() >= MAX_TYPES) {
            generations = now;
            forget();
        }
    }

    private void forget() {
        Arrays.fill(values, null);
        size = 0;
        ofV1.clear();
    }

    private void add(long key, Known known) {
        if (size == MAX_TYPES) {
            forget();
        } else if (size * 2 >= keys.length) {
            grow();
        }
        place(key, known);
        size++;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Known[oldKeys.length * 2];
        for (var slot = 0; slot < oldKeys.length; slot++) {
            var known = oldValues[slot];
            if (known != null) {
                place(oldKeys[slot], known);
            }
        }
    }

    private void place(long key, Known known) {
        var mask = keys.length - 1;
        var slot = slot(key, mask);
        while (values[slot] != null) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        values[slot] = known;
    }

    private static int slot(long key, int mask) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    }
}
