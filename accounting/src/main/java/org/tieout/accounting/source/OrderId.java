package org.tieout.accounting.source;

import java.util.Optional;

/// An Amazon order id: three, seven and seven digits.
///
/// The order-id column of a settlement also holds FBA shipment ids on fee rows; those are not orders, hence
/// [#parse].
///
/// @param value the id
public record OrderId(String value) implements Comparable<OrderId> {

    public OrderId {
        if (!looksLikeOne(value)) {
            throw new IllegalArgumentException("not an Amazon order id (ddd-ddddddd-ddddddd): " + value);
        }
    }

    /// The order id in that cell, if it holds one.
    public static Optional<OrderId> parse(String cell) {
        return looksLikeOne(cell) ? Optional.of(new OrderId(cell)) : Optional.empty();
    }

    /// True when the text has the form of an order id.
    public static boolean looksLikeOne(CharSequence text) {
        if (text.length() != 19) {
            return false;
        }
        for (var i = 0; i < 19; i++) {
            var c = text.charAt(i);
            if ((i == 3 || i == 11) ? c != '-' : (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(OrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
