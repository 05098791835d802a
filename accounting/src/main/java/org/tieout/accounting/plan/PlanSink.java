package org.tieout.accounting.plan;

import java.util.SortedSet;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.tax.TaxDifference;

/// Receives a plan as it is made, document by document, so that a settlement of any size is planned in bounded
/// memory.
public interface PlanSink {

    /// The next document; dependencies come before what refers to them.
    void document(Document document);

    /// An order's account after this settlement.
    default void standing(OrderId order, OrderStanding standing) {}

    /// What the settlement's rows paid for the order, net of refunds; the counterpart of what the documents say.
    default void settled(OrderId order, Money rows) {}

    /// An order whose revenue comes from the settlement: its rows go to income accounts by type.
    default void fromSettlement(OrderGroup group) {}

    /// What the ledger itself takes of a document of an order, where no payment document says so.
    default void applied(Application taken) {}

    /// An item of which the marketplace did not withhold just the tax it collected; the difference waits in account
    /// 1155.
    default void taxDiffers(OrderId order, TaxDifference difference) {}

    /// An order that cannot be invoiced yet; its money waits in account 1155.
    default void waiting(OrderId order, SortedSet<MappingKey> missing) {}

    /// Tells two: the first, then the second.
    static PlanSink both(PlanSink first, PlanSink second) {
        return new PlanSink() {
            @Override
            public void document(Document document) {
                first.document(document);
                second.document(document);
            }

            @Override
            public void standing(OrderId order, OrderStanding standing) {
                first.standing(order, standing);
                second.standing(order, standing);
            }

            @Override
            public void settled(OrderId order, Money rows) {
                first.settled(order, rows);
                second.settled(order, rows);
            }

            @Override
            public void fromSettlement(OrderGroup group) {
                first.fromSettlement(group);
                second.fromSettlement(group);
            }

            @Override
            public void applied(Application taken) {
                first.applied(taken);
                second.applied(taken);
            }

            @Override
            public void taxDiffers(OrderId order, TaxDifference difference) {
                first.taxDiffers(order, difference);
                second.taxDiffers(order, difference);
            }

            @Override
            public void waiting(OrderId order, SortedSet<MappingKey> missing) {
                first.waiting(order, missing);
                second.waiting(order, missing);
            }
        };
    }
}
