package org.tieout.accounting.source;

/// Amazon's id of a settlement: digits, as written in the file.
///
/// @param value the id
public record SettlementId(String value) implements Comparable<SettlementId> {
    public SettlementId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a settlement id is never empty");
        }
    }

    @Override
    public int compareTo(SettlementId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
