package org.tieout.accounting.deal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of texts.
final class Hashes {

    private static final int ONE = 0x80;
    private static final int TWO = 0x800;
    private static final int THREE = 0x10000;
    private static final int BITS = 6;

    private Hashes() {}

    static String of(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            text.codePoints().forEach(point -> utf8(digest, point));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The bytes of a character in UTF-8; the core names no charset, as those belong to what reads and
    /// writes.
    private static void utf8(MessageDigest digest, int point) {
        if (point < ONE) {
            digest.update((byte) point);
            return;
        }
        var more = point < TWO ? 1 : point < THREE ? 2 : 3;
        digest.update((byte) ((0xFF00 >> (more + 1)) | (point >> (BITS * more))));
        for (var left = more - 1; left >= 0; left--) {
            digest.update((byte) (ONE | ((point >> (BITS * left)) & 0x3F)));
        }
    }
}
