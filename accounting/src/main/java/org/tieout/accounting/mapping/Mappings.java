package org.tieout.accounting.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
/// A lookup takes the flow's own rows first, then the shipped ones; among those that hold on the date it takes the one
/// for the goods' group, then the one for the marketplace, before the one for all, and the latest valid-from. What is
/// not found is missing: the caller parks, never defaults. Immutable; safe for any thread.
public final class Mappings {

    /// How the key of a category's service item begins.
    static final String CATEGORY_ITEM = "category:";

    /// The key that stands for all.
    static final String ANY = "*";

    /// The seller remits what the marketplace does not withhold of an item's tax.
    static final String SELLER_LIABLE = "SELLER-LIABLE";

    /// The marketplace remits all tax of an item of which it withholds some.
    static final String MARKETPLACE_LIABLE = "MARKETPLACE-LIABLE";

    /// An alias may lead to another: more steps than this are a circle.
    private static final int MOST_ALIASES = 5;

    private static final SortedMap<String, String> NO_DIMENSIONS = Collections.unmodifiableSortedMap(new TreeMap<>());
    private static final Mappings STANDARD = new Mappings(List.of(), shipped(), null);

    private final MappingTable own;
    private final MappingTable standard;
    private final Catalogue catalogue;
    private final long version;
    private final Set<String> dimensionNames;
    private final boolean groups;
    private final @Nullable LedgerCheck ledger;

    private Mappings(Collection<MappingRow> rows, MappingTable standard, @Nullable LedgerCheck ledger) {
        this(
                new MappingTable(rows),
                standard,
                Catalogue.standard().with(rowTypes(rows)),
                rows.stream().mapToLong(MappingRow::version).max().orElse(0),
                ledger);
    }

    private Mappings(
            MappingTable own, MappingTable standard, Catalogue catalogue, long version, @Nullable LedgerCheck ledger) {
        this.own = own;
        this.standard = standard;
        this.catalogue = catalogue;
        this.version = version;
        this.ledger = ledger;
        this.groups = own.has(Kind.SKU_GROUP);
        this.dimensionNames = new TreeSet<>(own.rows()
                .filter(row -> row.key().kind() == Kind.DIMENSION)
                .map(row -> codeOf(row.key().key()))
                .toList());
    }

    /// The chart and mapping that ship with the product.
    public static Mappings standard() {
        return STANDARD;
    }

    /// A flow's rows over the shipped ones.
    public static Mappings of(Collection<MappingRow> rows) {
        return rows.isEmpty() ? STANDARD : new Mappings(rows, STANDARD.standard, null);
    }

    /// This table, in which what the ledger does not have, or cannot use for its purpose, is missing: a plan made with
    /// it names accounts and items that exist. What is missing for that reason says so in [#gapOf].
    public Mappings checkedAgainst(MasterData masterData) {
        return new Mappings(own, standard, catalogue, version, new LedgerCheck(masterData));
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
        return accountOf(category, amountDescription, null, marketplace, date);
    }

    /// The account of a category for goods of a SKU: rows of the SKU's group stand before those of all goods.
    public Optional<Account> accountOf(
            Category category,
            String amountDescription,
            @Nullable Sku sku,
            @Nullable String marketplace,
            LocalDate date) {
        var group = groupOf(sku, marketplace, date);
        return find(new MappingKey(Kind.ACCOUNT, category.code() + "/" + amountDescription), group, marketplace, date)
                .or(() -> find(new MappingKey(Kind.ACCOUNT, category.code()), group, marketplace, date))
                .filter(row -> gapOf(row).isEmpty())
                .map(row -> account(row, category, group, marketplace, date));
    }

    /// The account of a role.
    public Optional<Account> accountOf(Role role, @Nullable String marketplace, LocalDate date) {
        return find(role.key(), null, marketplace, date)
                .filter(row -> gapOf(row).isEmpty())
                .map(row -> account(row, null, null, marketplace, date));
    }

    /// The ledger's items for a SKU: its own row, or that of the SKU it is an alias of.
    public Optional<Goods> goodsOf(Sku sku, @Nullable String marketplace, LocalDate date) {
        return goodsRow(targetOf(sku.value(), marketplace, date), marketplace, date)
                .filter(row -> gapOf(row).isEmpty())
                .map(Mappings::goods);
    }

    /// The ledger's service item for a category, such as shipping.
    public Optional<Goods> goodsOf(Category category, @Nullable String marketplace, LocalDate date) {
        return find(itemKey(category), null, marketplace, date)
                .filter(row -> gapOf(row).isEmpty())
                .map(Mappings::goods);
    }

