package org.tieout.sink.bc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tieout.event.DocumentKind;

/// The sales documents we create. One set holds a document as a draft and posted, under one id (memo, 7.1, 9).
enum SalesType {
    INVOICE(DocumentKind.INVOICE, "salesInvoice", "salesInvoices", "salesInvoiceLines", "invoiceDate"),
    CREDIT_MEMO(
            DocumentKind.CREDIT_MEMO, "salesCreditMemo", "salesCreditMemos", "salesCreditMemoLines", "creditMemoDate");

    private final DocumentKind kind;
    private final String apiName;
    private final String set;
    private final String lines;
    private final String date;

    SalesType(DocumentKind kind, String apiName, String set, String lines, String date) {
        this.kind = kind;
        this.apiName = apiName;
        this.set = set;
        this.lines = lines;
        this.date = date;
    }

    /// `salesInvoice`: the type's name in our records.
    String apiName() {
        return apiName;
    }

    /// `salesInvoices`: in addresses.
    String set() {
        return set;
    }

    /// `salesInvoiceLines`: in bodies and expansions.
    String lines() {
        return lines;
    }

    /// The document's date beside its posting date.
    String date() {
        return date;
    }

    static Optional<SalesType> of(DocumentKind kind) {
        return Arrays.stream(values()).filter(type -> type.kind == kind).findFirst();
    }

    static List<SalesType> all() {
        return List.of(values());
    }
}
