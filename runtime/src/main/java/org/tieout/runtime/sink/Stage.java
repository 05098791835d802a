package org.tieout.runtime.sink;

import org.tieout.event.DocumentKind;

/// The order in which the documents of one source reach the ledger. Within a stage they are independent
/// of each other.
enum Stage {
    /// Invoices, credit memos, refund receipts.
    SALES,
    /// Payments, which settle documents of the first stage.
    PAYMENTS,
    /// Journals.
    JOURNALS,
    /// Deposits, which gather payments.
    DEPOSITS;

    static Stage of(DocumentKind kind) {
        return switch (kind) {
            case INVOICE, CREDIT_MEMO, REFUND_RECEIPT -> SALES;
            case CUSTOMER_PAYMENT -> PAYMENTS;
            case JOURNAL -> JOURNALS;
            case DEPOSIT, UNKNOWN -> DEPOSITS;
        };
    }
}
