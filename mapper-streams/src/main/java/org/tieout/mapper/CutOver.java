package org.tieout.mapper;

import java.time.LocalDate;
import org.tieout.accounting.plan.Bucketing;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.event.FlowConfig;

/// What a flow leaves to the system before it: orders shipped before its cut-over date, and settlements that ended
/// before it.
final class CutOver {

    private CutOver() {}

    /// True when the order shipped before the flow's first day.
    static boolean precedes(FlowConfig flow, Order order) {
        return flow.getCutOver() != null
                && order.shipDate()
                        .filter(date -> date.isBefore(flow.getCutOver()))
                        .isPresent();
    }

    /// True when the settlement's period ended before the flow's first day.
    static boolean precedes(FlowConfig flow, SettlementHeader header) {
        return flow.getCutOver() != null
                && LocalDate.ofInstant(
                                header.endAt(),
                                Bucketing.zoneOf(null, header.total().currency()))
                        .isBefore(flow.getCutOver());
    }
}
