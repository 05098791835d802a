package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.ItemOutcome;

/// What a posting wants to stand in the CRM, as it was rendered.
///
/// @param table the record's table
/// @param id the record's id
/// @param columns what its columns are to hold; empty where columns are not written
/// @param invoice the row that is to stand for the document, where one is
record Wanted(SalesTable table, String id, ObjectNode columns, Optional<InvoiceRow> invoice) {

    static Wanted read(String body) {
        JsonNode json = Json.read(body).orElseThrow(() -> new IllegalArgumentException("a body that is not ours"));
        JsonNode invoice = json.path("invoice");
        return new Wanted(
                SalesTable.named(json.path("table").asText()),
                json.path("id").asText(),
                json.path("columns").isObject() ? (ObjectNode) json.path("columns") : Json.object(),
                invoice.isObject() ? Optional.of(InvoiceRow.read(invoice)) : Optional.empty());
    }

    /// It stands on the record.
    ///
    /// @param found without anything having been written now
    ItemOutcome.Posted onRecord(boolean found) {
        return new ItemOutcome.Posted(id, table.logicalName(), Optional.empty(), found, Optional.empty());
    }

    /// The record is gone: what became of the deal cannot be shown on it.
    ItemOutcome gone(CrmFault fault) {
        return new ItemOutcome.Refused(
                fault.label(),
                "The " + table.logicalName() + " " + id + " is not in Dynamics 365 Sales any more: " + fault.text(),
                "Look the deal up with `tieout audit`; what it became in the ledger stands there. Restore the record"
                        + " and retry, or leave it: a later status of another record of the deal is written there.");
    }
}
