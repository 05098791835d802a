package org.tieout.accounting.mapping;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.VendorCharges;
import org.tieout.accounting.mapping.MappingCsv.MappingError;
import org.tieout.accounting.mapping.MappingCsv.Result;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.tax.TaxRule;

/// Makes mapping rows of cells, whatever kind of file they came from. Pure. Nothing of a file with an error is taken.
public final class MappingReader {

    /// The columns, in the order in which files are written.
    public static final List<String> COLUMNS = List.of(
            "kind",
            "key",
            "marketplace",
            "valid-from",
            "valid-to",
            "value",
            "name",
            "type",
            "tax-code",
            "sku-group",
            "dimensions");

    /// The columns that every row needs.
    public static final List<String> REQUIRED = List.of("kind", "key", "value");

    private static final String CODES = "; the codes are listed in docs/reference/categories.md";

    private final String file;
    private final List<MappingError> errors;
    private final List<Placed> placed = new ArrayList<>();

    private MappingReader(String file, List<MappingError> errors) {
        this.file = file;
        this.errors = errors;
    }

    /// A row of a file before it is understood.
    ///
    /// @param row where it begins: the line of the file, 1-based
    /// @param byColumn its cells by the column's name
    public record Cells(long row, Map<String, String> byColumn) {}

    private record Placed(long row, MappingRow mapping) {}

    /// Reads rows.
    ///
    /// @param cells in the order of the file
    /// @param file its name, for errors
    /// @param version the version the rows shall have
    public static Result read(List<Cells> cells, String file, long version) {
        return read(cells, file, version, List.of());
    }

    /// What a ledger cannot serve of the rows that are well by themselves, each with its place.
    ///
    /// @param cells in the order of the file
    /// @param file its name
    /// @param masterData the ledger's lists
    public static List<MappingError> gaps(List<Cells> cells, String file, MasterData masterData) {
        var reader = new MappingReader(file, new ArrayList<>());
        cells.forEach(each -> reader.new Row(each).read(1));
        var ledger = new LedgerCheck(masterData);
        return reader.placed.stream()
                .flatMap(each -> MappingCheck.problem(each.mapping(), ledger)
                        .map(found -> new MappingError(
                                file, each.row(), found.column(), found.problem() + "; " + found.nextStep()))
                        .stream())
                .toList();
    }

    /// Reads rows of a file in which something was found wrong before.
    static Result read(List<Cells> cells, String file, long version, List<MappingError> before) {
        var errors = new ArrayList<>(before);
        var reader = new MappingReader(file, errors);
        cells.forEach(each -> reader.new Row(each).read(version));
        reader.checkOverlaps();
        errors.sort(Comparator.comparingLong(MappingError::row));
        return errors.isEmpty()
                ? new Result.Rows(reader.placed.stream().map(Placed::mapping).toList())
                : new Result.Errors(List.copyOf(errors));
    }

    /// Two rows that hold for one key on one date contradict each other. A row without an end gives way to one that
    /// begins later; one with an end does not.
    private void checkOverlaps() {
        var groups = new HashMap<List<String>, List<Placed>>();
        placed.forEach(each -> groups.computeIfAbsent(family(each.mapping()), f -> new ArrayList<>(1))
                .add(each));
        groups.values().forEach(this::checkOverlaps);
    }

    private void checkOverlaps(List<Placed> family) {
        family.sort(Comparator.comparing(each -> from(each.mapping())));
        for (var i = 1; i < family.size(); i++) {
            var later = family.get(i);
            for (var earlier : family.subList(0, i)) {
                var end = earlier.mapping().validTo();
                if (from(earlier.mapping()).equals(from(later.mapping()))) {
                    errors.add(new MappingError(
                            file,
                            later.row(),
                            "key",
                            "the same key, marketplace and valid-from stand in row " + earlier.row()
                                    + "; keep one, or give them different dates"));
                } else if (end != null && !end.isBefore(from(later.mapping()))) {
                    errors.add(new MappingError(
                            file,
                            later.row(),
                            "valid-from",
                            "row " + earlier.row() + " holds for the same until " + end + " and overlaps this one from "
                                    + later.mapping().validFrom()
                                    + "; end that row earlier, or begin this one later"));
                }
            }
        }
    }

    private static LocalDate from(MappingRow row) {
        return Objects.requireNonNullElse(row.validFrom(), LocalDate.MIN);
    }

    /// What may not hold twice: a SKU is an item or a bundle.
    private static List<String> family(MappingRow row) {
        var kind = row.key().kind() == Kind.BUNDLE ? Kind.ITEM : row.key().kind();
        var key = Mappings.indexed(new MappingKey(kind, row.key().key()));
        var marketplace = row.marketplace();
        return List.of(
                key.toString(),
                marketplace == null ? "" : marketplace.toLowerCase(Locale.ROOT),
                row.skuGroup() == null ? "" : row.skuGroup());
    }

    private final class Row {
        private final Cells cells;

        Row(Cells cells) {
            this.cells = cells;
        }

        void read(long version) {
            var before = errors.size();
            var kind = kind();
            var key = required("key");
            var value = required("value");
            var from = date("valid-from");
            var to = date("valid-to");
            if (from != null && to != null && to.isBefore(from)) {
                error("valid-to", "ends before valid-from " + from);
            }
            var dimensions = dimensions();
            if (kind != null && errors.size() == before) {
                check(kind, key, value);
            }
            if (kind != null && errors.size() == before) {
                placed.add(new Placed(
                        cells.row(),
                        new MappingRow(
                                new MappingKey(kind, key),
                                orNull("marketplace"),
                                from,
                                to,
                                value,
                                cell("name"),
                                cell("type"),
                                cell("tax-code"),
                                orNull("sku-group"),
                                dimensions,
                                version)));
            }
        }

