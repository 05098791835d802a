package org.tieout.accounting.mapping;

import java.util.Comparator;
import java.util.Optional;

/// SKUs by pattern: text with at most one `*` for any run of characters. Compared as written, as SKUs are the
/// seller's own.
///
/// @param text the pattern
record SkuPattern(String text) {

    static final Comparator<SkuPattern> MOST_SPECIFIC_FIRST = Comparator.comparing(SkuPattern::isPattern)
            .thenComparingInt(pattern -> -pattern.text().length())
            .thenComparing(SkuPattern::text);

    /// @throws IllegalArgumentException if it has more than one star
    SkuPattern {
        if (text.indexOf('*') != text.lastIndexOf('*')) {
            throw new IllegalArgumentException("has more than one *: " + text);
        }
    }

    boolean isPattern() {
        return text.indexOf('*') >= 0;
    }

    /// What the star stands for in that SKU; empty text where there is no star. Nothing when it does not fit.
    Optional<String> match(String sku) {
        var star = text.indexOf('*');
        if (star < 0) {
            return text.equals(sku) ? Optional.of("") : Optional.empty();
        }
        var before = text.substring(0, star);
        var after = text.substring(star + 1);
        return sku.length() >= before.length() + after.length() && sku.startsWith(before) && sku.endsWith(after)
                ? Optional.of(sku.substring(before.length(), sku.length() - after.length()))
                : Optional.empty();
    }
}
