package org.tieout.cli.settle;

import java.util.List;
import org.tieout.accounting.money.Money;

/// What settling one settlement came to.
///
/// @param state how it stands
/// @param difference header less rows
/// @param unmapped what the mapping lacks: row types as `a|b|c`, anything else with its kind in front
/// @param findings why it does not tie out, in sentences
/// @param orders how many orders it has
record Conclusion(State state, Money difference, List<String> unmapped, List<String> findings, int orders) {

    Conclusion {
        unmapped = List.copyOf(unmapped);
        findings = List.copyOf(findings);
    }

    /// How a settlement stands.
    enum State {
        /// The checks that can be made offline are green: rows, documents, orders.
        TIED_OUT,
        /// It does not add up, or not all of it could be read.
        INCONSISTENT,
        /// The mapping lacks keys.
        PARKED
    }
}
