package org.tieout.ingest.amazon.settlement;

/// How much of an untrusted file is accepted.
///
/// @param maxLineBytes longest line; a longer one makes the file unreadable
/// @param maxCellBytes longest cell of a known column; a longer one is a problem of its row
/// @param maxColumns most cells in a line
/// @param maxPreambleLines lines before the column header
/// @param maxProblems problems reported one by one; more are counted only
/// @param maxGzipRatio decompressed to compressed size, judged after the first 16 MiB
/// @param maxBytes decompressed size
/// @param lookAheadBytes of a stream, how much is kept to look for number and date styles and the charset
public record ReadLimits(
        int maxLineBytes,
        int maxCellBytes,
        int maxColumns,
        int maxPreambleLines,
        int maxProblems,
        int maxGzipRatio,
        long maxBytes,
        int lookAheadBytes) {

    /// Far above any real file: the largest seen have some 10⁶ lines of 200 bytes and compress 20 times.
    public static final ReadLimits DEFAULT = new ReadLimits(1 << 18, 1 << 13, 512, 100, 1_000, 300, 64L << 30, 4 << 20);
}
