package org.tieout.accounting.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.source.RowType;

/// Reads a mapping table as an accountant writes it: CSV with the columns
/// `kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code`, of which the first two and `value` are
/// required.
///
/// Pure. Lines starting with `#` are comments. Nothing of a file with an error is taken.
public final class MappingCsv {

    private static final Set<String> COLUMNS =
            Set.of("kind", "key", "marketplace", "valid-from", "valid-to", "value", "name", "type", "tax-code");
    private static final List<String> REQUIRED = List.of("kind", "key", "value");

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
        var rows = new ArrayList<MappingRow>();
        var seen = new HashMap<String, Long>();
        var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (var csv = CsvReader.builder()
                .commentStrategy(de.siegmar.fastcsv.reader.CommentStrategy.SKIP)
                .ofNamedCsvRecord(content)) {
            var headerChecked = false;
            for (var csvRow : csv) {
                if (!headerChecked) {
                    headerChecked = true;
                    checkHeader(csvRow, file, errors);
                    if (!errors.isEmpty()) {
                        break;
                    }
                }
                var row = new RowReader(csvRow, file, errors).read(version);
                if (row != null) {
                    var earlier = seen.putIfAbsent(row.identity(), csvRow.getStartingLineNumber());
                    if (earlier != null) {
                        errors.add(new MappingError(
                                file,
                                csvRow.getStartingLineNumber(),
                                "key",
                                "the same key, marketplace and valid-from stand in row " + earlier
                                        + "; keep one, or give them different dates"));
                    }
                    rows.add(row);
                }
            }
        } catch (CsvParseException e) {
            errors.add(new MappingError(file, 0, "-", "not readable as CSV: " + e.getMessage()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("reading from memory cannot fail", e);
        }
        return errors.isEmpty() ? new Result.Rows(List.copyOf(rows)) : new Result.Errors(List.copyOf(errors));
    }

    private static void checkHeader(NamedCsvRecord record, String file, List<MappingError> errors) {
        var header = record.getHeader();
        for (var column : REQUIRED) {
            if (!header.contains(column)) {
                errors.add(new MappingError(
                        file,
                        1,
                        column,
                        "the column is missing; the header is kind,key,marketplace,valid-from,"
                                + "valid-to,value,name,type,tax-code"));
            }
        }
        for (var column : header) {
            if (!COLUMNS.contains(column)) {
                errors.add(new MappingError(
                        file,
                        1,
                        column,
                        "unknown column; known are kind,key,marketplace,valid-from,valid-to,"
                                + "value,name,type,tax-code"));
            }
        }
    }

    private record RowReader(NamedCsvRecord record, String file, List<MappingError> errors) {

        @Nullable
        MappingRow read(long version) {
            var before = errors.size();
            var kind = kind();
            var key = required("key");
            var value = required("value");
            var from = date("valid-from");
            var to = date("valid-to");
            if (from != null && to != null && to.isBefore(from)) {
                error("valid-to", "ends before valid-from " + from);
            }
            if (kind == Kind.ROW_TYPE && errors.size() == before) {
                checkRowType(key, value);
            }
            if (kind == null || errors.size() > before) {
                return null;
            }
            var marketplace = cell("marketplace");
            return new MappingRow(
                    new MappingKey(kind, key),
                    marketplace.isEmpty() ? null : marketplace,
                    from,
                    to,
                    value,
                    cell("name"),
                    cell("type"),
                    cell("tax-code"),
                    version);
        }

        private void checkRowType(String key, String value) {
            try {
                RowType.parse(key);
            } catch (IllegalArgumentException e) {
                error("key", String.valueOf(e.getMessage()));
            }
            if (Category.byCode(value).isEmpty()) {
                error(
                        "value",
                        "unknown category '" + value + "'; the codes are listed in docs/reference/categories.md");
            }
        }

        private @Nullable Kind kind() {
            try {
                return Kind.of(cell("kind"));
            } catch (IllegalArgumentException e) {
                error("kind", String.valueOf(e.getMessage()));
                return null;
            }
        }

        private String required(String column) {
            var value = cell(column);
            if (value.isEmpty()) {
                error(column, "is empty; every row needs one");
            }
            return value;
        }

        private @Nullable LocalDate date(String column) {
            var text = cell(column);
            if (text.isEmpty()) {
                return null;
            }
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                error(column, "'" + text + "' is no date; write it as 2026-11-01");
                return null;
            }
        }

        private String cell(String column) {
            return record.findField(column).orElse("").strip();
        }

        private void error(String column, String message) {
            errors.add(new MappingError(file, record.getStartingLineNumber(), column, message));
        }
    }

    /// The rows as a file, with its header: what [#parse] reads back. Used for templates and suggestions.
    public static String write(List<MappingRow> rows) {
        var text = new StringBuilder("kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n");
        for (var row : rows) {
            var cells = List.of(
                    row.key().kind().word(),
                    row.key().key(),
                    row.marketplace() == null ? "" : row.marketplace(),
                    row.validFrom() == null ? "" : row.validFrom().toString(),
                    row.validTo() == null ? "" : row.validTo().toString(),
                    row.value(),
                    row.name(),
                    row.type(),
                    row.taxCode());
            text.append(String.join(",", cells.stream().map(MappingCsv::quote).toList()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quote(String cell) {
        return cell.matches("[^,\"\n\r]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /// Rows by identity, a later one replacing an earlier.
    static Map<String, MappingRow> byIdentity(List<MappingRow> rows) {
        var map = new HashMap<String, MappingRow>();
        rows.forEach(row -> map.put(row.identity(), row));
        return map;
    }
}
