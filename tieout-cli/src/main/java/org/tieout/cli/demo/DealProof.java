package org.tieout.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tieout.cli.Amounts;
import org.tieout.cli.Console;
import org.tieout.cli.TextTable;

/// What must be true when every deal is done: the simulated CRM on one side, the simulated company on the other.
/// Nothing of what the product computed goes into it.
///
/// @param rows deal by deal
record DealProof(List<Row> rows) {

    /// What the CRM shows of something sold.
    private static final List<String> DONE = List.of("Posted", "Paid");

    /// A posted invoice of a deal.
    ///
    /// @param number the company's number
    /// @param total what the customer is to pay
    /// @param open what is not paid yet
    record Invoice(String number, BigDecimal total, BigDecimal open) {}

    /// A deal that binds its customer.
    ///
    /// @param id 32 digits in capitals
    /// @param route how it went, and the record that says what is sold
    /// @param sold what the CRM says the customer is to pay
    /// @param shown the status that the CRM shows
    /// @param shownNumber the invoice's number that the CRM shows
    /// @param invoices the company's invoices for it
    record Row(String id, String route, BigDecimal sold, String shown, String shownNumber, List<Invoice> invoices) {
        boolean holds() {
            return invoices.size() == 1
                    && invoices.getFirst().total().compareTo(sold) == 0
                    && invoices.getFirst().number().equals(shownNumber)
                    && shown.equals(invoices.getFirst().open().signum() == 0 ? "Paid" : "Posted");
        }
    }

    DealProof {
        rows = List.copyOf(rows);
    }

    /// Compares the deals that bind a customer, and have a product, with the company's invoices.
    ///
    /// @param crm the simulated CRM's truth
    /// @param invoices the company's posted invoices by external document number
    static DealProof of(JsonNode crm, Map<String, List<Invoice>> invoices) {
        var rows = new ArrayList<Row>();
        for (var deal : crm.path("deals")) {
            var record = leading(deal);
            if (deal.path("agreed").asBoolean() && !record.path("lines").isEmpty()) {
                var id = deal.path("deal").asText().replace("-", "").toUpperCase(Locale.ROOT);
                var shown = record.path("writtenBack");
                rows.add(new Row(
                        id,
                        deal.path("name").asText() + ", " + record.path("table").asText()
                                + (record.has("number")
                                        ? " " + record.path("number").asText()
                                        : ""),
                        new BigDecimal(record.path("totalamount").asText("0")),
                        shown.path("new_bcstatus").asText(),
                        shown.path("new_bcinvoicenumber").asText(),
                        invoices.getOrDefault(id, List.of())));
            }
        }
        return new DealProof(rows);
    }

    private static JsonNode leading(JsonNode deal) {
        for (var record : deal.path("records")) {
            if (record.path("id").equals(deal.path("leadingId"))) {
                return record;
            }
        }
        return deal.path("records").path(0);
    }

    /// Whether the CRM shows all of them as posted.
    boolean isDone() {
        return rows.stream().allMatch(row -> DONE.contains(row.shown()));
    }

    /// Whether each is one invoice of its amount, and the CRM shows it.
    boolean holds() {
        return !rows.isEmpty() && rows.stream().allMatch(Row::holds);
    }

    /// What the customers still owe by the CRM's own amounts.
    BigDecimal owed() {
        return rows.stream()
                .filter(row -> row.shown().equals("Posted"))
                .map(Row::sold)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void print(Console console) {
        var table = new TextTable("deal", ">sold in the CRM", "invoice", ">in Business Central", "the CRM shows", "");
        for (var row : rows) {
            table.row(
                    row.route(),
                    readable(row.sold()),
                    String.join(
                            ", ", row.invoices().stream().map(Invoice::number).toList()),
                    readable(row.invoices().stream().map(Invoice::total).reduce(BigDecimal.ZERO, BigDecimal::add)),
                    row.shown() + " " + row.shownNumber(),
                    row.holds() ? "✓" : "✗");
        }
        table.print(console);
    }

    private static String readable(BigDecimal amount) {
        return Amounts.readable(
                amount.setScale(2, java.math.RoundingMode.UNNECESSARY).toPlainString());
    }
}
