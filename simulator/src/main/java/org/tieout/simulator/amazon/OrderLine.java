package org.tieout.simulator.amazon;

import java.util.Optional;

/// A line of an order: so many units of one product. `unitPrice` times `quantity` is the line's ITEM amount.
public record OrderLine(
        String itemId,
        CatalogueItem product,
        int quantity,
        long unitPrice,
        Proceeds proceeds,
        Optional<String> promotionId) {
    /// What units `from` to `to` (counted from the first) bring in.
    Proceeds part(int from, int to) {
        return proceeds.part(from, to, quantity);
    }

    OrderLine withItemAmount(long cents) {
        return new OrderLine(itemId, product, quantity, unitPrice, proceeds.withItem(cents), promotionId);
    }
}
