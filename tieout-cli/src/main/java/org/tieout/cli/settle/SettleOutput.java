package org.tieout.cli.settle;

import org.tieout.accounting.document.Document;
import org.tieout.accounting.plan.SettlementFacts;

/// Prints settlements as they are planned. For each: [#begin], its documents, [#end]; at last [#finish].
interface SettleOutput {

    /// A settlement that was read to its end.
    void begin(SettlementFacts facts);

    /// The next document of its plan.
    void document(Document document);

    /// What it came to.
    void end(Conclusion conclusion);

    /// Nothing more comes.
    void finish();
}
