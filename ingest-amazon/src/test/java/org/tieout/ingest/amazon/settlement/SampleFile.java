package org.tieout.ingest.amazon.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// A made-up V2 file: what it says, and how it writes it.
record SampleFile(String currency, int scale, List<Row> rows, Style style) {

    static final LocalDateTime START = LocalDateTime.of(2026, 3, 1, 10, 20, 30);

    /// One amount.
    record Row(String type, long minor, LocalDateTime postedAt, String orderId, String sku) {}

    /// How a file writes numbers and dates, and in which bytes.
    record Style(
            char decimalMark, boolean grouped, String datePattern, Charset charset, String lineEnd, boolean blanks) {
        static final Style US = new Style('.', false, "yyyy-MM-dd HH:mm:ss 'UTC'", UTF_8, "\n", false);
        static final Style DE =
                new Style(',', true, "dd.MM.yyyy HH:mm:ss 'UTC'", Charset.forName("windows-1252"), "\r\n", true);
    }

    static SampleFile of(Row... rows) {
        return new SampleFile("USD", 2, List.of(rows), Style.US);
    }

    SampleFile in(Style other) {
        return new SampleFile(currency, scale, rows, other);
    }

    SampleFile with(List<Row> others) {
        return new SampleFile(currency, scale, others, style);
    }

    byte[] bytes() {
        var lines = new ArrayList<String>();
        lines.add("settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency"
                + "\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date-time\tsku");
        var total = rows.stream().mapToLong(Row::minor).sum();
        lines.add(String.join(
                "\t",
                "12345678901",
                date(START),
                date(START.plusDays(14)),
                date(START.plusDays(16)),
                amount(total),
                currency,
                "\t\t\t\t\t\t"));
        for (var row : rows) {
            lines.add(String.join(
                    "\t",
                    "12345678901",
                    "\t\t\t\t\tOrder",
                    row.orderId(),
                    "ItemPrice",
                    row.type(),
                    amount(row.minor()),
                    date(row.postedAt()),
                    row.sku() + (style.blanks() ? "  " : "")));
        }
        return lines.stream()
                .map(line -> line + style.lineEnd())
                .collect(Collectors.joining())
                .getBytes(style.charset());
    }

    private String date(LocalDateTime at) {
        return DateTimeFormatter.ofPattern(style.datePattern()).format(at.atOffset(ZoneOffset.UTC));
    }

    private String amount(long minor) {
        var text = BigDecimal.valueOf(Math.abs(minor), scale).toPlainString();
        var point = text.indexOf('.');
        var whole = new StringBuilder(point < 0 ? text : text.substring(0, point));
        if (style.grouped()) {
            for (var i = whole.length() - 3; i > 0; i -= 3) {
                whole.insert(i, style.decimalMark() == '.' ? ',' : '.');
            }
        }
        var decimals = point < 0 ? "" : style.decimalMark() + text.substring(point + 1);
        return (minor < 0 ? "-" : "") + whole + decimals;
    }

    Transcript read() {
        return read(bytes());
    }

    static Transcript readOrThrow(byte[] bytes) throws IOException {
        var transcript = new Transcript();
        SettlementFile.read(new ByteArrayInputStream(bytes), "sample.txt", Optional.empty(), transcript);
        return transcript;
    }

    static Transcript read(byte[] bytes) {
        try {
            return readOrThrow(bytes);
        } catch (IOException e) {
            throw new AssertionError("a sample must be readable", e);
        }
    }

    static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
