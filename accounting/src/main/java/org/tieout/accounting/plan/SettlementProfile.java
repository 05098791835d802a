package org.tieout.accounting.plan;

import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.source.OrderId;

/// How a settlement's consequences become the documents of one ledger. One instance takes the orders of one step, in
/// order of id; what it has not made into documents by then is its [Carry].
interface SettlementProfile {

    /// Takes one order whose revenue comes from its invoices. Its account is kept already; a profile that makes more
    /// documents of the order keeps it again.
    void order(OrderId order, Settled settled);

    /// Makes everything else, after the last order: what is carried, the rows that are no order's, the payout.
    void finish();

    /// What the next step needs; the rows that [DirectLines] gathers are carried beside it.
    Carry.OfProfile carry();

    /// The profile of a flow.
    static SettlementProfile of(PlanContext context, DirectLines direct, OrderSettler settler, Carry.OfProfile carry) {
        return switch (context.policy.profile()) {
            case QBO -> new QboProfile(context, direct, settler, carry);
            case BC_1 -> new Bc1Profile(context, direct, settler, carry);
            case BC_2 -> new Bc2Profile(context, direct);
            case INTACCT -> new IntacctProfile(context, direct, settler, carry);
            case MYOB -> new MyobProfile(context, direct, settler, carry);
        };
    }
}
