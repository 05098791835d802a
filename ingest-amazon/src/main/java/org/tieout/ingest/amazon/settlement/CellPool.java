package org.tieout.ingest.amazon.settlement;

import java.util.Arrays;

/// Text of cells that repeat: the same bytes give the same String, without decoding them again.
///
/// Bounded: when full it forgets everything and starts again, so a file of distinct cells costs time, not memory.
final class CellPool {

    private static final int MAX_ENTRIES = 1 << 15;
    private static final int MAX_BYTES = 4 << 20;

    private final Texts texts;
    private int[] slots = new int[256];
    private byte[][] keys = new byte[128][];
    private String[] values = new String[128];
    private long[] placing = new long[128];
    private long[] hashes = new long[128];
    private int size;
    private int storedBytes;
    private int generation;

    CellPool(Texts texts) {
        this.texts = texts;
    }

    /// The index of that cell, valid until [#generation] changes.
    int find(byte[] bytes, int start, int end) {
        var hash = CellHash.of(bytes, start, end);
        var mask = slots.length - 1;
        var slot = (int) hash & mask;
        while (slots[slot] != 0) {
            var index = slots[slot] - 1;
            if (placing[index] == hash) {
                var key = keys[index];
                if (Arrays.equals(bytes, start, end, key, 0, key.length)) {
                    return index;
                }
            }
            slot = (slot + 1) & mask;
        }
        return add(bytes, start, end, hash);
    }

    /// The text of the cell at that index.
    String text(int index) {
        return values[index];
    }

    /// A hash of the text of the cell at that index.
    long hash(int index) {
        return hashes[index];
    }

    /// Changes when indices given before are no longer valid.
    int generation() {
        return generation;
    }

    private int add(byte[] bytes, int start, int end, long hash) {
        if (size == MAX_ENTRIES || storedBytes + (end - start) > MAX_BYTES) {
            size = 0;
            storedBytes = 0;
            generation++;
            Arrays.fill(slots, 0);
            Arrays.fill(keys, new byte[0]);
            Arrays.fill(values, "");
        }
        if (size == keys.length) {
            grow();
        }
        var text = texts.text(bytes, start, end);
        keys[size] = Arrays.copyOfRange(bytes, start, end);
        values[size] = text;
        placing[size] = hash;
        hashes[size] = texts.hash(bytes, start, end);
        storedBytes += end - start;
        place(size);
        return size++;
    }

    private void grow() {
        var length = keys.length * 2;
        keys = Arrays.copyOf(keys, length);
        values = Arrays.copyOf(values, length);
        placing = Arrays.copyOf(placing, length);
        hashes = Arrays.copyOf(hashes, length);
        slots = new int[length * 2];
        for (var index = 0; index < size; index++) {
            place(index);
        }
    }

    private void place(int index) {
        var mask = slots.length - 1;
        var slot = (int) placing[index] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = index + 1;
    }
}
