package org.tieout.runtime.sink;

import org.tieout.event.DocumentKind;

/// The order in which the documents of one source reach the ledger. Within a stage they are independent
/// of each other.
enum Stage {
    /// Invoices, credit memos, refund receipts, bills; what a deal sells, its customer and its status.
    SALES,
    /// Payments, which settle documents of the first stage, customers' and vendors'.
    PAYMENTS,
    /// Journals and money spent or received, which refer to nothing.
    JOURNALS,
    /// Deposits, which gather payments, and transfers, which move what came together.
    DEPOSITS;

    static Stage of(DocumentKind kind) {
        return switch (kind) {
            case INVOICE, CREDIT_MEMO, REFUND_RECEIPT, BILL, SALES_ORDER, SALES_INVOICE, CUSTOMER, STATUS_UPDATE ->
                SALES;
            case CUSTOMER_PAYMENT, CREDIT_REFUND, BILL_PAYMENT -> PAYMENTS;
            case JOURNAL, SPEND_MONEY, RECEIVE_MONEY -> JOURNALS;
            case DEPOSIT, TRANSFER, UNKNOWN -> DEPOSITS;
        };
    }
}
