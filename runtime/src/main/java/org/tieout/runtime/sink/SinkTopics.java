package org.tieout.runtime.sink;

import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

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
        return new SinkTopics(
                "qbo",
                Topics.POSTING_COMMANDS_QBO,
                Topics.POSTING_STATE_QBO,
                Topics.LEDGER_MASTER_DATA_QBO,
                Topics.LEDGER_DOCUMENTS_QBO);
    }

    /// Business Central.
    public static SinkTopics bc() {
        return new SinkTopics(
                "bc",
                Topics.POSTING_COMMANDS_BC,
                Topics.POSTING_STATE_BC,
                Topics.LEDGER_MASTER_DATA_BC,
                Topics.LEDGER_DOCUMENTS_BC);
    }
}
