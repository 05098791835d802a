package org.tieout.simulator.amazon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that happens to an order. An order's whole life is planned when it is placed; what can be seen of it
/// depends
/// on the world's time.
sealed interface OrderEvent {
    Instant at();

    /// Whether the Orders API shows the order as updated. A refund does not touch the order.
    default boolean updatesOrder() {
        return true;
    }

    record Placed(Instant at, List<OrderLine> lines) implements OrderEvent {}

    /// Payment is authorised.
    record Confirmed(Instant at) implements OrderEvent {}

    /// The buyer changed the order before it shipped.
    record Changed(Instant at, List<OrderLine> lines) implements OrderEvent {}

    /// Units left the warehouse. `postedAt` is when the sale becomes cash (a week later where Amazon defers it,
    /// as `deferral` says), `shortfall` what the settlement pays less than the order says; `perUnit` posts a set
    /// of rows for each unit.
    record Shipped(
            Instant at,
            String shipmentId,
            List<Units> units,
            Optional<Parcel> parcel,
            Instant postedAt,
            Optional<Deferral> deferral,
            long shortfall,
            boolean perUnit)
            implements OrderEvent {}

    record Cancelled(Instant at, String by, String reason) implements OrderEvent {}

    /// The parcel reached the buyer.
    record Delivered(Instant at) implements OrderEvent {}

    /// Amazon touched the order without changing anything the API shows.
    record Touched(Instant at) implements OrderEvent {}

    record Refunded(Instant at, RefundKind kind, String itemId, long amount, String adjustmentId)
            implements OrderEvent {
        @Override
        public boolean updatesOrder() {
            return false;
        }
    }

    /// What a refund gives back.
    enum RefundKind {
        /// Everything that shipped of the line.
        FULL,
        /// Part of the price; the referral fee on it is returned, the administration fee kept.
        CONCESSION,
        /// A courtesy payment; no fee is returned.
        GOODWILL
    }

    /// Units of one order line.
    record Units(String itemId, int quantity) {}

    /// A merchant-fulfilled parcel.
    record Parcel(String reference, String carrier, String service, String trackingNumber, Instant shipTime) {}
}
