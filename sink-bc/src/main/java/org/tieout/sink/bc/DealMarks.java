package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Marks of the revisions of one deal: the posting ids differ in their last part only. Pure.
final class DealMarks {
    private static final Pattern REVISION = Pattern.compile("(.*/r)(\\d{1,6})");

    private DealMarks() {}

    /// Whether a document carries the mark of this posting or of an earlier revision of it.
    static boolean isOn(JsonNode document, DealType type, String postingId) {
        return line(document, type, postingId).isPresent();
    }

    /// Whether a document carries this posting's own mark.
    static boolean isCurrent(JsonNode document, DealType type, String postingId) {
        return Mark.isOn(document, type.lines(), postingId);
    }

    /// The line with that mark; this posting's own first.
    static Optional<JsonNode> line(JsonNode document, DealType type, String postingId) {
        Matcher parts = REVISION.matcher(postingId);
        int newest = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        for (int revision = newest; revision >= Math.min(newest, 1); revision--) {
            String posting = newest == 0 ? postingId : parts.group(1) + revision;
            for (JsonNode line : document.path(type.lines())) {
                if (Mark.names(line.path("description").asText(), posting)) {
                    return Optional.of(line);
                }
            }
        }
        return Optional.empty();
    }
}
