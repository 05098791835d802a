package org.tieout.accounting.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Rule;
import org.tieout.accounting.catalogue.Suggestion;
import org.tieout.accounting.catalogue.VendorCharges;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.Sku;
import org.tieout.accounting.tax.AppliedTax;
import org.tieout.accounting.tax.TaxRule;

/// A flow's mapping table over the table that ships with the product.
///
/// A lookup takes the flow's own rows first, then the shipped ones; among those that hold on the date it takes
/// the one
/// for the
/// marketplace before the one for all, and the latest valid-from. What is not found is missing: the caller
/// parks, never
/// defaults.
/// Immutable; safe for any thread.
public final class Mappings {

    /// How the key of a category's service item begins.
    static final String CATEGORY_ITEM = "category:";

    /// The key that stands for all.
    static final String ANY = "*";

    /// The seller remits what the marketplace does not withhold of an item's tax.
    static final String SELLER_LIABLE = "SELLER-LIABLE";

    /// The marketplace remits all tax of an item of which it withholds some.
    static final String MARKETPLACE_LIABLE = "MARKETPLACE-LIABLE";

    private static final Mappings STANDARD = new Mappings(List.of(), shipped());

    private final Map<MappingKey, List<MappingRow>> own;
    private final Map<MappingKey, List<MappingRow>> standard;
    private final Catalogue catalogue;
    private final long version;

    private Mappings(Collection<MappingRow> own, Map<MappingKey, List<MappingRow>> standard) {
        this.own = group(own);
        this.standard = standard;
        this.version = own.stream().mapToLong(MappingRow::version).max().orElse(0);
        this.catalogue = Catalogue.standard().with(rowTypes(own));
    }

    /// The chart and mapping that ship with the product.
    public static Mappings standard() {
        return STANDARD;
    }

    /// A flow's rows over the shipped ones.
    public static Mappings of(Collection<MappingRow> rows) {
        return rows.isEmpty() ? STANDARD : new Mappings(rows, STANDARD.standard);
    }

    /// The highest version of the flow's own rows; 0 when it has none.
    public long version() {
        return version;
    }

    /// The category of a row type.
    public Optional<Category> categoryOf(RowType type) {
        return catalogue.categoryOf(type);
    }

    /// The category of a leaf of a transaction's breakdowns.
    ///
    /// @param transactionType for example `Shipment`
    /// @param breakdownPath breakdown types from the root to the leaf, joined by `/`
    public Optional<Category> categoryOfEvent(String transactionType, String breakdownPath) {
        return catalogue.categoryOfEvent(transactionType, breakdownPath);
    }

    /// A category that may fit an unknown row type, and why.
    public Optional<Suggestion> suggest(RowType type) {
        return catalogue.suggest(type);
    }

    /// A category that may fit an unknown row type.
    public Optional<Category> suggestionFor(RowType type) {
        return catalogue.suggestionFor(type);
    }

    /// The account of a category. A row `CATEGORY/amount-description` stands before the row of the category alone.
    public Optional<Account> accountOf(
            Category category, String amountDescription, @Nullable String marketplace, LocalDate date) {
        return find(new MappingKey(Kind.ACCOUNT, category.code() + "/" + amountDescription), marketplace, date)
                .or(() -> find(new MappingKey(Kind.ACCOUNT, category.code()), marketplace, date))
                .map(this::account);
    }

    /// The account of a role.
    public Optional<Account> accountOf(Role role, @Nullable String marketplace, LocalDate date) {
        return find(role.key(), marketplace, date).map(this::account);
    }

    /// The ledger's item for a SKU.
    public Optional<MappedItem> itemOf(Sku sku, @Nullable String marketplace, LocalDate date) {
        return find(new MappingKey(Kind.ITEM, sku.value()), marketplace, date).map(Mappings::item);
    }

    /// The ledger's service item for a category, such as shipping.
    public Optional<MappedItem> itemOf(Category category, @Nullable String marketplace, LocalDate date) {
        return find(itemKey(category), marketplace, date).map(Mappings::item);
    }

    /// The customer that a marketplace's sales are booked on.
    public Optional<String> customerOf(@Nullable String marketplace, LocalDate date) {
        return (marketplace == null
                        ? Optional.<MappingRow>empty()
                        : find(new MappingKey(Kind.CUSTOMER, marketplace), marketplace, date))
                .or(() -> find(new MappingKey(Kind.CUSTOMER, ANY), marketplace, date))
                .map(MappingRow::value);
    }

    /// The vendor that Amazon is.
    public Optional<String> vendorOf(LocalDate date) {
        return find(new MappingKey(Kind.VENDOR, ANY), null, date).map(MappingRow::value);
    }

    /// The tax in what Amazon charges, on the service date: the row for the description, else for the category, else
    /// for
    /// all charges, else none.
    public AppliedTax feeTaxOf(
            Category category, String amountDescription, @Nullable String marketplace, LocalDate date) {
        if (!VendorCharges.ALL.contains(category)) {
            return AppliedTax.NONE;
        }
        return find(new MappingKey(Kind.FEE_TAX, category.code() + "/" + amountDescription), marketplace, date)
                .or(() -> find(new MappingKey(Kind.FEE_TAX, category.code()), marketplace, date))
                .or(() -> find(new MappingKey(Kind.FEE_TAX, ANY), marketplace, date))
                .map(Mappings::tax)
                .orElse(AppliedTax.NONE);
    }

