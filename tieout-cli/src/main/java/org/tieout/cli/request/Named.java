package org.tieout.cli.request;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tieout.event.PostingState;

/// The words by which people name what was posted. Stateless.
public final class Named {

    private static final Pattern GUID =
            Pattern.compile("\\p{XDigit}{8}(-?)\\p{XDigit}{4}\\1\\p{XDigit}{4}\\1\\p{XDigit}{4}\\1\\p{XDigit}{12}");

    private Named() {}

    /// The id that postings have of their source: a GUID of the CRM, with hyphens or without, as the 32 digits in
    /// capitals that its deal or customer is known by; any other word as it is.
    public static String sourceId(String word) {
        return isGuid(word) ? word.replace("-", "").toUpperCase(Locale.ROOT) : word;
    }

    /// Whether the word is a GUID, with hyphens or without.
    public static boolean isGuid(String word) {
        return GUID.matcher(word).matches();
    }

    /// Whether a person means that posting: by its id, by the order, settlement, deal or customer it was planned from,
    /// or by the number that the CRM's order or quote has for people.
    public static boolean isMeant(String word, PostingState state) {
        var command = state.getCommand();
        var sale = command == null ? null : command.getDocument().getSale();
        return state.getPostingId().equals(word)
                || state.getSourceId().equals(sourceId(word))
                || (sale != null && word.equalsIgnoreCase(sale.getBasisNumber()));
    }
}