    /// The ledger's item for a SKU; nothing for a bundle, which is several.
    public Optional<MappedItem> itemOf(Sku sku, @Nullable String marketplace, LocalDate date) {
        return goodsOf(sku, marketplace, date)
                .filter(goods -> goods.parts().parts().size() == 1)
                .map(Mappings::item);
    }

    /// The ledger's service item for a category, such as shipping.
    public Optional<MappedItem> itemOf(Category category, @Nullable String marketplace, LocalDate date) {
        return goodsOf(category, marketplace, date).map(Mappings::item);
    }

    /// The customer that a marketplace's sales are booked on.
    public Optional<String> customerOf(@Nullable String marketplace, LocalDate date) {
        return (marketplace == null
                        ? Optional.<MappingRow>empty()
                        : find(new MappingKey(Kind.CUSTOMER, marketplace), null, marketplace, date))
                .or(() -> find(new MappingKey(Kind.CUSTOMER, ANY), null, marketplace, date))
                .filter(row -> gapOf(row).isEmpty())
                .map(MappingRow::value);
    }

    /// The vendor that Amazon is.
    public Optional<String> vendorOf(LocalDate date) {
        return find(new MappingKey(Kind.VENDOR, ANY), null, null, date).map(MappingRow::value);
    }

    /// The tax in what Amazon charges, on the service date: the row for the description, else for the category, else
    /// for all charges, else none.
    public AppliedTax feeTaxOf(
            Category category, String amountDescription, @Nullable String marketplace, LocalDate date) {
        if (!VendorCharges.ALL.contains(category)) {
            return AppliedTax.NONE;
        }
        return find(new MappingKey(Kind.FEE_TAX, category.code() + "/" + amountDescription), null, marketplace, date)
                .or(() -> find(new MappingKey(Kind.FEE_TAX, category.code()), null, marketplace, date))
                .or(() -> find(new MappingKey(Kind.FEE_TAX, ANY), null, marketplace, date))
                .map(Mappings::tax)
                .orElse(AppliedTax.NONE);
    }

    /// The tax in what buyers pay or get back, on the posting date: the row for the category, else for all, else none.
    public AppliedTax salesTaxOf(Category category, @Nullable String marketplace, LocalDate date) {
        if (!isSold(category)) {
            return AppliedTax.NONE;
        }
        return find(new MappingKey(Kind.SALES_TAX, category.code()), null, marketplace, date)
                .or(() -> find(new MappingKey(Kind.SALES_TAX, ANY), null, marketplace, date))
                .map(Mappings::tax)
                .orElse(AppliedTax.NONE);
    }

