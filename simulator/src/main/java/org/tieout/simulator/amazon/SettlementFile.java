package org.tieout.simulator.amazon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Writes a settlement as the document Amazon hands out: tab separated, LF, no quoting, Cp1252, the header row
/// first.
/// Stateless.
public final class SettlementFile {
    /// The charset of the documents, which Amazon's content type calls Cp1252.
    public static final Charset CHARSET = Charset.forName("windows-1252");

    private SettlementFile() {}

    /// The document's bytes.
    public static byte[] render(Settlement settlement, SettlementStyle style) {
        return text(settlement, style).getBytes(CHARSET);
    }

    /// The document's text.
    public static String text(Settlement settlement, SettlementStyle style) {
        StringBuilder text = new StringBuilder();
        style.preamble().ifPresent(line -> text.append(line).append("\n\n"));
        List<List<String>> rows = switch (style.layout()) {
            case V2 -> FlatFileV2.rows(settlement, style);
            case V1 -> FlatFileV1.rows(settlement, style);
        };
        rows.forEach(cells -> text.append(String.join("\t", cells)).append('\n'));
        if (style.trailingBlankLine()) {
            text.append('\n');
        }
        return text.toString();
    }

    /// The bytes compressed as the report service does.
    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail to be written", impossible);
        }
        return compressed.toByteArray();
    }
}
