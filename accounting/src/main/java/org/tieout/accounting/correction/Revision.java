package org.tieout.accounting.correction;

import java.util.Optional;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;

/// A planned document under the revision it is posted as.
final class Revision {

    private Revision() {}

    static Document of(Document document, int revision) {
        if (revision == 1) {
            return document;
        }
        var old = document.heading();
        var replaced = old.id().revised(revision - 1);
        var heading = new Heading(
                old.id().revised(revision),
                Numbers.revision(old.reference(), revision),
                old.date(),
                old.currency(),
                old.memo() + " (stands instead of " + replaced + ")",
                Optional.of(replaced));
        return document.with(heading);
    }
}
