package org.tieout.simulator.amazon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.tieout.simulator.amazon.Concealment.BrokenCell;

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

    /// The bytes of a document in which some cells hold something else.
    static byte[] render(Settlement settlement, SettlementStyle style, List<BrokenCell> broken) {
        return text(settlement, style, broken).getBytes(CHARSET);
    }

    /// The document's text.
    public static String text(Settlement settlement, SettlementStyle style) {
        return text(settlement, style, List.of());
    }

    private static String text(Settlement settlement, SettlementStyle style, List<BrokenCell> broken) {
        StringBuilder text = new StringBuilder();
        style.preamble().ifPresent(line -> text.append(line).append("\n\n"));
        List<List<String>> rows = switch (style.layout()) {
            case V2 -> FlatFileV2.rows(settlement, style);
            case V1 -> FlatFileV1.rows(settlement, style);
        };
        breakCells(rows, broken);
        rows.forEach(cells -> text.append(String.join("\t", cells)).append('\n'));
        if (style.trailingBlankLine()) {
            text.append('\n');
        }
        return text.toString();
    }

    /// Above the rows stand the column names and the header row.
    private static void breakCells(List<List<String>> rows, List<BrokenCell> broken) {
        for (BrokenCell cell : broken) {
            int row = 2 + cell.row();
            int column = rows.getFirst().indexOf(cell.column());
            if (row < rows.size() && column >= 0) {
                List<String> cells = new ArrayList<>(rows.get(row));
                cells.set(column, cell.text());
                rows.set(row, cells);
            }
        }
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
