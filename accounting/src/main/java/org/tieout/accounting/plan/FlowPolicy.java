package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.period.PayoutRoute;

/// What a flow decides about planning.
///
/// @param flow the flow's name
/// @param profile how the target is posted to
/// @param mode where revenue comes from
/// @param hasInvoicedOrders true when orders of this flow may have invoices although its mode is SUMMARY: it was
/// INVOICE before a cut-over
/// @param genericItems true when goods without a mapped SKU are sold as the generic item; the offline mode does
/// so, a flow never
/// @param linksPerPayment most invoices and memos in one payment; keeps large payments far from the ledger's
/// time limit
/// @param closed which periods of the books are closed, and what happens to documents dated in them
/// @param payouts where payouts are debited
public record FlowPolicy(
        String flow,
        PostingProfile profile,
        Mode mode,
        boolean hasInvoicedOrders,
        boolean genericItems,
        int linksPerPayment,
        ClosedPeriods closed,
        PayoutRoute payouts) {

    /// Links per payment unless a flow says otherwise ("Payment": batches of 200 to 250 keep below the time limit).
    public static final int LINKS_PER_PAYMENT = 200;

    /// A live flow to QuickBooks Online that invoices orders.
    public static FlowPolicy of(String flow) {
        return new FlowPolicy(
                flow,
                PostingProfile.QBO,
                Mode.INVOICE,
                true,
                false,
                LINKS_PER_PAYMENT,
                ClosedPeriods.none(),
                PayoutRoute.toBank());
    }

    /// The offline mode: no orders, a generic item.
    public static FlowPolicy offline(String name) {
        return new FlowPolicy(
                name,
                PostingProfile.QBO,
                Mode.INVOICE,
                true,
                true,
                LINKS_PER_PAYMENT,
                ClosedPeriods.none(),
                PayoutRoute.toBank());
    }

    /// For another ledger.
    public FlowPolicy with(PostingProfile other) {
        return new FlowPolicy(flow, other, mode, hasInvoicedOrders, genericItems, linksPerPayment, closed, payouts);
    }

    /// With revenue from settlements alone: no order of the flow was ever invoiced.
    public FlowPolicy summary() {
        return new FlowPolicy(flow, profile, Mode.SUMMARY, false, genericItems, linksPerPayment, closed, payouts);
    }

    /// With revenue from settlements, where earlier orders may have invoices that settlements still pay.
    public FlowPolicy summaryAfterInvoices() {
        return new FlowPolicy(flow, profile, Mode.SUMMARY, true, genericItems, linksPerPayment, closed, payouts);
    }

    /// With these periods closed.
    public FlowPolicy with(ClosedPeriods periods) {
        return new FlowPolicy(flow, profile, mode, hasInvoicedOrders, genericItems, linksPerPayment, periods, payouts);
    }

    /// With payouts debited that way.
    public FlowPolicy with(PayoutRoute route) {
        return new FlowPolicy(flow, profile, mode, hasInvoicedOrders, genericItems, linksPerPayment, closed, route);
    }

    /// The accounts a mapping must have before a settlement of that deposit day is planned.
    Set<Role> roles(LocalDate depositDate) {
        var roles = EnumSet.copyOf(profile.roles());
        roles.add(payouts.on(depositDate).debits());
        return roles;
    }
}
