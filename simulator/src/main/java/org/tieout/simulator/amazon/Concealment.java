package org.tieout.simulator.amazon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Amazon does not show, or shows wrongly, although it happened: settlements without a report, orders that its
/// list leaves out, cells of a document that hold nonsense. Guarded by the model that owns it.
final class Concealment {
    private final Set<String> settlements = new HashSet<>();
    private final Set<String> orders = new HashSet<>();
    private final Map<String, List<BrokenCell>> cells = new HashMap<>();

    /// A cell of a document.
    ///
    /// @param row counts the rows below the settlement's header row, from 0
    /// @param column the column's name
    record BrokenCell(int row, String column, String text) {}

    void withhold(String settlementId) {
        settlements.add(settlementId);
    }

    /// False when it was not withheld.
    boolean release(String settlementId) {
        return settlements.remove(settlementId);
    }

    boolean isWithheld(String settlementId) {
        return settlements.contains(settlementId);
    }

    void hide(String orderId) {
        orders.add(orderId);
    }

    /// False when it was not hidden.
    boolean show(String orderId) {
        return orders.remove(orderId);
    }

    boolean isHidden(String orderId) {
        return orders.contains(orderId);
    }

    void breakCell(String documentId, BrokenCell cell) {
        cells.computeIfAbsent(documentId, _ -> new ArrayList<>()).add(cell);
    }

    List<BrokenCell> brokenCells(String documentId) {
        return cells.getOrDefault(documentId, List.of());
    }
}
