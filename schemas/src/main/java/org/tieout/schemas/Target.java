package org.tieout.schemas;

import java.util.List;
import java.util.Optional;

/// A product that commands go to, and its topics. Who handles all targets goes through [#all], so that a further
/// target is a further row here and a sink.
///
/// @param name the vendor's short name in configuration and topics: `qbo`
/// @param title the name a person reads: `QuickBooks Online`
/// @param commands what its sink consumes
/// @param state where postings stand
/// @param books what its sink publishes of a ledger; nothing for a source that is only written back to
public record Target(String name, String title, Topic commands, Topic state, Optional<Books> books) {

    /// What is read of a ledger.
    ///
    /// @param masterData the ledger's accounts, items and customers
    /// @param documents our documents as read back
    public record Books(Topic masterData, Topic documents) {}

    /// QuickBooks Online.
    public static final Target QBO = new Target(
            "qbo",
            "QuickBooks Online",
            Topics.POSTING_COMMANDS_QBO,
            Topics.POSTING_STATE_QBO,
            Optional.of(new Books(Topics.LEDGER_MASTER_DATA_QBO, Topics.LEDGER_DOCUMENTS_QBO)));

    /// Business Central.
    public static final Target BC = new Target(
            "bc",
            "Business Central",
            Topics.POSTING_COMMANDS_BC,
            Topics.POSTING_STATE_BC,
            Optional.of(new Books(Topics.LEDGER_MASTER_DATA_BC, Topics.LEDGER_DOCUMENTS_BC)));

    /// Dynamics 365 Sales, a source that is told what became of its deals.
    public static final Target DYNAMICS_SALES = new Target(
            "dynamics-sales",
            "Dynamics 365 Sales",
            Topics.POSTING_COMMANDS_DYNAMICS_SALES,
            Topics.POSTING_STATE_DYNAMICS_SALES,
            Optional.empty());

    private static final List<Target> ALL = List.of(QBO, BC, DYNAMICS_SALES);

    /// Every target that has a sink, in the order in which they came.
    public static List<Target> all() {
        return ALL;
    }

    /// Those that keep books.
    public static List<Target> ledgers() {
        return ALL.stream().filter(target -> target.books().isPresent()).toList();
    }

    /// The target of that name.
    public static Optional<Target> named(String name) {
        return ALL.stream().filter(target -> target.name.equals(name)).findFirst();
    }

    /// The ledger's accounts, items and customers.
    ///
    /// @throws java.util.NoSuchElementException for a target that keeps no books
    public Topic masterData() {
        return books.orElseThrow().masterData();
    }

    /// Our documents as read back.
    ///
    /// @throws java.util.NoSuchElementException for a target that keeps no books
    public Topic documents() {
        return books.orElseThrow().documents();
    }
}
