package org.tieout.runtime.sink;

import org.tieout.schemas.Target;
import org.tieout.schemas.Topic;

/// The topics of one target.
///
/// @param target the target's name
/// @param commands what it consumes
/// @param state where postings stand
/// @param masterData what it publishes of the ledger's accounts, items and customers
/// @param documents what it publishes of our documents as read back
public record SinkTopics(String target, Topic commands, Topic state, Topic masterData, Topic documents) {
    /// QuickBooks Online.
    public static SinkTopics qbo() {
        return of(Target.QBO);
    }

    /// Business Central.
    public static SinkTopics bc() {
        return of(Target.BC);
    }

    private static SinkTopics of(Target target) {
        return new SinkTopics(
                target.name(), target.commands(), target.state(), target.masterData(), target.documents());
    }
}
