package org.tieout.accounting.plan;

/// Where a flow takes its revenue from. An order's revenue has one source only, whatever happens to the flow.
public enum Mode {
    /// From orders: an invoice at shipment, which the settlement pays.
    INVOICE,
    /// From settlement rows, summed by account and month.
    SUMMARY
}
