package org.tieout.alerts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tieout.schemas.Keys;

/// Short names for texts: half a SHA-256, far more than two alerts of one system need to stay apart.
final class Hashes {

    private static final int BYTES = 16;

    private Hashes() {}

    static String of(String... parts) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(Keys.of(parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
