package org.tieout.accounting.mapping;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tieout.accounting.mapping.MappingReader.Cells;

/// Reads a mapping table as an accountant writes it: CSV with the columns of [MappingReader#COLUMNS], of which
/// `kind`, `key` and `value` are required.
///
/// Pure. Lines starting with `#` are comments. Nothing of a file with an error is taken.
public final class MappingCsv {

    private static final String HEADER = String.join(",", MappingReader.COLUMNS);

    private MappingCsv() {}

    /// What reading came to.
    public sealed interface Result {
        /// Every row was good.
        ///
        /// @param rows in the order of the file
        record Rows(List<MappingRow> rows) implements Result {}

        /// Some were not.
        ///
        /// @param errors each with file, row and column
        record Errors(List<MappingError> errors) implements Result {}
    }

    /// What is wrong in a mapping file, and where.
    ///
    /// @param file the file's name
    /// @param row 1-based line of the file
    /// @param column the column's name
    /// @param message what is wrong and what to do
    public record MappingError(String file, long row, String column, String message) {
        @Override
        public String toString() {
            return file + ": row " + row + ", column " + column + ": " + message;
        }
    }

    /// Reads a table.
    ///
    /// @param text the file's content
    /// @param file its name, for errors
    /// @param version the version its rows shall have
    public static Result parse(String text, String file, long version) {
        var errors = new ArrayList<MappingError>();
        return MappingReader.read(cells(text, file, errors), file, version, errors);
    }

    /// What a ledger cannot serve of the rows that are well by themselves, each with its place.
    public static List<MappingError> gaps(String text, String file, MasterData masterData) {
        return MappingReader.gaps(cells(text, file, new ArrayList<>()), file, masterData);
    }

    private static List<Cells> cells(String text, String file, List<MappingError> errors) {
        var cells = new ArrayList<Cells>();
        var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            checkHeader(content, file, errors);
            if (errors.isEmpty()) {
                for (var row : reader().ofNamedCsvRecord(content)) {
                    checkCells(row, file, errors);
                    cells.add(new Cells(row.getStartingLineNumber(), byColumn(row)));
                }
            }
        } catch (CsvParseException e) {
            errors.add(new MappingError(file, 1, "-", "not readable as CSV: " + e.getMessage()));
        }
        return cells;
    }

    /// Reads from memory: there is nothing to close.
    private static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder().commentStrategy(CommentStrategy.SKIP);
    }

    private static Map<String, String> byColumn(NamedCsvRecord row) {
        return MappingReader.COLUMNS.stream()
                .collect(Collectors.toMap(
                        column -> column, column -> row.findField(column).orElse("")));
    }

    private static void checkHeader(String content, String file, List<MappingError> errors) {
        var first = reader().ofCsvRecord(content).iterator();
        if (!first.hasNext()) {
            errors.add(new MappingError(file, 1, "kind", "the file is empty; the header is " + HEADER));
            return;
        }
        var record = first.next();
        var line = record.getStartingLineNumber();
        var header = record.getFields();
        for (var column : MappingReader.REQUIRED) {
            if (!header.contains(column)) {
                errors.add(new MappingError(file, line, column, "the column is missing; the header is " + HEADER));
            }
        }
        var seen = new HashSet<String>();
        for (var column : header) {
            if (!MappingReader.COLUMNS.contains(column)) {
                errors.add(new MappingError(file, line, column, "unknown column; known are " + HEADER));
            } else if (!seen.add(column)) {
                errors.add(new MappingError(file, line, column, "the column stands there twice; keep one"));
            }
        }
    }

    /// A comma too many shifts cells, a quote left open swallows the rest of the file; neither goes unseen.
    private static void checkCells(NamedCsvRecord row, String file, List<MappingError> errors) {
        var columns = row.getHeader();
        var fields = row.getFields();
        var line = row.getStartingLineNumber();
        for (var i = 0; i < fields.size(); i++) {
            if (i >= columns.size() && !fields.get(i).isBlank()) {
                errors.add(new MappingError(
                        file,
                        line,
                        columns.getLast(),
                        "'" + fields.get(i) + "' follows the last column; a text with a comma is written in quotes"));
            } else if (i < columns.size() && fields.get(i).indexOf('\n') >= 0) {
                errors.add(new MappingError(file, line, columns.get(i), "holds a line break; is a quote left open?"));
            }
        }
    }

    /// The rows as a file, with its header: what [#parse] reads back. Used for templates and suggestions. Columns
    /// that few tables need are written when a row has something in them.
    public static String write(List<MappingRow> rows) {
        var columns = new ArrayList<>(MappingReader.COLUMNS);
        if (rows.stream().allMatch(row -> row.dimensions().isEmpty())) {
            columns.remove("dimensions");
        }
        if (rows.stream().allMatch(row -> row.skuGroup() == null)) {
            columns.remove("sku-group");
        }
        var text = new StringBuilder(String.join(",", columns)).append('\n');
        rows.forEach(row -> text.append(line(row, columns)).append('\n'));
        return text.toString();
    }

    /// One row as a line of a file with those columns.
    public static String line(MappingRow row, List<String> columns) {
        return columns.stream().map(column -> quote(cell(row, column))).collect(Collectors.joining(","));
    }

    private static String cell(MappingRow row, String column) {
        return switch (column) {
            case "kind" -> row.key().kind().word();
            case "key" -> row.key().key();
            case "marketplace" -> text(row.marketplace());
            case "valid-from" -> text(row.validFrom());
            case "valid-to" -> text(row.validTo());
            case "value" -> row.value();
            case "name" -> row.name();
            case "type" -> row.type();
            case "tax-code" -> row.taxCode();
            case "sku-group" -> text(row.skuGroup());
            case "dimensions" ->
                row.dimensions().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(";"));
            default -> throw new IllegalArgumentException("no column " + column);
        };
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String quote(String cell) {
        return cell.matches("[^,\"\n\r]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
