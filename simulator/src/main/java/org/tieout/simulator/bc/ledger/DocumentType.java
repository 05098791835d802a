package org.tieout.simulator.bc.ledger;

/// What kind of document an entry came from. Lines balance per document type, number and date, so the kind is
/// part of what holds them together (memo, sections 4 and 7.6).
public enum DocumentType {
    /// Lines of `journalLines` are always of this kind.
    BLANK("_x0020_", " "),
    /// Lines of `customerPayments`, and what a balancing payment method posts for an invoice.
    PAYMENT("Payment", "Payment"),
    /// A posted sales invoice.
    INVOICE("Invoice", "Invoice"),
    /// A posted sales credit memo.
    CREDIT_MEMO("Credit_x0020_Memo", "Credit Memo"),
    /// What a balancing payment method posts for a credit memo.
    REFUND("Refund", "Refund");

    private final String wireName;
    private final String caption;

    DocumentType(String wireName, String caption) {
        this.wireName = wireName;
        this.caption = caption;
    }

    /// The name on the wire, XML-encoded as the vendor writes enum members.
    public String wireName() {
        return wireName;
    }

    /// The name in messages.
    public String caption() {
        return caption;
    }
}
