package org.tieout.simulator.odata;

import java.math.BigDecimal;
import java.time.Instant;

/// A value as a `$filter` and a `$orderby` compare it. Immutable.
public sealed interface Value {
    /// A text, an id or a day.
    record Text(String text) implements Value {}

    /// A number.
    record Amount(BigDecimal number) implements Value {}

    /// An instant.
    record Moment(Instant instant) implements Value {}

    /// True or false.
    record Flag(boolean flag) implements Value {}

    /// Whether the two can be compared.
    default boolean isLike(Value other) {
        return getClass() == other.getClass();
    }

    /// Negative, zero or positive, as comparators do.
    ///
    /// @throws IllegalStateException where the other is of another kind
    default int compare(Value other) {
        if (this instanceof Text(var mine) && other instanceof Text(var its)) {
            return mine.compareTo(its);
        }
        if (this instanceof Amount(var mine) && other instanceof Amount(var its)) {
            return mine.compareTo(its);
        }
        if (this instanceof Moment(var mine) && other instanceof Moment(var its)) {
            return mine.compareTo(its);
        }
        if (this instanceof Flag(var mine) && other instanceof Flag(var its)) {
            return Boolean.compare(mine, its);
        }
        throw new IllegalStateException(this + " is not to be compared with " + other);
    }
}
