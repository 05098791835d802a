package org.tieout.cli.settle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.plan.SettlementFacts;

/// CSV (RFC 4180): one row a document line, in the order in which documents are planned. A settlement that is
/// parked or
/// inconsistent has no documents and so no rows; standard error tells of it.
///
/// Text that a spreadsheet would run as a formula gets an apostrophe in front: product names and coupon texts
/// come from
/// outside ("CSV Injection", OWASP). Amounts are numbers and stay so.
final class CsvLines implements SettleOutput {

    private static final String HEADER =
            "settlement-id,kind,posting-id,reference,date,currency,customer,order-id,account,account-name,amount,category,"
                    + "memo\r\n";
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

    private final Writer out;
    private String settlement = "";

    CsvLines(Writer out) {
        this.out = out;
        write(HEADER);
    }

    @Override
    public void begin(SettlementFacts facts) {
        settlement = facts.header().id().value();
    }

    @Override
    public void document(Document document) {
        var heading = document.heading();
        var row = new StringBuilder();
        for (var line : document.lines()) {
            row.setLength(0);
            text(row, settlement).append(',');
            text(row, org.tieout.cli.Words.of(document.kind())).append(',');
            text(row, heading.id().value()).append(',');
            text(row, heading.reference()).append(',');
            row.append(heading.date()).append(',');
            row.append(heading.currency()).append(',');
            text(row, document.customerName().orElse("")).append(',');
            text(row, document.orderId().map(order -> order.value()).orElse("")).append(',');
            text(row, line.account().code()).append(',');
            text(row, line.account().name()).append(',');
            row.append(line.amount().amount()).append(',');
            row.append(line.category().map(category -> category.code()).orElse(""))
                    .append(',');
            text(row, line.memo()).append("\r\n");
            write(row);
        }
    }

    /// Adds a cell of text, made harmless and quoted where needed.
    static StringBuilder text(StringBuilder row, String text) {
        var guarded = !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        var quoted = false;
        for (var i = 0; i < guarded.length() && !quoted; i++) {
            quoted = ",\"\r\n\t".indexOf(guarded.charAt(i)) >= 0;
        }
        return quoted ? row.append('"').append(guarded.replace("\"", "\"\"")).append('"') : row.append(guarded);
    }

    @Override
    public void end(Conclusion conclusion) {
        flush();
    }

    @Override
    public void finish() {
        flush();
    }

    private void write(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
