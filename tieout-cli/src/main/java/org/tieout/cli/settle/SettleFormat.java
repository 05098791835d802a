package org.tieout.cli.settle;

/// How `tieout settle` prints its result.
enum SettleFormat {
    /// For people.
    TABLE,
    /// For programs: one object a settlement and line.
    JSON,
    /// For spreadsheets: one row a document line.
    CSV,
    /// A journal for beancount.
    BEANCOUNT,
    /// A journal for hledger.
    HLEDGER
}
