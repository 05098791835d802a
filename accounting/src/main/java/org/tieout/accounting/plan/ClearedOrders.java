package org.tieout.accounting.plan;

import java.util.List;
import org.tieout.accounting.plan.OrderSettler.Settled;

/// Orders of a ledger that keeps receivables open until the settlement: payments receive into clearing what
/// invoices are owed, and every credit memo is paid out of clearing. No payment has to carry a refund, so
/// none can fall below zero.
final class ClearedOrders {

    private final PlanContext context;
    private final Payments payments;
    private final Refunds refunds;

    ClearedOrders(PlanContext context, OrderSettler settler, Carry.OfProfile carry) {
        this.context = context;
        this.refunds = new Refunds(context);
        this.payments = new Payments(context, settler, refunds, carry);
    }

    void order(Settled settled) {
        settled.invoices().forEach(context::emit);
        payments.invoices(settled.payments());
        settled.refunds().forEach(refunds::giveBack);
    }

    /// Clearing gathers what was paid; no document has to name every payment.
    Carry.OfProfile carry() {
        var carry = payments.carry();
        return new Carry.OfProfile(carry.payments(), List.of(), carry.counts(), List.of());
    }

    void finish() {
        payments.finish();
    }
}
