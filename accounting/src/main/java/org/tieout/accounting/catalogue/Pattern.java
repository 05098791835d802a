package org.tieout.accounting.catalogue;

import java.util.Locale;

/// A pattern of Amazon's names. Case does not matter, nor do blanks at the ends.
///
/// - `*` stands for any run of characters.
/// - `[details]` at the end stands for nothing, or for what Amazon likes to append: a date, a name, a coupon's or
///   shipment's number, set off by something that is no letter. `Storage Fee[details]` fits `Storage Fee`,
///   `Storage Fee - July 2026` and `Storage Fee: 07/2026`, and not `Storage Fee Reimbursement`.
///
/// @param text the pattern, lower-cased
public record Pattern(String text) {

    private static final String DETAILS = "[details]";

    public Pattern {
        text = normal(text);
    }

    /// How names are compared.
    static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /// True when only one name fits.
    public boolean isExact() {
        return text.indexOf('*') < 0 && !text.endsWith(DETAILS);
    }

    /// An exact text is more specific than any wildcard, a wildcard with more fixed characters than one with
    /// fewer.
    int specificity() {
        var fixed = (int) stem().chars().filter(c -> c != '*').count();
        return isExact() ? 1_000 + fixed : fixed;
    }

    /// True when the name fits.
    public boolean matches(String name) {
        return matchesNormal(normal(name));
    }

    /// As [#matches], for a name that is [#normal] already. Linear for one star, never worse than the product of
    /// the lengths.
    boolean matchesNormal(String name) {
        var stem = stem();
        var star = -1;
        var resume = 0;
        var p = 0;
        var n = 0;
        while (true) {
            if (p < stem.length() && stem.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < stem.length() && n < name.length() && stem.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (p == stem.length() && endsAt(name, n)) {
                return true;
            } else if (star >= 0 && resume < name.length()) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
    }

    private boolean endsAt(String name, int at) {
        if (at == name.length() || !hasDetails()) {
            return at == name.length();
        }
        var first = at;
        while (first < name.length() && Character.isWhitespace(name.charAt(first))) {
            first++;
        }
        var separated = first < name.length() && !Character.isLetter(name.charAt(first));
        var joined =
                first == at && Character.isDigit(name.charAt(at)) && at > 0 && Character.isDigit(name.charAt(at - 1));
        return separated && !joined;
    }

    private boolean hasDetails() {
        return text.endsWith(DETAILS);
    }

    private String stem() {
        return hasDetails() ? text.substring(0, text.length() - DETAILS.length()) : text;
    }
}
