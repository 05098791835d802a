package org.tieout.simulator.amazon;

import java.util.ArrayList;
import java.util.List;

/// A period that has ended: the settlement as its file says it, and the ledger events it was made of. The
/// file can be made to disagree with the ledger; in an untouched world its rows are the ledger's, in the
/// same order.
record ClosedPeriod(Settlement settlement, List<Posting> postings) {
    ClosedPeriod {
        postings = List.copyOf(postings);
    }

    ClosedPeriod withFile(Settlement replacement) {
        return new ClosedPeriod(replacement, postings);
    }

    /// The ledger with that row, counted as in the file, changed by `cents`.
    ClosedPeriod withRowChanged(int row, long cents) {
        List<Posting> changed = new ArrayList<>();
        int first = 0;
        for (Posting posting : postings) {
            int index = row - first;
            first += posting.rows().size();
            if (index < 0 || index >= posting.rows().size()) {
                changed.add(posting);
                continue;
            }
            List<SettlementRow> rows = new ArrayList<>(posting.rows());
            rows.set(index, rows.get(index).withCents(rows.get(index).cents() + cents));
            changed.add(posting.withRows(rows));
        }
        return new ClosedPeriod(settlement, changed);
    }

    ClosedPeriod with(Posting posting) {
        List<Posting> more = new ArrayList<>(postings);
        more.add(posting);
        return new ClosedPeriod(settlement, more);
    }
}
