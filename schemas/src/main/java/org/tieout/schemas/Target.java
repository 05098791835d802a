package org.tieout.schemas;

import java.util.List;
import java.util.Optional;

/// A ledger product that documents are posted to, and its topics. Who handles all targets goes through [#all], so that
/// a further target is a further row here and a sink.
///
/// @param name the vendor's short name in configuration and topics: `qbo`
/// @param title the name a person reads: `QuickBooks Online`
/// @param commands what its sink consumes
/// @param state where postings stand
/// @param masterData what the sink publishes of the ledger's accounts, items and customers
/// @param documents what the sink publishes of our documents as read back
public record Target(String name, String title, Topic commands, Topic state, Topic masterData, Topic documents) {

    /// QuickBooks Online.
    public static final Target QBO = new Target(
            "qbo",
            "QuickBooks Online",
            Topics.POSTING_COMMANDS_QBO,
            Topics.POSTING_STATE_QBO,
            Topics.LEDGER_MASTER_DATA_QBO,
            Topics.LEDGER_DOCUMENTS_QBO);

    /// Business Central.
    public static final Target BC = new Target(
            "bc",
            "Business Central",
            Topics.POSTING_COMMANDS_BC,
            Topics.POSTING_STATE_BC,
            Topics.LEDGER_MASTER_DATA_BC,
            Topics.LEDGER_DOCUMENTS_BC);

    private static final List<Target> ALL = List.of(QBO, BC);

    /// Every target that has a sink, in the order in which they came.
    public static List<Target> all() {
        return ALL;
    }

    /// The target of that name.
    public static Optional<Target> named(String name) {
        return ALL.stream().filter(target -> target.name.equals(name)).findFirst();
    }
}
