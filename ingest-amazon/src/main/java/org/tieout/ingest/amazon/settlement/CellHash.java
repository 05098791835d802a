package org.tieout.ingest.amazon.settlement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// 64-bit hashes of cells, in the manner of wyhash: each eight bytes are folded in by one 64×64→128-bit
/// multiplication.
final class CellHash {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SECRET = 0xA0761D6478BD642FL;
    private static final long SEED = 0xE7037ED1A0B428DBL;

    private CellHash() {}

    /// The hash of those bytes; zero for none. Up to seven bytes after `end` are read and ignored.
    static long of(byte[] bytes, int start, int end) {
        if (start == end) {
            return 0;
        }
        var hash = SEED ^ (end - start);
        var at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = fold(hash ^ (long) WORD.get(bytes, at), SECRET);
        }
        if (at < end) {
            var rest = (long) WORD.get(bytes, at) & (-1L >>> ((Long.BYTES - (end - at)) << 3));
            hash = fold(hash ^ rest, SECRET);
        }
        return fold(hash, SEED);
    }

    /// The hash of the text's UTF-8 bytes.
    static long of(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(Arrays.copyOf(bytes, bytes.length + Long.BYTES), 0, bytes.length);
    }

    /// Both halves of the 128-bit product.
    static long fold(long a, long b) {
        return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
    }
}
