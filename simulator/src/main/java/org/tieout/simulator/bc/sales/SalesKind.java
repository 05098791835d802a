package org.tieout.simulator.bc.sales;

import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.odata.Refusal;

/// The kinds of sales documents.
enum SalesKind {
    INVOICE("S-INV", 102_001, "Invoice", "invoice", "invoiceDate"),
    ORDER("S-ORD", 101_001, "Order", "order", "orderDate"),
    CREDIT_MEMO("S-CR", 1001, "Credit Memo", "credit memo", "creditMemoDate");

    private final String series;
    private final long firstNumber;
    private final String caption;
    private final String word;
    private final String dateProperty;

    SalesKind(String series, long firstNumber, String caption, String word, String dateProperty) {
        this.series = series;
        this.firstNumber = firstNumber;
        this.caption = caption;
        this.word = word;
        this.dateProperty = dateProperty;
    }

    /// The number series of drafts.
    String series() {
        return series;
    }

    long firstNumber() {
        return firstNumber;
    }

    /// As the vendor's tables name it.
    String caption() {
        return caption;
    }

    /// As its messages do.
    String word() {
        return word;
    }

    /// The property with the document date.
    String dateProperty() {
        return dateProperty;
    }

    EntityType type() {
        return switch (this) {
            case INVOICE -> SalesTypes.INVOICE;
            case ORDER -> SalesTypes.ORDER;
            case CREDIT_MEMO -> SalesTypes.CREDIT_MEMO;
        };
    }

    EntityType lineType() {
        return switch (this) {
            case INVOICE -> SalesTypes.INVOICE_LINE;
            case ORDER -> SalesTypes.ORDER_LINE;
            case CREDIT_MEMO -> SalesTypes.CREDIT_MEMO_LINE;
        };
    }

    /// The table and entity set of documents.
    String set() {
        return type().set();
    }

    /// The table and entity set of lines.
    String lines() {
        return lineType().set();
    }

    /// What a posted document answers to a change.
    Refusal posted() {
        return Refusals.rule("The " + word + " has been posted and can no longer be modified.");
    }
}
