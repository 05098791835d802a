package org.tieout.simulator.qbo.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.qbo.refusal.Refusal;
import org.tieout.simulator.qbo.refusal.Refusals;

/// The words of a query, one after the other. Not thread-safe.
final class Tokens {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:'((?:\\\\.|[^'\\\\])*)'|([A-Za-z0-9_.\\-+:]+)|(<=|>=|[=<>(),*]))");

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /// A word; `quoted` is true for a string literal, whose escapes are already undone.
    record Token(String text, boolean quoted, int column) {
        boolean is(String word) {
            return !quoted && text.toUpperCase(Locale.ROOT).equals(word);
        }
    }

    Tokens(String query) {
        String text = query.strip();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw Refusals.queryParseError(text.substring(at), at + 1);
            }
            String string = matcher.group(1);
            boolean quoted = string != null;
            String word = quoted
                    ? string.replaceAll("\\\\(.)", "$1")
                    : text.substring(at, matcher.end()).strip();
            tokens.add(new Token(word, quoted, at + 1));
            at = matcher.end();
        }
    }

    boolean atEnd() {
        return next == tokens.size();
    }

    /// Takes the next word if it is this keyword or sign.
    boolean take(String word) {
        if (!atEnd() && tokens.get(next).is(word)) {
            next++;
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!take(word)) {
            throw unexpected();
        }
    }

    /// An unquoted word: a name.
    String name() {
        if (atEnd() || tokens.get(next).quoted() || !isWord(tokens.get(next).text())) {
            throw unexpected();
        }
        return tokens.get(next++).text();
    }

    /// A literal, quoted or a bare number or boolean.
    String value() {
        if (atEnd()) {
            throw unexpected();
        }
        Token token = tokens.get(next);
        if (!token.quoted() && !token.text().matches("-?[0-9]+(\\.[0-9]+)?|(?i:true|false)")) {
            throw unexpected();
        }
        next++;
        return token.text();
    }

    int integer() {
        if (atEnd() || tokens.get(next).quoted() || !tokens.get(next).text().matches("[0-9]{1,9}")) {
            throw unexpected();
        }
        return Integer.parseInt(tokens.get(next++).text());
    }

    Refusal unexpected() {
        return atEnd()
                ? Refusals.queryParseError("<EOF>", 1)
                : Refusals.queryParseError(
                        tokens.get(next).text(), tokens.get(next).column());
    }

    private static boolean isWord(String text) {
        return Character.isLetter(text.charAt(0));
    }
}
