package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.Optional;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.period.ClosedPeriods.Dated;
import org.tieout.accounting.period.ClosedPeriods.Policy;
import org.tieout.accounting.period.ClosedPeriods.Posting;

/// What closed periods mean for plans: a document is dated in an open one, or what it belongs to is held before
/// anything
/// of it is made.
final class Periods {

    private Periods() {}

    /// What a plan with a document of that day waits for; nothing when it can be posted.
    static Optional<MappingKey> holds(ClosedPeriods closed, LocalDate day) {
        return switch (closed.date(day)) {
            case Dated.Open open -> Optional.empty();
            case Dated.Moved moved -> Optional.empty();
            case Dated.Held held ->
                Optional.of(new MappingKey(MappingKey.Kind.PERIOD, "closed through " + held.through()));
        };
    }

    /// The document on an open day. A month that is closed in part is not held for its first days: those move to the
    /// first open day of the same month.
    static Document dated(ClosedPeriods closed, Document document) {
        return switch (closed.date(document)) {
            case Posting.Post post -> post.document();
            case Posting.Held(var why) -> dated(ClosedPeriods.through(why.through(), Policy.NEXT_OPEN_DAY), document);
        };
    }
}
