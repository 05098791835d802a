package org.tieout.runtime.sink;

import java.util.Optional;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topic;

/// The topics of one target.
///
/// @param target the target's name
/// @param commands what it consumes
/// @param state where postings stand
/// @param books what it publishes of a ledger; nothing where no books are kept
public record SinkTopics(String target, Topic commands, Topic state, Optional<Target.Books> books) {
    /// QuickBooks Online.
    public static SinkTopics qbo() {
        return of(Target.QBO);
    }

    /// Business Central.
    public static SinkTopics bc() {
        return of(Target.BC);
    }

    /// Dynamics 365 Sales.
    public static SinkTopics dynamicsSales() {
        return of(Target.DYNAMICS_SALES);
    }

    private static SinkTopics of(Target target) {
        return new SinkTopics(target.name(), target.commands(), target.state(), target.books());
    }
}
