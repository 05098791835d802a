package org.tieout.accounting.plan;

import java.util.List;
import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.source.OrderId;

/// The posting profile of Business Central in which receivables stay open until a settlement pays them.
///
/// A settlement becomes: late invoices; customer payments into clearing, by month and in chunks, that settle invoices;
/// credit memos, each with what gives its money back from clearing, for a payment can be applied to invoices only; one
/// journal a month of everything else; and the payout. Each payment and each journal has a document number of its own,
/// as the ledger balances by document type and number. In SUMMARY mode only the journals are left.
final class Bc1Profile implements SettlementProfile {

    private final PlanContext context;
    private final DirectLines direct;
    private final Payments payments;
    private final Refunds refunds;
    private final ClearingJournals journals;

    Bc1Profile(PlanContext context, DirectLines direct, OrderSettler settler, Carry.OfProfile carry) {
        this.context = context;
        this.direct = direct;
        this.refunds = new Refunds(context);
        this.payments = new Payments(context, settler, refunds, carry);
        this.journals = new ClearingJournals(context);
    }

    @Override
    public void order(OrderId order, Settled settled) {
        settled.invoices().forEach(context::emit);
        payments.invoices(settled.payments());
        settled.refunds().forEach(refunds::giveBack);
    }

    @Override
    public void finish() {
        payments.finish();
        journals.months(direct);
        journals.payout();
    }

    /// Clearing gathers what was paid; no document has to name every payment.
    @Override
    public Carry.OfProfile carry() {
        var carry = payments.carry();
        return new Carry.OfProfile(carry.payments(), List.of(), carry.counts(), List.of());
    }
}
