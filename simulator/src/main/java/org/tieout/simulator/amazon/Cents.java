package org.tieout.simulator.amazon;

import java.math.BigDecimal;

/// Arithmetic on minor units; every marketplace of the simulator has two decimals.
final class Cents {
    private static final int BASIS_POINTS = 10_000;

    private Cents() {}

    /// The exact decimal with two places.
    static BigDecimal decimal(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /// `12.34`, `-0.05`.
    static String text(long cents) {
        return decimal(cents).toPlainString();
    }

    /// A rate in basis points of a non-negative amount, half up.
    static long rate(long cents, int basisPoints) {
        return (cents * basisPoints + BASIS_POINTS / 2) / BASIS_POINTS;
    }

    /// The part of `total` that belongs to units `from` to `to` of `units`; the parts of a whole add up to it
    /// exactly.
    static long share(long total, int from, int to, int units) {
        return total * to / units - total * from / units;
    }
}
