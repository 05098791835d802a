package org.tieout.accounting.plan;

import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.source.OrderId;

/// The posting profile of Business Central in which receivables stay open until a settlement pays them.
///
/// A settlement becomes: late invoices; customer payments into clearing, by month and in chunks, that settle
/// invoices; credit memos, each with what gives its money back from clearing, for a payment can be applied to
/// invoices only; one journal a month of everything else; and the payout. Each payment and each journal has a
/// document number of its own, as the ledger balances by document type and number. In SUMMARY mode only the
/// journals are left.
final class Bc1Profile implements SettlementProfile {

    private final DirectLines direct;
    private final ClearedOrders orders;
    private final ClearingJournals journals;

    Bc1Profile(PlanContext context, DirectLines direct, OrderSettler settler, Carry.OfProfile carry) {
        this.direct = direct;
        this.orders = new ClearedOrders(context, settler, carry);
        this.journals = new ClearingJournals(context);
    }

    @Override
    public void order(OrderId order, Settled settled) {
        orders.order(settled);
    }

    @Override
    public void finish() {
        orders.finish();
        journals.months(direct);
        journals.payout();
    }

    @Override
    public Carry.OfProfile carry() {
        return orders.carry();
    }
}
