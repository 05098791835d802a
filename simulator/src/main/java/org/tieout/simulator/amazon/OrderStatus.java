package org.tieout.simulator.amazon;

/// Orders API v2026-01-01, FulfillmentStatus; the ones a simulated order passes through.
public enum OrderStatus {
    /// Placed, payment not authorised: no amounts yet.
    PENDING,
    /// Ready to ship.
    UNSHIPPED,
    /// Some units are on their way.
    PARTIALLY_SHIPPED,
    /// All units are on their way.
    SHIPPED,
    /// Nothing will be shipped.
    CANCELLED
}
