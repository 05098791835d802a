package org.tieout.mapper;

import java.time.LocalDate;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.period.PayoutRoute;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.plan.OrderGroup;
import org.tieout.accounting.plan.OrderRow;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.OrderStanding.Revenue;
import org.tieout.accounting.plan.PostingProfile;
import org.tieout.event.FlowConfig;
import org.tieout.runtime.config.Flow;

/// What a flow's configuration says about planning. Options that cannot be read were refused when the flow was applied.
public final class Policies {

    private Policies() {}

    /// The flow's choices, for the planner.
    public static FlowPolicy of(FlowConfig flow) {
        var policy = FlowPolicy.of(flow.getFlow())
                .with(profile(flow))
                .with(closed(flow))
                .with(payouts(flow));
        if (mode(flow) == Mode.INVOICE) {
            return policy;
        }
        return beforeCutOver(flow) == Revenue.SETTLEMENT || flow.getCutOver() == null
                ? policy.summary()
                : policy.summaryAfterInvoices();
    }

    static Mode mode(FlowConfig flow) {
        return Mode.valueOf(flow.getMode());
    }

    /// True when the flow invoices orders that shipped now.
    static boolean invoices(FlowConfig flow) {
        return mode(flow) == Mode.INVOICE;
    }

    /// The account of an order that nothing is known of yet, in this flow.
    ///
    /// @param day the day it shipped, or was first settled where no shipment is known; null when neither is
    static OrderStanding unknown(FlowConfig flow, @org.jspecify.annotations.Nullable LocalDate day) {
        var cutOver = flow.getCutOver();
        return cutOver == null || day == null || !day.isBefore(cutOver)
                ? OrderStanding.NONE
                : OrderStanding.NONE.withRevenue(beforeCutOver(flow));
    }

    /// The first day that a settlement names an order, as far as its sums by month tell.
    static LocalDate firstDay(OrderGroup group) {
        return group.rows().stream()
                .map(OrderRow::lastPosted)
                .min(LocalDate::compareTo)
                .orElseThrow();
    }

    private static Revenue beforeCutOver(FlowConfig flow) {
        var word = flow.getOptions().get(Flow.BEFORE_CUT_OVER);
        if (word == null) {
            return mode(flow) == Mode.INVOICE ? Revenue.ELSEWHERE : Revenue.SETTLEMENT;
        }
        return switch (word) {
            case "summary" -> Revenue.SETTLEMENT;
            case "invoice" -> Revenue.ORDER;
            default -> Revenue.ELSEWHERE;
        };
    }

    private static PostingProfile profile(FlowConfig flow) {
        return switch (flow.getTarget()) {
            case "bc" ->
                "BC-1".equals(flow.getOptions().get(Flow.BC_SCHEME)) ? PostingProfile.BC_1 : PostingProfile.BC_2;
            case "intacct" -> PostingProfile.INTACCT;
            case "myob" -> PostingProfile.MYOB;
            default -> PostingProfile.QBO;
        };
    }

    private static PayoutRoute payouts(FlowConfig flow) {
        return switch (PayoutRoute.read(flow.getOptions())) {
            case PayoutRoute.Reading.Ok(var route) -> route;
            case PayoutRoute.Reading.Unreadable unreadable -> PayoutRoute.toBank();
        };
    }

    private static ClosedPeriods closed(FlowConfig flow) {
        return switch (ClosedPeriods.read(flow.getOptions())) {
            case ClosedPeriods.Reading.Ok(var periods) -> periods;
            case ClosedPeriods.Reading.Unreadable unreadable -> ClosedPeriods.none();
        };
    }
}
