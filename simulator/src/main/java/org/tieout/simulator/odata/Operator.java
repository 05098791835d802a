package org.tieout.simulator.odata;

import java.util.Locale;
import java.util.Optional;

/// What a `$filter` compares with.
public enum Operator {
    /// Equal.
    EQ,
    /// Not equal.
    NE,
    /// Greater than.
    GT,
    /// Greater than or equal.
    GE,
    /// Less than.
    LT,
    /// Less than or equal.
    LE;

    /// The operator as a filter writes it; nothing where there is none of this name.
    public static Optional<Operator> named(String name) {
        for (Operator each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// Whether it is true of two values that compare like this.
    public boolean holds(int comparison) {
        return switch (this) {
            case EQ -> comparison == 0;
            case NE -> comparison != 0;
            case GT -> comparison > 0;
            case GE -> comparison >= 0;
            case LT -> comparison < 0;
            case LE -> comparison <= 0;
        };
    }
}
