package org.tieout.accounting.source;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.accounting.money.Money;

/// An order as its source states it, without personal data.
///
/// @param id the order
/// @param marketplace where it was placed
/// @param cancelled true when nothing more will ship
/// @param shipDate when it shipped, local to the marketplace; empty while nothing has
/// @param trackingNumber the carrier's number, where there is one
/// @param items its lines
public record Order(
        OrderId id,
        Marketplace marketplace,
        boolean cancelled,
        Optional<LocalDate> shipDate,
        Optional<String> trackingNumber,
        List<Item> items) {

    public Order {
        items = List.copyOf(items);
    }

    /// What an order item earns, component by component.
    public enum Component {
        ITEM,
        SHIPPING,
        GIFT_WRAP,
        DISCOUNT,
        TAX,
        OTHER
    }

    /// One line of an order.
    ///
    /// @param sku the SKU
    /// @param ordered units ordered
    /// @param shipped units shipped so far
    /// @param proceeds the amounts for the whole quantity ordered; discounts are negative
    /// @param taxFacilitated true when the marketplace collects and remits its tax
    public record Item(Sku sku, int ordered, int shipped, Map<Component, Money> proceeds, boolean taxFacilitated) {
        public Item {
            proceeds = Map.copyOf(proceeds);
        }
    }
}
