package org.tieout.accounting.export;

import org.tieout.accounting.document.Document;
import org.tieout.accounting.source.SettlementId;

/// Renders documents as text, one after another, so that a plan of any size needs no room.
///
/// Text only: it reads and writes nothing. One export is one file; it remembers what the file already has, so it is not
/// safe for several threads.
public sealed interface DocumentExport permits CsvExport, PlainTextExport {

    /// What stands in front of the first document.
    String head();

    /// A document, ended by a line break.
    ///
    /// @param settlement the settlement it comes from
    String document(SettlementId settlement, Document document);
}
