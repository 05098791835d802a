package org.tieout.accounting.correction;

import java.util.Locale;
import org.tieout.accounting.document.PostingId;

/// The numbers of corrections that a ledger shows: that of the corrected document and a suffix, at most 21 characters.
final class Numbers {

    private static final int LONGEST = 21;
    private static final int RADIX = 36;

    private Numbers() {}

    /// What takes a revision back: `X1`, `X2`.
    static String reversal(String reference, PostingId of) {
        return suffixed(reference, 'X', of.revision());
    }

    /// What uses a reversal: `U1`, `U2`.
    static String appliedReversal(String reference, PostingId of) {
        return suffixed(reference, 'U', of.revision());
    }

    /// A later revision: `V2`, `V3`.
    static String revision(String reference, int revision) {
        return suffixed(reference, 'V', revision);
    }

    /// A journal that moves amounts: `C1`, `C2`.
    static String reclass(String reference, int number) {
        return suffixed(reference, 'C', number);
    }

    /// Hyphens give way first, then the front: the suffix tells corrections apart.
    private static String suffixed(String reference, char kind, int number) {
        var whole = reference + kind + Integer.toString(number, RADIX).toUpperCase(Locale.ROOT);
        if (whole.length() <= LONGEST) {
            return whole;
        }
        var shorter = whole.replace("-", "");
        return shorter.length() <= LONGEST ? shorter : shorter.substring(shorter.length() - LONGEST);
    }
}
