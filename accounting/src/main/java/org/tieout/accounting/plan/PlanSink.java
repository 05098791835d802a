package org.tieout.accounting.plan;

import org.tieout.accounting.document.Document;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;

/// Receives a plan as it is made, document by document, so that a settlement of any size is planned in bounded
/// memory.
public interface PlanSink {

    /// The next document; dependencies come before what refers to them.
    void document(Document document);

    /// An order's account after this settlement.
    default void standing(OrderId order, OrderStanding standing) {}

    /// What the settlement's rows paid for the order, net of refunds; the counterpart of what the documents say.
    default void settled(OrderId order, Money rows) {}

    /// An order that cannot be invoiced yet; its money waits in account 1155.
    default void waiting(OrderId order, java.util.SortedSet<org.tieout.accounting.mapping.MappingKey> missing) {}
}
