package org.tieout.sink.bc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The code of a journal batch. It holds ten characters (memo, 7.6), which no flow and settlement fit in, so
/// that it is derived from them; the batch's display name says in full what it is for.
///
/// Letters only: Business Central can count the number in a batch's name up when it posts the batch.
final class JournalCode {
    private static final int LETTERS = 26;
    private static final int LENGTH = 9;

    private JournalCode() {}

    /// @param kind `G` for general journals, `P` for payment journals
    /// @param parts what the batch is of
    static String of(char kind, String... parts) {
        BigInteger left = digest(parts);
        StringBuilder code = new StringBuilder().append(kind);
        for (int i = 0; i < LENGTH; i++) {
            BigInteger[] next = left.divideAndRemainder(BigInteger.valueOf(LETTERS));
            code.append((char) ('A' + next[1].intValue()));
            left = next[0];
        }
        return code.toString();
    }

    private static BigInteger digest(String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update((bytes.length + ":").getBytes(UTF_8));
                digest.update(bytes);
            }
            return new BigInteger(1, digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
