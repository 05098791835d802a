package org.tieout.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what a mistyped word probably meant.
final class Suggestion {

    private static final int FARTHEST = 3;

    private Suggestion() {}

    static Optional<String> nearest(String word, Collection<String> known) {
        var wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= FARTHEST)
                .min(Comparator.<String>comparingInt(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// The edit distance of Levenshtein.
    private static int distance(String left, String right) {
        var row = new int[right.length() + 1];
        for (var column = 0; column <= right.length(); column++) {
            row[column] = column;
        }
        for (var line = 1; line <= left.length(); line++) {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.length(); column++) {
                var above = row[column];
                var replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
                row[column] = Math.min(replaced, Math.min(above, row[column - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
