package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tieout.simulator.qbo.ledger.Entry;

/// What is particular to an entity. The general part (binding, references, versions, numbers, closing date) comes
/// first.
interface Rules {
    /// Completes the draft with defaults and totals, and refuses what QuickBooks refuses.
    void complete(Draft draft);

    /// What the stored version posts; lists post nothing.
    default List<Entry> entries(Stored stored) {
        return List.of();
    }

    /// What the stored version points at.
    default List<Link> links(Stored stored) {
        return List.of();
    }

    /// Adds what is computed on reading.
    default void render(ObjectNode out, Stored stored) {}
}
