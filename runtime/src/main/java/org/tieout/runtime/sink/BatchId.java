package org.tieout.runtime.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.tieout.event.PostingState;

/// A batch's id: the same members, with the same content, at the same number of attempts, make the same
/// id. 32 hexadecimal digits, which fit every vendor's request id.
final class BatchId {
    private BatchId() {}

    static String of(String connection, List<PostingState> members) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, connection);
            for (PostingState member : members) {
                add(digest, member.getPostingId());
                add(digest, member.getDocumentHash());
                add(digest, Integer.toString(member.getAttempts()));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
    }
}
