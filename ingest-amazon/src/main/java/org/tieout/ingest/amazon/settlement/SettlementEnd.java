package org.tieout.ingest.amazon.settlement;

import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementId;

/// What was read of one settlement.
///
/// @param id the settlement
/// @param lineCount amounts handed to [SettlementHandler#row]
/// @param lineSum their sum; compare with the header's total, the parser does not judge
/// @param contentHash SHA-256 in hex over what the settlement says: header facts and the multiset of its
/// amounts with
///     their type, time and ids. Independent of row order, charset, number and date style, blanks and file format;
///     quantities are left out because V1 states them on rows of their own
/// @param problems how many problems its rows had; they are not in the count, the sum and the hash
public record SettlementEnd(SettlementId id, long lineCount, Money lineSum, String contentHash, long problems) {

    /// True when every row of the settlement was read.
    public boolean complete() {
        return problems == 0;
    }
}
