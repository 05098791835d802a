package org.tieout.accounting.plan;

import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.source.OrderId;

/// The default posting profile of Business Central: the customer's payment method has clearing as its balancing
/// account, so that the ledger closes each invoice and each credit memo against clearing when it posts them.
///
/// A settlement becomes: late invoices; credit memos; one journal a month of everything else; and the payout. No
/// document pays an invoice. Which orders are open is known from their accounts here: what is invoiced and not yet
/// settled stays in clearing, and is what Amazon still holds. In SUMMARY mode only the journals are left.
final class Bc2Profile implements SettlementProfile {

    private final PlanContext context;
    private final DirectLines direct;
    private final Refunds refunds;
    private final ClearingJournals journals;

    Bc2Profile(PlanContext context, DirectLines direct) {
        this.context = context;
        this.direct = direct;
        this.refunds = new Refunds(context);
        this.journals = new ClearingJournals(context);
    }

    @Override
    public void order(OrderId order, Settled settled) {
        settled.invoices().forEach(context::emit);
        settled.payments().values().forEach(links -> links.forEach(context::applied));
        settled.refunds().forEach(refund -> context.applied(refunds.memo(refund, Role.CLEARING)));
    }

    @Override
    public void finish() {
        journals.months(direct);
        journals.payout();
    }

    @Override
    public Carry.OfProfile carry() {
        return Carry.OfProfile.NONE;
    }
}
