package org.tieout.ingest.amazon.settlement;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Where the bytes of a report come from: once for reading, and again for looking ahead.
///
/// Bytes are already decompressed, and UTF-16 is already UTF-8. Everything else is a superset of ASCII in
/// which neither
/// a tab nor a line feed is part of another character.
interface Source {

    /// The bytes from the start; called once.
    InputStream open() throws IOException;

    /// The bytes from the start, or as many as are kept of a stream; may be called again and again.
    InputStream lookAhead() throws IOException;

    /// True when [#lookAhead] sees everything.
    boolean seesAll();

    /// A file, compressed or not.
    static Source of(Path path, String file, ReadLimits limits) {
        return new Source() {
            @Override
            public InputStream open() throws IOException {
                var raw = new FileInputStream(path.toFile());
                try {
                    return plain(raw, file, limits);
                } catch (IOException e) {
                    raw.close();
                    throw e;
                }
            }

            @Override
            public InputStream lookAhead() throws IOException {
                return open();
            }

            @Override
            public boolean seesAll() {
                return true;
            }
        };
    }

    /// A stream, compressed or not, of which the beginning is kept. It stays its owner's to close.
    static Source of(InputStream raw, String file, ReadLimits limits) throws IOException {
        var plain = plain(
                new FilterInputStream(raw) {
                    @Override
                    public void close() {}
                },
                file,
                limits);
        var kept = plain.readNBytes(limits.lookAheadBytes());
        return new Source() {
            @Override
            public InputStream open() {
                return new SequenceInputStream(new ByteArrayInputStream(kept), plain);
            }

            @Override
            public InputStream lookAhead() {
                return new ByteArrayInputStream(kept);
            }

            @Override
            public boolean seesAll() {
                return kept.length < limits.lookAheadBytes();
            }
        };
    }

    private static InputStream plain(InputStream raw, String file, ReadLimits limits) throws IOException {
        var head = raw.readNBytes(2);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), raw);
        if (head.length == 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
            all = new Gunzip(all, file, limits);
            head = all.readNBytes(2);
            all = new SequenceInputStream(new ByteArrayInputStream(head), all);
        }
        var utf16 = utf16(head);
        return utf16.isPresent() ? new Utf8Of(new InputStreamReader(all, utf16.get())) : all;
    }

    /// UTF-16 shows itself by its byte order mark, or by every other byte of ASCII text being zero.
    private static Optional<Charset> utf16(byte[] head) {
        if (head.length < 2) {
            return Optional.empty();
        }
        return switch (((head[0] & 0xFF) << 8) | (head[1] & 0xFF)) {
            case 0xFEFF, 0xFFFE -> Optional.of(StandardCharsets.UTF_16);
            default ->
                head[0] == 0 && head[1] != 0
                        ? Optional.of(StandardCharsets.UTF_16BE)
                        : head[1] == 0 && head[0] != 0 ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
        };
    }

    /// The UTF-8 bytes of a text.
    final class Utf8Of extends InputStream {
        private final Reader reader;
        private final CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final CharBuffer chars = CharBuffer.allocate(1 << 14).flip();
        private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
        private boolean ended;

        Utf8Of(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return more() ? bytes.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            var count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }

        private boolean more() throws IOException {
            while (!bytes.hasRemaining()) {
                if (ended) {
                    return false;
                }
                chars.compact();
                ended = reader.read(chars) < 0;
                chars.flip();
                bytes.clear();
                encoder.encode(chars, bytes, ended);
                bytes.flip();
            }
            return true;
        }
    }
}
