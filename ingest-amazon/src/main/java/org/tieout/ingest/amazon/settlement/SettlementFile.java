package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/// Reads Amazon's settlement flat files, V2 and V1, of every marketplace.
///
/// ```java
/// SettlementFile.read(Path.of("settlement.txt"), Optional.empty(), handler);
/// ```
///
/// Streams: memory does not grow with the file. Number style, date style and charset are found out per file and
/// independently of each other, because Amazon combines them freely (an Australian file has dotted dates and
/// decimal
/// points); see [AmountReader], [DateReader] and [Texts]. Gzip is recognised by its first bytes, because Amazon
/// sometimes
/// announces it for plain content.
///
/// What does not parse goes to [SettlementHandler#problem] with file, row, column and value, and the rest is still
/// read.
/// A file that cannot be read as a whole ends with [UnreadableReport]. Nothing is guessed: what has two
/// readings and no
/// evidence in the file is a problem.
///
/// Sources: "Settlement reports attributes" of the Selling Partner API documentation, which gives column names
/// only;
/// everything else is from real files.
public final class SettlementFile {

    private SettlementFile() {}

    /// Reads a file, compressed or not.
    ///
    /// @param path the file; read again from the start when a style needs looking ahead
    /// @param declared the charset of the download's Content-Type, if known; used when the text is not UTF-8
    /// @throws UnreadableReport if it is no whole settlement report
    /// @throws IOException if reading fails
    public static void read(Path path, Optional<Charset> declared, SettlementHandler handler) throws IOException {
        read(path, path.toString(), declared, ReadLimits.DEFAULT, handler);
    }

    /// As [#read(Path, Optional, SettlementHandler)], with a name for messages and with limits.
    public static void read(
            Path path, String fileName, Optional<Charset> declared, ReadLimits limits, SettlementHandler handler)
            throws IOException {
        read(Source.of(path, fileName, limits), fileName, declared, limits, handler);
    }

    /// Reads a stream, compressed or not. Of a stream only the first 4 MiB can be looked at twice: where a
    /// style shows
    /// itself only later, give a file instead.
    ///
    /// @param in the bytes; read to the end, not closed
    /// @param fileName for messages
    /// @param declared the charset of the download's Content-Type, if known; used when the text is not UTF-8
    /// @throws UnreadableReport if it is no whole settlement report
    /// @throws IOException if reading fails
    public static void read(InputStream in, String fileName, Optional<Charset> declared, SettlementHandler handler)
            throws IOException {
        read(in, fileName, declared, ReadLimits.DEFAULT, handler);
    }

    /// As [#read(InputStream, String, Optional, SettlementHandler)], with limits.
    public static void read(
            InputStream in, String fileName, Optional<Charset> declared, ReadLimits limits, SettlementHandler handler)
            throws IOException {
        read(Source.of(in, fileName, limits), fileName, declared, limits, handler);
    }

    private static void read(
            Source source, String file, Optional<Charset> declared, ReadLimits limits, SettlementHandler handler)
            throws IOException {
        var scout = new Scout(source, file, limits);
        var texts = new Texts(scout, declared);
        try (var in = source.open()) {
            SettlementParser.parse(new LineReader(in, file, limits), texts, scout, file, limits, handler);
        }
    }
}
