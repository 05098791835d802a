package org.tieout.sink.bc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// Numbers of items that we create: the mapping's name in capitals where it fits into twenty characters, else
/// its beginning and a hash of the whole, so that two long names never share one (memo, 7, 7.5).
final class ItemNumbers {
    private static final int HASH_DIGITS = 8;

    private ItemNumbers() {}

    static String of(String name) {
        String number = name.strip().toUpperCase(Locale.ROOT);
        if (number.length() <= Company.NUMBER_LENGTH) {
            return number;
        }
        String beginning =
                number.substring(0, Company.NUMBER_LENGTH - HASH_DIGITS - 1).strip();
        return beginning + "-" + hash(number);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
