package org.tieout.mapper;

import java.util.List;
import java.util.Map;
import org.tieout.accounting.balance.Control;
import org.tieout.accounting.balance.SettlementBalance;

/// What the mapper keeps of reserves, debts and control totals. Stored as JSON; see [Stores].
final class BalanceState {

    private BalanceState() {}

    /// A settlement as its neighbours see it.
    ///
    /// @param balance by the catalogue that ships
    /// @param unknown sums in minor units of row types that it does not know; a flow's mapping may
    record Link(SettlementBalance balance, Map<String, Long> unknown) {}

    /// What was found in a flow's chains and is not over: sentences by id.
    record Findings(Map<String, String> sentences) {}

    /// The control totals of a settlement in a flow.
    record Controls(List<Control> controls) {}

    /// How far a connection's trade was heard of.
    ///
    /// @param tradedAt the latest time of trade in its records, epoch milliseconds
    /// @param heardAt when the last of them came, epoch milliseconds
    record Feed(long tradedAt, long heardAt) {}
}
