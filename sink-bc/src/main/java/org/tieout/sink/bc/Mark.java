package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The mark by which our documents are recognised whatever else a person changed: a comment line on invoices
/// and memos, the comment of a journal's line. The external document number is not unique in sales (memo, 9);
/// the purchase order reference would do for invoices, but memos have none, and one way for both is simpler
/// to look for and to explain. A comment line survives posting and posts nothing.
final class Mark {
    private static final String PREFIX = "Tieout posting ";

    /// A line's description holds 100 characters (memo, 7.2).
    private static final int LONGEST = 100;

    private static final int HASH_DIGITS = 32;

    private Mark() {}

    static String of(String postingId) {
        String mark = PREFIX + postingId;
        return mark.length() <= LONGEST ? mark : PREFIX + "#" + hash(postingId);
    }

    /// Whether that text is this posting's mark.
    static boolean names(String text, String postingId) {
        return text.strip().equalsIgnoreCase(of(postingId));
    }

    /// Whether a sales document carries this posting's mark.
    static boolean isOn(JsonNode document, String lines, String postingId) {
        for (JsonNode line : document.path(lines)) {
            if (names(line.path("description").asText(), postingId)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a text is a mark of ours, of whatever posting.
    static boolean isOne(String text) {
        return text.strip().regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /// Whether a sales document carries a mark of ours, of whatever posting.
    static boolean isOurs(JsonNode document, String lines) {
        for (JsonNode line : document.path(lines)) {
            if (isOne(line.path("description").asText())) {
                return true;
            }
        }
        return false;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
