package org.tieout.accounting.plan;

/// What a flow decides about planning.
///
/// @param flow the flow's name
/// @param genericItems true when goods without a mapped SKU are sold as the generic item; the offline mode
/// does so, a
/// flow never
/// @param linksPerPayment most invoices and memos in one payment; keeps large payments far from the ledger's
/// time limit
public record FlowPolicy(String flow, boolean genericItems, int linksPerPayment) {

    /// Links per payment unless a flow says otherwise ("Payment": batches of 200 to 250 keep below the time limit).
    public static final int LINKS_PER_PAYMENT = 200;

    /// A live flow.
    public static FlowPolicy of(String flow) {
        return new FlowPolicy(flow, false, LINKS_PER_PAYMENT);
    }

    /// The offline mode: no orders, a generic item.
    public static FlowPolicy offline(String name) {
        return new FlowPolicy(name, true, LINKS_PER_PAYMENT);
    }
}
