package org.tieout.simulator.bc.odata;

import java.util.ArrayList;
import java.util.List;

/// The tokens of a `$filter`: parentheses, commas, quoted texts (a doubled quote is a quote) and words, which are
/// names, operators, numbers, dates and GUIDs. Not thread-safe.
final class Tokens {
    private final List<Token> tokens;
    private int next;

    /// A word, a quoted text or a sign.
    record Token(boolean quoted, String text) {
        boolean is(String word) {
            return !quoted && text.equals(word);
        }
    }

    private static final Token END = new Token(false, "");

    Tokens(String text) {
        tokens = split(text);
    }

    Token peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    Token take() {
        Token token = peek();
        next++;
        return token;
    }

    boolean takeIf(String word) {
        boolean there = peek().is(word);
        if (there) {
            next++;
        }
        return there;
    }

    void expect(String sign) {
        if (!takeIf(sign)) {
            throw Refusals.badRequest(
                    "Syntax error in $filter: '" + sign + "' expected, found '" + peek().text() + "'.");
        }
    }

    boolean atEnd() {
        return next >= tokens.size();
    }

    private static List<Token> split(String text) {
        List<Token> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if ("(),".indexOf(c) >= 0) {
                found.add(new Token(false, String.valueOf(c)));
                at++;
            } else if (c == '\'') {
                StringBuilder content = new StringBuilder();
                at = quoted(text, at + 1, content);
                found.add(new Token(true, content.toString()));
            } else {
                int end = at;
                while (end < text.length()
                        && !Character.isWhitespace(text.charAt(end))
                        && "(),'".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                found.add(new Token(false, text.substring(at, end)));
                at = end;
            }
        }
        return List.copyOf(found);
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
        throw Refusals.badRequest("There is an unterminated string literal in $filter.");
    }
}
