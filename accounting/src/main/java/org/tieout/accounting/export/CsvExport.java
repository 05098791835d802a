package org.tieout.accounting.export;

import org.tieout.accounting.document.Document;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.SettlementId;

/// CSV (RFC 4180): one row a document line.
///
/// Text that a spreadsheet would run as a formula gets an apostrophe in front: product names and coupon texts come from
/// outside ("CSV Injection", OWASP). Amounts are numbers and stay so.
public final class CsvExport implements DocumentExport {

    private static final String HEADER =
            "settlement-id,kind,posting-id,reference,date,currency,customer,order-id,account,account-name,amount,category,"
                    + "memo,vendor\r\n";
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠";
    private static final String NEEDS_QUOTES = ",;\"\r\n\t";

    @Override
    public String head() {
        return HEADER;
    }

    @Override
    public String document(SettlementId settlement, Document document) {
        var heading = document.heading();
        var rows = new StringBuilder();
        for (var line : document.lines()) {
            text(rows, settlement.value()).append(',');
            text(rows, DocumentJson.word(document.kind())).append(',');
            text(rows, heading.id().value()).append(',');
            text(rows, heading.reference()).append(',');
            rows.append(heading.date()).append(',');
            rows.append(heading.currency()).append(',');
            text(rows, document.customerName().orElse("")).append(',');
            text(rows, document.orderId().map(OrderId::value).orElse("")).append(',');
            text(rows, line.account().code()).append(',');
            text(rows, line.account().name()).append(',');
            rows.append(line.amount().amount()).append(',');
            rows.append(line.category().map(category -> category.code()).orElse(""))
                    .append(',');
            text(rows, line.memo()).append(',');
            text(rows, document.vendorName().orElse("")).append("\r\n");
        }
        return rows.toString();
    }

    /// Adds a cell of text, made harmless and quoted where needed.
    private static StringBuilder text(StringBuilder rows, String text) {
        var guarded = startsWithOneOf(STARTS_A_FORMULA, text) ? "'" + text : text;
        return needsQuotes(guarded)
                ? rows.append('"').append(guarded.replace("\"", "\"\"")).append('"')
                : rows.append(guarded);
    }

    private static boolean startsWithOneOf(String characters, String text) {
        return !text.isEmpty() && characters.indexOf(text.charAt(0)) >= 0;
    }

    private static boolean needsQuotes(String text) {
        return text.chars().anyMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0);
    }
}
