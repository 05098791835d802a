package org.tieout.simulator.odata;

/// How the terms of a `$filter` hang together: `or` binds weaker than `and`, both weaker than `not` and
/// parentheses. A vendor says what the terms are, and what it makes of each connective.
public interface Connectives<F> {
    /// Either.
    ///
    /// @throws Refusal where the vendor does not take these two together
    F or(F left, F right);

    /// Both.
    F and(F left, F right);

    /// Not.
    F not(F filter);

    /// What begins with this token and has no connective of its own.
    ///
    /// @throws Refusal where it cannot be read
    F term(Tokens.Token first);

    /// Reads as far as the filter goes, or the part of it in parentheses.
    default F read(Tokens tokens) {
        F left = conjunction(tokens);
        while (tokens.takeIf("or")) {
            left = or(left, conjunction(tokens));
        }
        return left;
    }

    private F conjunction(Tokens tokens) {
        F left = unary(tokens);
        while (tokens.takeIf("and")) {
            left = and(left, unary(tokens));
        }
        return left;
    }

    private F unary(Tokens tokens) {
        if (tokens.takeIf("not")) {
            return not(unary(tokens));
        }
        if (tokens.takeIf("(")) {
            F inner = read(tokens);
            tokens.expect(")");
            return inner;
        }
        return term(tokens.take());
    }
}
