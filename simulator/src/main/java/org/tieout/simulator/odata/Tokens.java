package org.tieout.simulator.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The tokens of a `$filter` or a key: signs, quoted texts (a doubled quote is a quote) and words, which are
/// names, operators, numbers, dates and GUIDs. Not thread-safe.
public final class Tokens {
    private static final Token END = new Token(false, "");

    private final Dialect dialect;
    private final List<Token> tokens;
    private int next;

    /// What a vendor does its own way.
    ///
    /// @param signs the characters that are tokens of their own
    /// @param place where its texts say that something is wrong; empty where they do not say
    /// @param refused what it answers to a text it cannot read
    public record Dialect(String signs, String place, Function<String, Refusal> refused) {}

    /// A word, a quoted text or a sign.
    public record Token(boolean quoted, String text) {
        /// Whether it is this word or sign, and not a quoted text.
        public boolean is(String word) {
            return !quoted && text.equals(word);
        }
    }

    /// Splits a text.
    ///
    /// @throws Refusal where a quoted text does not end
    public Tokens(Dialect dialect, String text) {
        this.dialect = dialect;
        this.tokens = split(text);
    }

    /// The next one, which stays; an empty word at the end.
    public Token peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    /// Takes the next one; an empty word at the end.
    public Token take() {
        Token token = peek();
        next++;
        return token;
    }

    /// Takes the next one if it is this word or sign.
    public boolean takeIf(String word) {
        boolean there = peek().is(word);
        if (there) {
            next++;
        }
        return there;
    }

    /// Takes this sign.
    ///
    /// @throws Refusal where something else is next
    public void expect(String sign) {
        if (!takeIf(sign)) {
            throw dialect.refused()
                    .apply("Syntax error" + dialect.place() + ": '" + sign + "' expected, found '" + peek().text()
                            + "'.");
        }
    }

    /// Whether every token was taken.
    public boolean atEnd() {
        return next >= tokens.size();
    }

    private List<Token> split(String text) {
        List<Token> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (isSign(c)) {
                found.add(new Token(false, String.valueOf(c)));
                at++;
            } else if (c == '\'') {
                StringBuilder content = new StringBuilder();
                at = quoted(text, at + 1, content);
                found.add(new Token(true, content.toString()));
            } else {
                int end = at;
                while (end < text.length() && !endsWord(text.charAt(end))) {
                    end++;
                }
                found.add(new Token(false, text.substring(at, end)));
                at = end;
            }
        }
        return List.copyOf(found);
    }

    private boolean isSign(char c) {
        return dialect.signs().indexOf(c) >= 0;
    }

    private boolean endsWord(char c) {
        return Character.isWhitespace(c) || c == '\'' || isSign(c);
    }

    private int quoted(String text, int from, StringBuilder content) {
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
        throw dialect.refused().apply("There is an unterminated string literal" + dialect.place() + ".");
    }
}
