package org.tieout.accounting.mapping;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.VendorCharges;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.tax.TaxRule;

/// Reads a mapping table as an accountant writes it: CSV with the columns
/// `kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code`, of which the first two and `value` are
/// required.
///
/// Pure. Lines starting with `#` are comments. Nothing of a file with an error is taken.
public final class MappingCsv {

    private static final String HEADER = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code";
    private static final Set<String> COLUMNS = Set.of(HEADER.split(","));
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
        var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            checkHeader(content, file, errors);
            if (errors.isEmpty()) {
                read(content, file, version, rows, errors);
            }
        } catch (CsvParseException e) {
            errors.add(new MappingError(file, 1, "-", "not readable as CSV: " + e.getMessage()));
        }
        return errors.isEmpty() ? new Result.Rows(List.copyOf(rows)) : new Result.Errors(List.copyOf(errors));
    }

    private static void read(
            String content, String file, long version, List<MappingRow> rows, List<MappingError> errors) {
        var seen = new HashMap<String, Long>();
        for (var csvRow : reader().ofNamedCsvRecord(content)) {
            var line = csvRow.getStartingLineNumber();
            var row = new RowReader(csvRow, file, errors).read(version);
            if (row != null) {
                var earlier = seen.putIfAbsent(row.identity(), line);
                if (earlier != null) {
                    errors.add(new MappingError(
                            file,
                            line,
                            "key",
                            "the same key, marketplace and valid-from stand in row " + earlier
                                    + "; keep one, or give them different dates"));
                }
                rows.add(row);
            }
        }
    }

    /// Reads from memory: there is nothing to close.
    private static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder().commentStrategy(CommentStrategy.SKIP);
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
        for (var column : REQUIRED) {
            if (!header.contains(column)) {
                errors.add(new MappingError(file, line, column, "the column is missing; the header is " + HEADER));
            }
        }
        var seen = new HashSet<String>();
        for (var column : header) {
            if (!COLUMNS.contains(column)) {
                errors.add(new MappingError(file, line, column, "unknown column; known are " + HEADER));
            } else if (!seen.add(column)) {
                errors.add(new MappingError(file, line, column, "the column stands there twice; keep one"));
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
            checkCells();
            if (kind != null && errors.size() == before) {
                switch (kind) {
                    case ROW_TYPE -> checkRowType(key, value);
                    case ACCOUNT -> checkAccount(key);
                    case ITEM -> checkItem(key);
                    case PERIOD -> error("kind", "a period is opened by the flow's option closed-through");
                    case VENDOR -> checkVendor(key);
                    case FEE_TAX -> checkFeeTax(key, value);
                    case SALES_TAX -> checkSalesTax(key, value);
                    case CUSTOMER, CHART -> {
                        // Any name will do.
                    }
                }
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

        /// A comma too many shifts cells, a quote left open swallows the rest of the file; neither goes unseen.
        private void checkCells() {
            var columns = record.getHeader();
            var fields = record.getFields();
            for (var i = 0; i < fields.size(); i++) {
                if (i >= columns.size() && !fields.get(i).isBlank()) {
                    error(
                            columns.getLast(),
                            "'" + fields.get(i)
                                    + "' follows the last column; a text with a comma is written in quotes");
                } else if (i < columns.size() && fields.get(i).indexOf('\n') >= 0) {
                    error(columns.get(i), "holds a line break; is a quote left open?");
                }
            }
        }

        private void checkRowType(String key, String value) {
            var type = rowType(key);
            var category = Category.byCode(value);
            if (category.isEmpty()) {
                error(
                        "value",
                        "unknown category '" + value + "'; the codes are listed in docs/reference/categories.md");
            } else if (type.isPresent() && !Catalogue.allows(type.get().amountType(), category.get())) {
                error(
                        "value",
                        "'" + value + "' is settled order by order, and "
                                + type.get().amountType()
                                + " rows are fees, summed for the settlement; take a FEE category");
            }
            requireAlways(
                    "a row type means the same in every marketplace and at every time; map the category's account");
        }

        private Optional<RowType> rowType(String key) {
            try {
                return Optional.of(RowType.parse(key));
            } catch (IllegalArgumentException e) {
                error("key", String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void checkAccount(String key) {
            var slash = key.indexOf('/');
            var code = slash < 0 ? key : key.substring(0, slash);
            if (Role.byKey(code).isPresent()) {
                if (slash >= 0) {
                    error("key", "a role has no amount-description");
                }
                requireAlways("money that one document puts on " + code
                        + " is taken off by another, later one: a role has one account");
            } else if (Category.byCode(code).isEmpty()) {
                error(
                        "key",
                        "unknown category or role '" + code
                                + "'; the codes are listed in docs/reference/categories.md");
            }
        }

        private void checkItem(String key) {
            if (key.startsWith(Mappings.CATEGORY_ITEM)
                    && Category.byCode(key.substring(Mappings.CATEGORY_ITEM.length()))
                            .isEmpty()) {
                error("key", "unknown category; the codes are listed in docs/reference/categories.md");
            }
        }

        private void checkVendor(String key) {
            if (!key.equals(Mappings.ANY)) {
                error("key", "is '*': Amazon is one vendor of a flow");
            }
            requireNoMarketplace("one bill has charges of all marketplaces");
        }

        private void checkFeeTax(String key, String value) {
            var slash = key.indexOf('/');
            var code = slash < 0 ? key : key.substring(0, slash);
            if (!key.equals(Mappings.ANY)
                    && Category.byCode(code).filter(VendorCharges.ALL::contains).isEmpty()) {
                error("key", "'" + code + "' is no charge of Amazon: a FEE category, LIQ.FEE, or '*' for all of them");
            }
            if (TaxRule.parse(value).isEmpty()) {
                error(
                        "value",
                        "'" + value + "' is no rule: NONE, ZERO, VAT-INCLUSIVE-20 or VAT-REVERSE-20, with the rate");
            }
        }

        private void checkSalesTax(String key, String value) {
            if (key.equals(Category.TAX_COLLECTED.code())) {
                if (!value.equals(Mappings.SELLER_LIABLE) && !value.equals(Mappings.MARKETPLACE_LIABLE)) {
                    error("value", "'" + value + "' is neither SELLER-LIABLE nor MARKETPLACE-LIABLE");
                }
                return;
            }
            if (!key.equals(Mappings.ANY)
                    && Category.byCode(key).filter(Mappings::isSold).isEmpty()) {
                error(
                        "key",
                        "'" + key + "' is nothing that is sold or refunded: a REV or RET category, or '*' for all");
            }
            if (TaxRule.parse(value)
                    .filter(rule -> !(rule instanceof TaxRule.ReverseCharge))
                    .isEmpty()) {
                error("value", "'" + value + "' is no rule for sales: NONE, ZERO or VAT-INCLUSIVE-20, with the rate");
            }
        }

        private void requireNoMarketplace(String why) {
            if (!cell("marketplace").isEmpty()) {
                error("marketplace", "must be empty: " + why);
            }
        }

        private void requireAlways(String why) {
            for (var column : List.of("marketplace", "valid-from", "valid-to")) {
                if (!cell(column).isEmpty()) {
                    error(column, "must be empty: " + why);
                }
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
        var text = new StringBuilder(HEADER + "\n");
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