        private void check(Kind kind, String key, String value) {
            switch (kind) {
                case ROW_TYPE -> checkRowType(key, value);
                case ACCOUNT -> checkAccount(key);
                case ITEM -> checkItem(key);
                case ALIAS -> checkAlias(key, value);
                case BUNDLE -> understood("value", () -> Bundle.parse(value));
                case SKU_GROUP -> understood("key", () -> new SkuPattern(key));
                case DIMENSION -> checkDimension(key);
                case DEAL -> checkDeal(key, value);
                case REPRESENTATIVE -> checkRecord(key, "an owner");
                case COUNTRY -> checkCountry(value);
                case VENDOR -> checkVendor(key);
                case FEE_TAX -> checkFeeTax(key, value);
                case SALES_TAX -> checkSalesTax(key, value);
                case PERIOD -> error("kind", "a period is opened by the flow's option closed-through");
                case CUSTOMER, CHART, UNIT, TERMS, SHIPMENT -> {
                    // Any name will do.
                }
            }
            if (kind != Kind.ACCOUNT && kind != Kind.DIMENSION) {
                requireEmpty("sku-group", "only account and dimension rows are of a SKU group");
            }
            if (kind != Kind.ACCOUNT && kind != Kind.ITEM && kind != Kind.BUNDLE && kind != Kind.DEAL) {
                requireEmpty("dimensions", "only account, item, bundle and deal rows have lines of their own");
            }
            if (DealRows.isOf(kind)) {
                requireEmpty("marketplace", "deals are made in no marketplace");
            }
        }

        private void checkRowType(String key, String value) {
            var type = understood("key", () -> RowType.parse(key));
            var category = Category.byCode(value);
            if (category.isEmpty()) {
                error("value", "unknown category '" + value + "'" + CODES);
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

        private void checkAccount(String key) {
            var code = Mappings.codeOf(key);
            if (Role.byKey(code).isPresent()) {
                if (!code.equals(key)) {
                    error("key", "a role has no amount-description");
                }
                requireAlways("money that one document puts on " + code
                        + " is taken off by another, later one: a role has one account");
                requireEmpty("sku-group", "a role has one account");
            } else if (Category.byCode(code).isEmpty()) {
                error("key", "unknown category or role '" + code + "'" + CODES);
            }
        }

        private void checkItem(String key) {
            if (key.startsWith(Mappings.CATEGORY_ITEM)
                    && Category.byCode(key.substring(Mappings.CATEGORY_ITEM.length()))
                            .isEmpty()) {
                error("key", "unknown category" + CODES);
            }
        }

        private void checkVendor(String key) {
            if (!key.equals(Mappings.ANY)) {
                error("key", "is '*': Amazon is one vendor of a flow");
            }
            requireEmpty("marketplace", "one bill has charges of all marketplaces");
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

        private void checkDeal(String key, String value) {
            if (!DealRows.KEYS.contains(key)) {
                error("key", "'" + key + "' is none of " + String.join(", ", DealRows.KEYS));
            }
            if (DealRows.Target.parse(value).isEmpty()) {
                error("value", "'" + value + "' is neither item:NUMBER nor account:NUMBER");
            }
        }

        private void checkRecord(String key, String what) {
            if (!DealRows.isId(key)) {
                error("key", "'" + key + "' is no id of " + what + ": its GUID as 32 digits without hyphens");
            }
        }

        private void checkCountry(String value) {
            if (!DealRows.isCountryCode(value)) {
                error("value", "'" + value + "' is no code of a country: two capital letters, as in DE");
            }
        }

        private void checkAlias(String key, String value) {
            var pattern = understood("key", () -> new SkuPattern(key));
            var target = understood("value", () -> new SkuPattern(value));
            if (target.isPresent()
                    && target.get().isPattern()
                    && !pattern.map(SkuPattern::isPattern).orElse(true)) {
                error("value", "has a * although the key has none; write the SKU");
            } else if (key.equals(value)) {
                error("value", "is the key itself");
            }
        }

        private void checkDimension(String key) {
            var slash = key.indexOf('/');
            if (slash == 0) {
                error("key", "a dimension's name comes first, as in location or location/FEE.ADS");
            } else if (slash > 0 && Category.byCode(key.substring(slash + 1)).isEmpty()) {
                error("key", "unknown category '" + key.substring(slash + 1) + "'" + CODES);
            }
        }

        private SortedMap<String, String> dimensions() {
            var dimensions = new TreeMap<String, String>();
            for (var pair : cell("dimensions").split(";", -1)) {
                var equals = pair.indexOf('=');
                if (equals > 0 && !pair.substring(equals + 1).isBlank()) {
                    dimensions.put(
                            pair.substring(0, equals).strip(),
                            pair.substring(equals + 1).strip());
                } else if (!pair.isBlank()) {
                    error("dimensions", "'" + pair.strip() + "' is no dimension; write location=US;channel=Amazon");
                }
            }
            return dimensions;
        }

        private <T> Optional<T> understood(String column, java.util.function.Supplier<T> parse) {
            try {
                return Optional.of(parse.get());
            } catch (IllegalArgumentException e) {
                error(column, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void requireAlways(String why) {
            for (var column : List.of("marketplace", "valid-from", "valid-to")) {
                requireEmpty(column, why);
            }
        }

        private void requireEmpty(String column, String why) {
            if (!cell(column).isEmpty()) {
                error(column, "must be empty: " + why);
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

        private @Nullable String orNull(String column) {
            var text = cell(column);
            return text.isEmpty() ? null : text;
        }

        private String cell(String column) {
            return cells.byColumn().getOrDefault(column, "").strip();
        }

        private void error(String column, String message) {
            errors.add(new MappingError(file, cells.row(), column, message));
        }
    }
}