    /// True when the flow says that the seller remits what the marketplace does not withhold, even of an item of which
    /// it withholds some.
    public boolean isSellerLiable(@Nullable String marketplace, LocalDate date) {
        return find(new MappingKey(Kind.SALES_TAX, Category.TAX_COLLECTED.code()), null, marketplace, date)
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
                row.taxCode(),
                row.version());
    }

    /// The key that a SKU without an item waits for: that of the SKU it is an alias of.
    public MappingKey goodsKey(Sku sku, @Nullable String marketplace, LocalDate date) {
        return new MappingKey(Kind.ITEM, targetOf(sku.value(), marketplace, date));
    }

    /// The key of a category's service item.
    public static MappingKey itemKey(Category category) {
        return new MappingKey(Kind.ITEM, CATEGORY_ITEM + category.code());
    }

    /// Why the ledger cannot take what a key is mapped to: nothing when it can, when nothing is mapped, or when this
    /// table was not [#checkedAgainst] a ledger. Of several rows, the first that is not well.
    public Optional<String> gapOf(MappingKey key) {
        var ownRows = rowsOf(own, key);
        var rows = ownRows.isEmpty() ? rowsOf(standard, key) : ownRows;
        return rows.stream().flatMap(row -> gapOf(row).stream()).findFirst();
    }

    /// What a deal's key is mapped to on that date: nothing without a row, or when the ledger cannot take it.
    ///
    /// @param key of a kind that deals use; of kind item the row of the product or of what it is an alias of
    public Optional<DealRows.Mapped> ofDeal(MappingKey key, LocalDate date) {
        var row = key.kind() == Kind.ITEM
                ? find(goodsKey(new Sku(key.key()), null, date), null, null, date)
                : find(key, null, null, date);
        return row.filter(found -> gapOf(found).isEmpty())
                .map(found -> new DealRows.Mapped(
                        found.value(), found.taxCode(), dimensions(found, null, null, null, date), found.version()));
    }

    /// The dimensions of a line that no row chose.
    public SortedMap<String, String> dimensions(LocalDate date) {
        var dimensions = new TreeMap<String, String>();
        for (var name : dimensionNames) {
            own.best(new MappingKey(Kind.DIMENSION, name), null, null, date)
                    .ifPresent(found -> dimensions.put(name, found.value()));
        }
        return dimensions;
    }

    /// True when the company's lists are known, so that a product may be looked for in them.
    public boolean isChecked() {
        return ledger != null;
    }

    /// True when the company has, or the sink creates, an item of that number; false before its lists are
    /// known.
    public boolean takesItem(String number) {
        return ledger != null && ledger.takesItem(number);
    }

    /// True when some row is there for the key, whenever and wherever it holds.
    public boolean maps(MappingKey key) {
        return !rowsOf(own, key).isEmpty() || !rowsOf(standard, key).isEmpty();
    }

    /// The SKUs that a SKU is, or at some time was or will be, an alias of.
    public Set<String> aliasesOf(String sku) {
        var targets = new HashSet<String>();
        own.rows()
                .filter(row -> row.key().kind() == Kind.ALIAS)
                .forEach(row -> new SkuPattern(row.key().key())
                        .match(sku)
                        .map(rest -> row.value().replace("*", rest))
                        .ifPresent(targets::add));
        return targets;
    }

    /// True when an alias row, which may be a pattern, is for that SKU.
    public static boolean isAliasFor(MappingKey alias, String sku) {
        return new SkuPattern(alias.key()).match(sku).isPresent();
    }

    /// The flow's own rows, and of the shipped ones those that none of its own stands above; by key.
    public List<MappingRow> rows() {
        return Stream.concat(
                        own.rows(),
                        standard.rows().filter(row -> own.all(row.key()).isEmpty()))
                .sorted(java.util.Comparator.comparing(MappingRow::identity))
                .toList();
    }

    /// The types an account may have, the surest first: what the chart says, the flow's before the shipped one; then,
    /// as
    /// an account need not be in a chart, the types of the shipped accounts of whatever is mapped to it.
    public List<String> accountTypesOf(String accountCode) {
        var mapped = own.rows()
                .filter(row -> row.key().kind() == Kind.ACCOUNT && row.value().equals(accountCode))
                .map(row -> codeOf(row.key().key()))
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

    private static Stream<MappingRow> always(MappingTable table, MappingKey key) {
        return table.best(key, null, null, LocalDate.MAX).stream();
    }

    private static MappingKey chartKey(String accountCode) {
        return new MappingKey(Kind.CHART, accountCode);
    }

    /// An item as a mapping names it.
    ///
    /// @param name the ledger's item
    /// @param taxCode the tax code for its lines; empty for the ledger's default
    public record MappedItem(String name, String taxCode) {}

    private Optional<MappingRow> find(
            MappingKey key, @Nullable String group, @Nullable String marketplace, LocalDate date) {
        var found = own.best(key, group, marketplace, date);
        return found.isPresent() ? found : standard.best(key, group, marketplace, date);
    }

    private Optional<MappingRow> goodsRow(String sku, @Nullable String marketplace, LocalDate date) {
        return find(new MappingKey(Kind.ITEM, sku), null, marketplace, date)
                .or(() -> find(new MappingKey(Kind.BUNDLE, sku), null, marketplace, date));
    }

    private String targetOf(String sku, @Nullable String marketplace, LocalDate date) {
        var target = sku;
        for (var step = 0; step < MOST_ALIASES; step++) {
            if (goodsRow(target, marketplace, date).isPresent()) {
                return target;
            }
            var from = target;
            var alias = own.bestOfSku(Kind.ALIAS, from, marketplace, date);
            if (alias.isEmpty()) {
                return target;
            }
            var rest = new SkuPattern(alias.get().key().key()).match(from).orElse("");
            target = alias.get().value().replace("*", rest);
        }
        return sku;
    }

    private @Nullable String groupOf(@Nullable Sku sku, @Nullable String marketplace, LocalDate date) {
        if (!groups || sku == null) {
            return null;
        }
        return own.bestOfSku(Kind.SKU_GROUP, sku.value(), marketplace, date)
                .or(() -> own.bestOfSku(Kind.SKU_GROUP, targetOf(sku.value(), marketplace, date), marketplace, date))
                .map(MappingRow::value)
                .orElse(null);
    }

    private Optional<String> gapOf(MappingRow row) {
        return ledger == null ? Optional.empty() : ledger.gapOf(row).map(LedgerCheck.Gap::problem);
    }

    /// A parked account key is that of the category; a row of one of its descriptions may be what is wrong.
    private static List<MappingRow> rowsOf(MappingTable table, MappingKey key) {
        return switch (key.kind()) {
            case ACCOUNT -> {
                var code = key.key().toLowerCase(Locale.ROOT);
                yield table.rows()
                        .filter(row -> row.key().kind() == Kind.ACCOUNT
                                && codeOf(row.key().key())
                                        .toLowerCase(Locale.ROOT)
                                        .equals(code))
                        .toList();
            }
            case ITEM, BUNDLE -> {
                var rows = new ArrayList<>(table.all(new MappingKey(Kind.ITEM, key.key())));
                rows.addAll(table.all(new MappingKey(Kind.BUNDLE, key.key())));
                yield rows;
            }
            case CUSTOMER -> {
                var rows = new ArrayList<>(table.all(key));
                rows.addAll(table.all(new MappingKey(Kind.CUSTOMER, ANY)));
                yield rows;
            }
            case ROW_TYPE,
                    VENDOR,
                    FEE_TAX,
                    SALES_TAX,
                    CHART,
                    ALIAS,
                    SKU_GROUP,
                    DIMENSION,
                    DEAL,
                    UNIT,
                    TERMS,
                    SHIPMENT,
                    REPRESENTATIVE,
                    COUNTRY,
                    PERIOD -> table.all(key);
        };
    }

    /// An account's name as the chart has it; its number where the chart does not.
    public String nameOf(String account) {
        return find(chartKey(account), null, null, LocalDate.MAX)
                .map(MappingRow::name)
                .filter(name -> !name.isEmpty())
                .orElse(account);
    }

    /// Amazon's words are compared without regard to case, as its files do not agree on it, and so is what
    /// people typed into a CRM; SKUs and account numbers are the seller's own and taken as written.
    static MappingKey indexed(MappingKey key) {
        return switch (key.kind()) {
            case ACCOUNT, CUSTOMER, FEE_TAX, SALES_TAX, UNIT, REPRESENTATIVE, COUNTRY ->
                new MappingKey(key.kind(), key.key().toLowerCase(Locale.ROOT));
            case ITEM, VENDOR, CHART, ROW_TYPE, ALIAS, BUNDLE, SKU_GROUP, DIMENSION, DEAL, TERMS, SHIPMENT, PERIOD ->
                key;
        };
    }

    /// The part of a key before the slash: the category of an account's row, the name of a dimension's.
    static String codeOf(String key) {
        var slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    private Account account(
            MappingRow row,
            @Nullable Category category,
            @Nullable String group,
            @Nullable String marketplace,
            LocalDate date) {
        var chart = find(chartKey(row.value()), null, null, LocalDate.MAX);
        return new Account(
                row.value(),
                chart.map(MappingRow::name).orElse(row.value()),
                row.taxCode(),
                dimensions(row, category, group, marketplace, date),
                row.version());
    }

    /// The dimension rows' values, and over them those of the account's own row.
    private SortedMap<String, String> dimensions(
            MappingRow row,
            @Nullable Category category,
            @Nullable String group,
            @Nullable String marketplace,
            LocalDate date) {
        if (dimensionNames.isEmpty()) {
            return row.dimensions().isEmpty() ? NO_DIMENSIONS : row.dimensions();
        }
        var dimensions = new TreeMap<String, String>();
        for (var name : dimensionNames) {
            var ofCategory = category == null
                    ? Optional.<MappingRow>empty()
                    : own.best(new MappingKey(Kind.DIMENSION, name + "/" + category.code()), group, marketplace, date);
            ofCategory
                    .or(() -> own.best(new MappingKey(Kind.DIMENSION, name), group, marketplace, date))
                    .ifPresent(found -> dimensions.put(name, found.value()));
        }
        dimensions.putAll(row.dimensions());
        return dimensions;
    }

    private static Goods goods(MappingRow row) {
        var parts = row.key().kind() == Kind.BUNDLE
                ? Bundle.parse(row.value())
                : new Bundle(List.of(new Bundle.Part(row.value(), 1, 1)));
        return new Goods(parts, row.taxCode(), row.dimensions(), row.version());
    }

    private static MappedItem item(Goods goods) {
        return new MappedItem(goods.parts().parts().getFirst().item(), goods.taxCode());
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

    private static MappingTable shipped() {
        try (var resource = Objects.requireNonNull(Mappings.class.getResourceAsStream("default-mapping.csv"))) {
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return switch (MappingCsv.parse(text, "default-mapping.csv", 0)) {
                case MappingCsv.Result.Rows(var rows) -> new MappingTable(rows);
                case MappingCsv.Result.Errors(var errors) -> throw new IllegalStateException(errors.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("the mapping that ships with the product cannot be read", e);
        }
    }
}
