package org.tieout.simulator.amazon;

/// What real trade does to tidy programs. A world with `untidy` holds each at least once.
public enum UntidyCase {
    /// Two items of one order, shipped on two days.
    TWO_PARTS_TWO_DAYS,
    /// Two units of one item shipped one by one, with an exact unit price.
    UNITS_SPLIT,
    /// Part of the price given back, the order itself unchanged.
    PRICE_CONCESSION,
    /// A courtesy payment to the buyer.
    GOODWILL,
    /// Cancelled by the buyer before shipment.
    CANCELLED_BY_BUYER,
    /// Cancelled by the seller before shipment.
    CANCELLED_BY_SELLER,
    /// The settlement pays less principal than the order says.
    SETTLED_BELOW_ORDER,
    /// Shipped before the last closed settlement ended, settled after it.
    SHIPPED_UNSETTLED,
    /// Shipped where the marketplace's local month and the UTC month differ.
    MONTH_END_LOCAL,
    /// Rows of one order in two settlements, a shipment on each side of the boundary.
    TWO_SETTLEMENTS,
    /// Three units of one order as three equal sets of rows.
    EQUAL_UNIT_ROWS,
    /// A free replacement of another order.
    REPLACEMENT,
    /// The buyer took fewer units before shipment.
    CHANGED_BEFORE_SHIPMENT,
    /// Sold in one settlement, fully refunded in the next.
    REFUND_IN_NEXT_SETTLEMENT,
    /// Gift wrap and a promotion on goods and shipping.
    GIFT_AND_PROMOTION
}
