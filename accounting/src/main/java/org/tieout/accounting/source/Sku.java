package org.tieout.accounting.source;

/// The seller's stock keeping unit.
///
/// @param value as the seller writes it
public record Sku(String value) implements Comparable<Sku> {
    public Sku {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a SKU is never empty");
        }
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
