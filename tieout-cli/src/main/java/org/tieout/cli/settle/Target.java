package org.tieout.cli.settle;

/// The ledger that is planned for.
enum Target {
    /// QuickBooks Online.
    QBO
}
