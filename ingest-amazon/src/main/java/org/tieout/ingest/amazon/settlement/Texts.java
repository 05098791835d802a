package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes text of bytes, in the charset that the file shows.
///
/// Nearly all cells are ASCII, so nothing is decided until one is not. Then: **UTF-8 if all of the file is valid
/// UTF-8**,
/// because text in another charset hardly ever is by accident; **else the charset declared** with the download
/// (Amazon's
/// Content-Type); **else Cp1252**, which Amazon uses in America and Europe. A declared UTF-8 that is not valid
/// is not
/// believed.
///
/// Of a stream only the beginning can be looked at. If it is ASCII throughout, the first cell beyond ASCII
/// decides; a
/// later cell that contradicts is unreadable, and so a problem of its row, rather than read in two ways in one
/// file.
final class Texts {

    private static final Charset CP1252 = Charset.forName("windows-1252");

    private final Scout scout;
    private final Charset fallback;
    private @Nullable Charset charset;

    Texts(Scout scout, Optional<Charset> declared) {
        this.scout = scout;
        this.fallback = declared.filter(c -> !c.equals(StandardCharsets.UTF_8) && !c.equals(StandardCharsets.US_ASCII))
                .orElse(CP1252);
    }

    /// The text of those bytes. Unreadable ones become U+FFFD; ask [#isReadable] first.
    String text(byte[] bytes, int start, int end) {
        return isAscii(bytes, start, end)
                ? new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)
                : new String(bytes, start, end - start, charset(bytes, start, end));
    }

    /// True when those bytes are text in the file's charset.
    boolean isReadable(byte[] bytes, int start, int end) {
        return isAscii(bytes, start, end) || isText(bytes, start, end, charset(bytes, start, end));
    }

    /// The charset's name, for messages.
    String charsetName() {
        return charset == null ? "ASCII" : charset.name();
    }

    /// The hash of the text's UTF-8 bytes.
    long hash(byte[] bytes, int start, int end) {
        return isAscii(bytes, start, end) || charset(bytes, start, end).equals(StandardCharsets.UTF_8)
                ? CellHash.of(bytes, start, end)
                : CellHash.of(text(bytes, start, end));
    }

    /// The text with the case of its letters taken out.
    static String foldCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private Charset charset(byte[] bytes, int start, int end) {
        var known = charset;
        if (known == null) {
            known = decide(bytes, start, end);
            charset = known;
        }
        return known;
    }

    private Charset decide(byte[] bytes, int start, int end) {
        try {
            return switch (scout.utf8()) {
                case VALID -> StandardCharsets.UTF_8;
                case INVALID -> fallback;
                case ONLY_ASCII ->
                    isText(bytes, start, end, StandardCharsets.UTF_8) ? StandardCharsets.UTF_8 : fallback;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isText(byte[] bytes, int start, int end, Charset charset) {
        try {
            charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false; // expected: this is the question
        }
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        for (var at = start; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }
}
