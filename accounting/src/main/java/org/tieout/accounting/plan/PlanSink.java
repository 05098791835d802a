package org.tieout.accounting.plan;

import org.tieout.accounting.document.Document;
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

    /// What the ledger itself takes of an order's documents, where no payment document says so.
    default void applied(OrderId order, Money amount) {}

    /// An item of which the marketplace did not withhold just the tax it collected; the difference waits in account
    /// 1155.
    default void taxDiffers(OrderId order, TaxDifference difference) {}

    /// An order that cannot be invoiced yet; its money waits in account 1155.
    default void waiting(OrderId order, java.util.SortedSet<org.tieout.accounting.mapping.MappingKey> missing) {}
}
