package org.tieout.accounting.plan;

import java.util.List;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementHeader;

/// A complete settlement, summed by row type: all that planning needs beside its orders.
///
/// @param header the header row
/// @param lineCount how many lines
/// @param lineSum their sum
/// @param totals the sums by type, month and marketplace
public record SettlementFacts(SettlementHeader header, long lineCount, Money lineSum, List<RowTotal> totals) {
    public SettlementFacts {
        totals = List.copyOf(totals);
    }

    /// What the header says more than the rows: zero for a settlement that adds up.
    public Money difference() {
        return header.total().minus(lineSum);
    }
}
