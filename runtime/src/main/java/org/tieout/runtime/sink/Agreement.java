package org.tieout.runtime.sink;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tieout.event.DocumentLine;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;

/// Whether a document that the ledger made otherwise than commanded is so still. Pure.
final class Agreement {

    private Agreement() {}

    /// True when the difference is over: the document holds what was commanded, or does not count any more. The
    /// tie-out names one that is missing.
    static boolean isOver(PostingCommand command, LedgerDocument document) {
        return switch (document.getStatus()) {
            case VOIDED, DELETED -> true;
            // What a sale came to when it was posted does not change any more; who takes it back voids it.
            case LIVE ->
                command.getDocument().getSale() == null
                        && accounts(document.getLines())
                                .equals(accounts(command.getDocument().getLines()))
                        && (document.getDate() == null
                                || document.getDate()
                                        .equals(command.getDocument().getDate()));
            case DRAFT, UNKNOWN -> false;
        };
    }

    private static Map<String, BigDecimal> accounts(List<DocumentLine> lines) {
        var sums = new TreeMap<String, BigDecimal>();
        lines.forEach(line -> sums.merge(line.getAccount(), line.getAmount().getAmount(), BigDecimal::add));
        sums.values().removeIf(sum -> sum.signum() == 0);
        sums.replaceAll((account, sum) -> sum.stripTrailingZeros());
        return sums;
    }
}
