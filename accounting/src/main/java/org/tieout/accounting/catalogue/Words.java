package org.tieout.accounting.catalogue;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/// The words of one of Amazon's names, whether it is written `FBAInboundTransportationFee`, `WAREHOUSE_LOST` or
/// `Inbound transportation fee`: lower case, singular, each once.
final class Words {

    private static final Pattern BOUNDARY =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private Words() {}

    static SequencedSet<String> of(String... names) {
        var words = new LinkedHashSet<String>();
        for (var name : names) {
            for (var word : BOUNDARY.split(name)) {
                if (!word.isEmpty() && !word.chars().allMatch(Character::isDigit)) {
                    words.add(singular(word.toLowerCase(Locale.ROOT)));
                }
            }
        }
        return words;
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
