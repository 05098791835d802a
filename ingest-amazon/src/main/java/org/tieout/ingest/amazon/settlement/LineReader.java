package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Cuts bytes into lines and tab-separated cells, in place, in one buffer.
///
/// Tabs and line feeds are found eight bytes at a time; this loop is most of the cost of reading a file.
final class LineReader {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH_BITS = 0x8080808080808080L;
    // Added to seven bits, they carry into the eighth for a byte of at least 9 (tab), and of at least 11.
    private static final long FROM_TAB = 0x7777777777777777L;
    private static final long ABOVE_LINE_FEED = 0x7575757575757575L;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int PADDING = 16;
    private static final String NOT_A_REPORT =
            "A settlement report has about 24 columns and short lines; check that this is one";

    private final InputStream in;
    private final String file;
    private final ReadLimits limits;
    private final byte[] bytes;
    /// Cell i lies between `bounds[i] + 1` and `bounds[i + 1]`.
    private final int[] bounds;

    private int position;
    private int limit;
    private boolean inputEnded;
    private long total;
    private int cells;
    private int row;
    private boolean beyondAscii;

    LineReader(InputStream in, String file, ReadLimits limits) {
        this.in = in;
        this.file = file;
        this.limits = limits;
        this.bytes = new byte[Math.max(BUFFER_BYTES, 2 * limits.maxLineBytes()) + PADDING];
        this.bounds = new int[limits.maxColumns() + 1];
        bytes[0] = '\n';
    }

    /// Goes to the next line.
    ///
    /// @return false at the end of the file
    /// @throws UnreadableReport if a limit is exceeded
    boolean next() throws IOException {
        while (true) {
            var end = scan();
            if (end < limit) {
                position = end + 1;
                row = Math.addExact(row, 1);
                return true;
            }
            if (inputEnded) {
                var lastHasText = position < limit;
                position = limit;
                row += lastHasText ? 1 : 0;
                return lastHasText;
            }
            refill();
        }
    }

    /// Finds the cells of the line at [#position]. The byte at [#limit] is always a line feed, so the loop ends.
    private int scan() throws UnreadableReport {
        var buffer = bytes;
        var ends = bounds;
        var count = 0;
        ends[0] = position - 1;
        var seen = 0L;
        var at = position;
        while (true) {
            var word = (long) WORD.get(buffer, at);
            var seven = word & LOW_BITS;
            var hits = (seven + FROM_TAB) & ~(seven + ABOVE_LINE_FEED) & ~word & HIGH_BITS;
            while (hits != 0) {
                var index = Long.numberOfTrailingZeros(hits) >>> 3;
                var end = at + index;
                if (++count >= ends.length) {
                    throw tooManyCells();
                }
                ends[count] = end;
                if (buffer[end] == '\n') {
                    seen |= word & ((1L << (index << 3)) - 1);
                    cells = count;
                    beyondAscii = (seen & HIGH_BITS) != 0;
                    return end;
                }
                hits &= hits - 1;
            }
            seen |= word;
            at += Long.BYTES;
        }
    }

    private UnreadableReport tooManyCells() {
        return new UnreadableReport(
                file, "line " + (row + 1) + " has more than " + limits.maxColumns() + " cells", NOT_A_REPORT);
    }

    private void refill() throws IOException {
        var kept = limit - position;
        if (kept > limits.maxLineBytes()) {
            throw new UnreadableReport(
                    file, "line " + (row + 1) + " is longer than " + limits.maxLineBytes() + " bytes", NOT_A_REPORT);
        }
        System.arraycopy(bytes, position, bytes, 0, kept);
        position = 0;
        limit = kept;
        var capacity = bytes.length - PADDING;
        while (limit < capacity) {
            var count = in.read(bytes, limit, capacity - limit);
            if (count < 0) {
                inputEnded = true;
                break;
            }
            limit += count;
            total += count;
            if (limit > kept) {
                break;
            }
        }
        bytes[limit] = '\n';
        if (total > limits.maxBytes()) {
            throw new UnreadableReport(
                    file, "is larger than " + limits.maxBytes() + " bytes", "Split it by settlement");
        }
    }

    /// The buffer that [#start] and [#end] point into, valid until [#next]. It is padded: eight bytes may be
    /// read from
    /// any index of a cell.
    byte[] bytes() {
        return bytes;
    }

    /// How many cells the line has.
    int cells() {
        return cells;
    }

    /// 1-based number of the line.
    int row() {
        return row;
    }

    /// True when the line has a byte above 127.
    boolean beyondAscii() {
        return beyondAscii;
    }

    /// First byte of the line.
    int lineStart() {
        return bounds[0] + 1;
    }

    /// After the last byte of the line, its line feed excluded.
    int lineEnd() {
        return bounds[cells];
    }

    /// First byte of a cell, blanks before it skipped.
    int start(int cell) {
        var begin = bounds[cell] + 1;
        var end = bounds[cell + 1];
        var at = begin;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at == end ? begin : at;
    }

    /// After the last byte of a cell, blanks after it (and the carriage return of the last) left out.
    int end(int cell) {
        var begin = bounds[cell] + 1;
        var at = bounds[cell + 1];
        while (at > begin && isBlank(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /// True when no cell has text.
    boolean isBlankLine() {
        for (int at = lineStart(), end = lineEnd(); at < end; at++) {
            if (!isBlank(bytes[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
