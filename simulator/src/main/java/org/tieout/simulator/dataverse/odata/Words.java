package org.tieout.simulator.dataverse.odata;

import java.util.ArrayList;
import java.util.List;
import org.tieout.simulator.dataverse.model.Refusals;

/// The words of a `$filter` or a key: signs, quoted texts (a doubled quote is a quote) and everything else.
/// Not thread-safe.
final class Words {
    private static final String SIGNS = "(),=";
    private static final Word END = new Word(false, "");

    private final List<Word> words;
    private int next;

    /// A word, a quoted text or a sign.
    record Word(boolean quoted, String text) {
        boolean is(String word) {
            return !quoted && text.equals(word);
        }
    }

    Words(String text) {
        words = split(text);
    }

    Word peek() {
        return next < words.size() ? words.get(next) : END;
    }

    Word take() {
        Word word = peek();
        next++;
        return word;
    }

    boolean takeIf(String text) {
        boolean there = peek().is(text);
        if (there) {
            next++;
        }
        return there;
    }

    void expect(String sign) {
        if (!takeIf(sign)) {
            throw Refusals.query("Syntax error: '" + sign + "' expected, found '" + peek().text() + "'.");
        }
    }

    boolean atEnd() {
        return next >= words.size();
    }

    private static List<Word> split(String text) {
        List<Word> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (SIGNS.indexOf(c) >= 0) {
                found.add(new Word(false, String.valueOf(c)));
                at++;
            } else if (c == '\'') {
                StringBuilder content = new StringBuilder();
                at = quoted(text, at + 1, content);
                found.add(new Word(true, content.toString()));
            } else {
                int end = at;
                while (end < text.length() && !ends(text.charAt(end))) {
                    end++;
                }
                found.add(new Word(false, text.substring(at, end)));
                at = end;
            }
        }
        return List.copyOf(found);
    }

    private static boolean ends(char c) {
        return Character.isWhitespace(c) || c == '\'' || SIGNS.indexOf(c) >= 0;
    }

    private static int quoted(String text, int from, StringBuilder content) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean doubled = c == '\'' && at + 1 < text.length() && text.charAt(at + 1) == '\'';
            if (c == '\'' && !doubled) {
                return at + 1;
            }
            content.append(c);
            at += doubled ? 2 : 1;
        }
        throw Refusals.query("There is an unterminated string literal.");
    }
}