    /// The tax in what buyers pay or get back, on the posting date: the row for the category, else for all, else none.
    public AppliedTax salesTaxOf(Category category, @Nullable String marketplace, LocalDate date) {
        if (!isSold(category)) {
            return AppliedTax.NONE;
        }
        return find(new MappingKey(Kind.SALES_TAX, category.code()), marketplace, date)
                .or(() -> find(new MappingKey(Kind.SALES_TAX, ANY), marketplace, date))
                .map(Mappings::tax)
                .orElse(AppliedTax.NONE);
    }

    /// True when the flow says that the seller remits what the marketplace does not withhold, even of an item of which
    /// it
    /// withholds some.
    public boolean isSellerLiable(@Nullable String marketplace, LocalDate date) {
        return find(new MappingKey(Kind.SALES_TAX, Category.TAX_COLLECTED.code()), marketplace, date)
                .filter(row -> row.value().equals(SELLER_LIABLE))
                .isPresent();
    }

    static boolean isSold(Category category) {
        return switch (category.treatment()) {
            case SALE, REFUND -> true;
            case TAX_COLLECTED, TAX_WITHHELD, DIRECT -> false;
        };
    }

    private static AppliedTax tax(MappingRow row) {
        return new AppliedTax(
                TaxRule.parse(row.value())
                        .orElseThrow(() -> new IllegalStateException("no rule, although checked: " + row)),
                row.taxCode());
    }

    /// The key of a category's service item.
    public static MappingKey itemKey(Category category) {
        return new MappingKey(Kind.ITEM, CATEGORY_ITEM + category.code());
    }

    /// The types an account may have, the surest first: what the chart says, the flow's before the shipped one; then,
    /// as
    /// an account need not be in a chart, the types of the shipped accounts of whatever is mapped to it.
    public List<String> accountTypesOf(String accountCode) {
        var mapped = own.values().stream()
                .flatMap(List::stream)
                .filter(row -> row.key().kind() == Kind.ACCOUNT && row.value().equals(accountCode))
                .map(row -> row.key().key().replaceFirst("/.*", ""))
                .sorted()
                .flatMap(key -> always(standard, new MappingKey(Kind.ACCOUNT, key)))
                .flatMap(shipped -> always(standard, chartKey(shipped.value())));
        var charted = Stream.of(own, standard).flatMap(table -> always(table, chartKey(accountCode)));
        return Stream.concat(charted, mapped)
                .map(MappingRow::type)
                .filter(type -> !type.isEmpty())
                .distinct()
                .toList();
    }

    private static Stream<MappingRow> always(Map<MappingKey, List<MappingRow>> table, MappingKey key) {
        return best(table, key, null, LocalDate.MAX).stream();
    }

    private static MappingKey chartKey(String accountCode) {
        return new MappingKey(Kind.CHART, accountCode);
    }

    /// An item as a mapping names it.
    ///
    /// @param name the ledger's item
    /// @param taxCode the tax code for its lines; empty for the ledger's default
    public record MappedItem(String name, String taxCode) {}

    private Optional<MappingRow> find(MappingKey key, @Nullable String marketplace, LocalDate date) {
        return best(own, key, marketplace, date).or(() -> best(standard, key, marketplace, date));
    }

    private static Optional<MappingRow> best(
            Map<MappingKey, List<MappingRow>> table, MappingKey key, @Nullable String marketplace, LocalDate date) {
        var rows = table.get(indexed(key));
        if (rows == null) {
            return Optional.empty();
        }
        return rows.stream()
                .filter(row -> row.holds(marketplace, date))
                .max(Comparator.comparing((MappingRow row) -> row.marketplace() != null)
                        .thenComparing(row -> Objects.requireNonNullElse(row.validFrom(), LocalDate.MIN)));
    }

    /// Amazon's words are compared without regard to case, as its files do not agree on it; SKUs and account
    /// numbers are the seller's own and taken as written.
    private static MappingKey indexed(MappingKey key) {
        return switch (key.kind()) {
            case ACCOUNT, CUSTOMER, FEE_TAX, SALES_TAX ->
                new MappingKey(key.kind(), key.key().toLowerCase(Locale.ROOT));
            case ITEM, VENDOR, CHART, ROW_TYPE, PERIOD -> key;
        };
    }

    private Account account(MappingRow row) {
        var chart = find(chartKey(row.value()), null, LocalDate.MAX);
        return new Account(row.value(), chart.map(MappingRow::name).orElse(row.value()), row.taxCode());
    }

    private static MappedItem item(MappingRow row) {
        return new MappedItem(row.value(), row.taxCode());
    }

    private static List<Rule> rowTypes(Collection<MappingRow> rows) {
        var rules = new ArrayList<Rule>();
        for (var row : rows) {
            if (row.key().kind() == Kind.ROW_TYPE) {
                Category.byCode(row.value())
                        .ifPresent(category ->
                                rules.add(Rule.of(RowType.parse(row.key().key()), category)));
            }
        }
        return rules;
    }

    private static Map<MappingKey, List<MappingRow>> group(Collection<MappingRow> rows) {
        var groups = new HashMap<MappingKey, List<MappingRow>>();
        rows.forEach(row -> groups.computeIfAbsent(indexed(row.key()), key -> new ArrayList<>(1))
                .add(row));
        return groups;
    }

    private static Map<MappingKey, List<MappingRow>> shipped() {
        try (var resource = Objects.requireNonNull(Mappings.class.getResourceAsStream("default-mapping.csv"))) {
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return switch (MappingCsv.parse(text, "default-mapping.csv", 0)) {
                case MappingCsv.Result.Rows(var rows) -> group(rows);
                case MappingCsv.Result.Errors(var errors) -> throw new IllegalStateException(errors.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("the mapping that ships with the product cannot be read", e);
        }
    }
}
