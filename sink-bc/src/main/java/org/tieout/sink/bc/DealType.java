package org.tieout.sink.bc;

import java.util.Arrays;
import java.util.Optional;
import org.tieout.event.DocumentKind;

/// What a deal becomes: an order, which leaves another document behind when it is invoiced, or an invoice, which keeps
/// its id when it is posted (memo, 7.1, 7.3, 9).
enum DealType {
    ORDER(
            DocumentKind.SALES_ORDER,
            "salesOrder",
            "salesOrders",
            "salesOrderLines",
            "orderDate",
            "Microsoft.NAV.shipAndInvoice"),
    INVOICE(
            DocumentKind.SALES_INVOICE,
            "salesInvoice",
            "salesInvoices",
            "salesInvoiceLines",
            "invoiceDate",
            "Microsoft.NAV.post");

    private final DocumentKind kind;
    private final String apiName;
    private final String set;
    private final String lines;
    private final String date;
    private final String action;

    DealType(DocumentKind kind, String apiName, String set, String lines, String date, String action) {
        this.kind = kind;
        this.apiName = apiName;
        this.set = set;
        this.lines = lines;
        this.date = date;
        this.action = action;
    }

    /// `salesOrder`: the type's name in our records.
    String apiName() {
        return apiName;
    }

    /// `salesOrders`: in addresses.
    String set() {
        return set;
    }

    /// `salesOrderLines`: in bodies and expansions.
    String lines() {
        return lines;
    }

    /// The document's date beside its posting date.
    String date() {
        return date;
    }

    /// What posts it.
    String action() {
        return action;
    }

    /// The word for people.
    String word() {
        return this == ORDER ? "order" : "invoice";
    }

    static Optional<DealType> of(DocumentKind kind) {
        return Arrays.stream(values()).filter(type -> type.kind == kind).findFirst();
    }
}
