package org.tieout.accounting.deal;

import java.util.Locale;
import java.util.Optional;
import org.tieout.accounting.mapping.DealRows;

/// A GUID as 32 capital digits without hyphens: the deal's id, and so that of a record. A field of 35
/// characters takes it, which with hyphens it would not (accounting.md section 11).
///
/// @param value 32 digits
public record DealId(String value) implements Comparable<DealId> {

    public DealId {
        if (!DealRows.isId(value)) {
            throw new IllegalArgumentException("'" + value + "' is no GUID of 32 digits");
        }
        value = value.toUpperCase(Locale.ROOT);
    }

    /// The id made of a GUID, with hyphens and in small letters as the CRM writes it.
    ///
    /// @throws IllegalArgumentException if it is none
    public static DealId of(String guid) {
        return new DealId(guid.replace("-", ""));
    }

    /// The id that a person wrote, in whatever form; nothing when it is none.
    public static Optional<DealId> parse(String text) {
        var digits = text.strip().replace("-", "");
        return DealRows.isId(digits) ? Optional.of(new DealId(digits)) : Optional.empty();
    }

    /// The deal that a record is of, by itself: its opportunity's, else its quote's, else its own.
    public static DealId of(SalesRecord record) {
        return of(record.opportunityId().or(record::quoteId).orElse(record.id()));
    }

    @Override
    public int compareTo(DealId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
