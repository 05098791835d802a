package org.tieout.accounting.plan;

import java.util.function.Function;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderStanding.Revenue;
import org.tieout.accounting.source.OrderId;

/// A settlement being planned, order by order. It can stop after any order and go on, in another process if need be,
/// from
/// its [Carry]: so a settlement of any size is planned in steps of bounded size.
///
/// Pure but for what it is given: the same facts, orders, accounts and mapping give the same documents, byte for byte,
/// however many steps they are made in. Not safe for several threads.
public final class SettlementPlanning {

    private final PlanContext context;
    private final PlanSink sink;
    private final OrderSettler settler;
    private final DirectLines direct;
    private final SettlementProfile profile;
    private int orders;
    private long orderRows;

    private SettlementPlanning(PlanContext context, PlanSink sink, Carry carry) {
        this.context = context;
        this.sink = sink;
        this.settler = new OrderSettler(
                context.policy,
                context.mappings,
                context.resolution,
                context.calendar,
                context.settlement,
                context.currency);
        this.direct = new DirectLines(context, carry.unapplied(), carry.summarised());
        this.profile = SettlementProfile.of(context, direct, settler, carry.profile());
        this.orders = carry.orders();
        this.orderRows = carry.orderRows();
    }

    /// Begins, or goes on with, a settlement whose row types are all resolved.
    ///
    /// @param facts the settlement, summed by type
    /// @param policy the flow's choices
    /// @param mappings the flow's mapping table
    /// @param resolution what the row types mean under it
    /// @param standings an order's account as it is now; what the sink was given in an earlier step must show
    /// @param sink receives the documents
    /// @param carry where the last step stopped; [Carry#NONE] to begin
    public static SettlementPlanning of(
            SettlementFacts facts,
            FlowPolicy policy,
            Mappings mappings,
            Resolution.Ready resolution,
            Function<OrderId, OrderStanding> standings,
            PlanSink sink,
            Carry carry) {
        var context = new PlanContext(facts, policy, mappings, resolution, standings, sink, carry.documents());
        return new SettlementPlanning(context, sink, carry);
    }

    /// True when a flow needs no orders at all: their rows are summed by type.
    public static boolean isByType(FlowPolicy policy) {
        return policy.mode() == Mode.SUMMARY && !policy.hasInvoicedOrders();
    }

    /// Takes the next order, in order of id.
    public void order(OrderGroup group) {
        var before = context.standing(group.order()).withSettlement(context.settlement);
        var rows = receivable(group);
        orders++;
        orderRows = Math.addExact(orderRows, rows.minor());
        if (revenueOf(before) == Revenue.SETTLEMENT) {
            direct.fromSettlement(group);
            sink.fromSettlement(group);
            context.keepLast(group.order(), before.withRevenue(Revenue.SETTLEMENT));
            return;
        }
        var settled = settler.settle(group, before);
        settled.unapplied().forEach(direct::unapplied);
        settled.taxDifferences().forEach(difference -> sink.taxDiffers(group.order(), difference));
        sink.settled(group.order(), rows);
        if (!settled.missing().isEmpty()) {
            sink.waiting(group.order(), settled.missing());
        }
        if (settled.refunds().isEmpty()) {
            context.keepLast(group.order(), settled.standing());
        } else {
            context.keep(group.order(), settled.standing());
        }
        profile.order(group.order(), settled);
    }

    /// An order has one source of revenue, whatever becomes of the flow's mode: an invoiced one stays invoiced.
    private Revenue revenueOf(OrderStanding standing) {
        if (standing.invoiced() || standing.revenue() != Revenue.ORDER) {
            return standing.revenue();
        }
        return context.policy.mode() == Mode.SUMMARY ? Revenue.SETTLEMENT : Revenue.ORDER;
    }

    /// Makes the rest, after the last order. Nothing may be given to it afterwards.
    public SettlementPlanner.Outcome.Planned finish() {
        requireEveryOrderRow();
        profile.finish();
        return new SettlementPlanner.Outcome.Planned(context.documents(), orders);
    }

    /// Where it stands; a new planning may go on from here.
    public Carry carry() {
        return new Carry(
                orders, context.documents(), orderRows, direct.unapplied(), direct.summarised(), profile.carry());
    }

    /// Guards the bucketing itself: an order row that were lost between the two sums would be money lost.
    private void requireEveryOrderRow() {
        if (isByType(context.policy)) {
            return;
        }
        var expected = 0L;
        for (var total : context.facts.totals()) {
            if (context.isReceivable(total)) {
                expected = Math.addExact(expected, total.minor());
            }
        }
        if (expected != orderRows) {
            throw new IllegalStateException("settlement " + context.settlement + ": rows of orders sum to "
                    + new Money(context.currency, expected) + " by type and to "
                    + new Money(context.currency, orderRows) + " by order");
        }
    }

    private Money receivable(OrderGroup group) {
        var sum = 0L;
        for (var row : group.rows()) {
            if (context.categoryOf(row.type()).treatment() != Treatment.DIRECT) {
                sum = Math.addExact(sum, row.minor());
            }
        }
        return new Money(context.currency, sum);
    }
}
