package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;

/// One settlement period of a marketplace: `start` belongs to it, `end` is the start of the next.
public record Period(Marketplace marketplace, int index, Instant start, Instant end) {
    static final Duration LENGTH = Duration.ofDays(14);

    static Period of(Marketplace marketplace, int index) {
        Instant start = marketplace.firstPeriodStart().plus(LENGTH.multipliedBy(index));
        return new Period(marketplace, index, start, start.plus(LENGTH));
    }

    boolean contains(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    /// An instant of the period; `days` and `hours` after its start.
    Instant at(int days, int hours) {
        return start.plus(Duration.ofDays(days).plusHours(hours));
    }
}
