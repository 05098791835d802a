package org.tieout.ingest.amazon.settlement;

import org.tieout.accounting.source.SettlementHeader;

/// Receives what a settlement file says, in file order, on the reading thread.
///
/// For each settlement: [#opened], then [#row] for every amount, then [#closed]. A file may hold several, one after
/// another, and may even repeat one: the same id is then opened and closed again, and equal content hashes say
/// that it
/// is
/// the same. [#problem] may come at any time; a settlement with problems is closed, but never
/// [complete][SettlementEnd#complete]. A settlement whose header row cannot be read is never opened.
///
/// An exception thrown here ends the reading and reaches the caller of [SettlementFile#read].
public interface SettlementHandler {

    /// A settlement begins.
    void opened(SettlementHeader header);

    /// An amount of the settlement opened last. The row is reused: it is valid during this call only, use
    /// [SettlementRow#toLine] to keep it.
    void row(SettlementRow row);

    /// The settlement opened last has no more rows in this file.
    void closed(SettlementEnd end);

    /// Something did not parse; the row was left out and the rest is still read.
    void problem(RowProblem problem);
}
