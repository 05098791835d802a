package org.tieout.simulator.bc.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The record a message speaks of: its table and key fields, in order. The vendor writes it in three ways.
public record Place(String table, Map<String, String> key) {
    /// Keeps the key fields and their order.
    public Place {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }

    /// A line of a journal batch.
    public static Place journalLine(String template, String batch, int lineNumber) {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("Journal Template Name", template);
        key.put("Journal Batch Name", batch);
        key.put("Line No.", Integer.toString(lineNumber));
        return new Place("Gen. Journal Line", key);
    }

    /// A sales document; `documentType` is its caption, such as `Invoice`.
    public static Place salesHeader(String documentType, String number) {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("Document Type", documentType);
        key.put("No.", number);
        return new Place("Sales Header", key);
    }

    /// A record with the single key field `No.`.
    public static Place numbered(String table, String number) {
        return new Place(table, Map.of("No.", number));
    }

    /// As in "… must have a value in Customer: No.=10000."
    String afterColon() {
        return table + ": "
                + key.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(", "));
    }

    /// As in "… in Sales Header Document Type='Invoice',No.='1001'."
    String quoted() {
        return table + " "
                + key.entrySet().stream()
                        .map(field -> field.getKey() + "='" + field.getValue() + "'")
                        .collect(Collectors.joining(","));
    }

    /// As in "A dimension used in Gen. Journal Line GENERAL, DEFAULT, 10000 has caused an error."
    String listed() {
        return table + " " + String.join(", ", key.values());
    }
}
