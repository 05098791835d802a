package org.tieout.simulator.dataverse.sales;

import java.util.Arrays;
import java.util.Optional;

/// The four documents of the sales application, each with its lines and its automatic number.
enum Family {
    OPPORTUNITY("opportunity", "opportunityproduct", "", ""),
    QUOTE("quote", "quotedetail", "quotenumber", "QUO"),
    ORDER("salesorder", "salesorderdetail", "ordernumber", "ORD"),
    INVOICE("invoice", "invoicedetail", "invoicenumber", "INV");

    private final String table;
    private final String lines;
    private final String number;
    private final String prefix;

    Family(String table, String lines, String number, String prefix) {
        this.table = table;
        this.lines = lines;
        this.number = number;
        this.prefix = prefix;
    }

    String table() {
        return table;
    }

    String lines() {
        return lines;
    }

    /// The lookup from a line to its document.
    String via() {
        return table + "id";
    }

    /// The column of the automatic number; empty where there is none.
    String number() {
        return number;
    }

    String prefix() {
        return prefix;
    }

    static Optional<Family> ofDocument(String table) {
        return Arrays.stream(values())
                .filter(family -> family.table.equals(table))
                .findFirst();
    }

    static Optional<Family> ofLine(String table) {
        return Arrays.stream(values())
                .filter(family -> family.lines.equals(table))
                .findFirst();
    }
}
