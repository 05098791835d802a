package org.tieout.sink.dynamics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.event.SalesDocumentKind;

/// The tables that deals are sold from (memo, 8).
enum SalesTable {
    /// Written in every state: only the application's forms are closed.
    OPPORTUNITY("opportunities", "opportunity", "actualvalue,actualclosedate"),
    /// Written as a draft only.
    QUOTE("quotes", "quote", "closedon"),
    /// Written while active only (memo, 8.1).
    ORDER("salesorders", "salesorder", "submitdate,datefulfilled");

    private final String set;
    private final String logicalName;
    private final String stamps;

    SalesTable(String set, String logicalName, String stamps) {
        this.set = set;
        this.logicalName = logicalName;
        this.stamps = stamps;
    }

    static Optional<SalesTable> of(SalesDocumentKind kind) {
        return switch (kind) {
            case OPPORTUNITY -> Optional.of(OPPORTUNITY);
            case QUOTE -> Optional.of(QUOTE);
            case ORDER -> Optional.of(ORDER);
            case UNKNOWN -> Optional.empty();
        };
    }

    static SalesTable named(String logicalName) {
        for (SalesTable table : values()) {
            if (table.logicalName.equals(logicalName)) {
                return table;
            }
        }
        throw new IllegalArgumentException("no table " + logicalName);
    }

    /// The table's name in the singular.
    String logicalName() {
        return logicalName;
    }

    /// What a row of it is addressed by.
    String row(String id) {
        return set + "(" + id.toLowerCase(Locale.ROOT) + ")";
    }

    /// The columns that a change of state sets anew.
    List<String> stamps() {
        return List.of(stamps.split(",", -1));
    }

    /// Whether a row can be written in a state without leaving it, as far as is documented.
    boolean isOpen(int state) {
        return state == 0 || this == OPPORTUNITY;
    }
}
