package org.tieout.accounting.catalogue;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.catalogue.EventRules.EventRule;
import org.tieout.accounting.catalogue.EventRules.Meaning;
import org.tieout.accounting.source.RowType;

/// Which category a settlement row or a financial event belongs to: patterns, kept as data that an accountant can
/// read (`catalogue.csv` for settlement rows, `events.csv` for transactions of Finances v2024-06-19).
///
/// Lookup ignores case and takes the most specific pattern that fits: exact text before wildcards, and among
/// wildcards the one with more fixed characters. A person's own rules stand above the shipped ones, however
/// specific those are. What no pattern fits is unknown; nothing is ever defaulted, at most suggested. Immutable;
/// safe for any thread.
///
/// Spellings are those of "Settlement reports attributes" and of public mappings of real files.
public final class Catalogue {

    private static final String VERSION = "# version ";
    private static final String PART_OF_PARENT = "(parent)";
    private static final String FEES = "ItemFees";

    /// What an order's own account settles; fee rows are summed for the settlement and cannot be of these.
    private static final Set<Treatment> OF_ORDERS =
            EnumSet.of(Treatment.SALE, Treatment.REFUND, Treatment.TAX_COLLECTED, Treatment.TAX_WITHHELD);

    private static final Catalogue STANDARD = shipped();

    private final int version;
    private final @Nullable Rules own;
    private final Rules standard;
    private final EventRules events;
    private final Suggestions suggestions;

    private Catalogue(int version, @Nullable Rules own, Rules standard, EventRules events, Suggestions suggestions) {
        this.version = version;
        this.own = own;
        this.standard = standard;
        this.events = events;
        this.suggestions = suggestions;
    }

    /// The catalogue that ships with the product.
    public static Catalogue standard() {
        return STANDARD;
    }

    /// Version of the shipped rules: the one that the data files state. It rises whenever a row type that was known
    /// gets another category.
    public int version() {
        return version;
    }

    /// The category of that row type, or nothing when it is unknown.
    public Optional<Category> categoryOf(RowType type) {
        var first = own;
        var found = first == null ? Optional.<Category>empty() : first.categoryOf(type);
        return found.isPresent() ? found : standard.categoryOf(type);
    }

    /// The category of a leaf of a transaction's breakdowns, or nothing when it is unknown.
    ///
    /// @param transactionType for example `Shipment`
    /// @param breakdownPath breakdown types from the root to the leaf, joined by `/`; a slash within one is `\/`
    public Optional<Category> categoryOfEvent(String transactionType, String breakdownPath) {
        return events.categoryOf(transactionType, breakdownPath);
    }

    /// A category that a person may want for an unknown row type.
    public Optional<Suggestion> suggest(RowType type) {
        var words = Words.of(type.amountType(), type.amountDescription());
        words.addAll(Words.of(type.transactionType()));
        return suggestions.of(words, allowed(type.amountType()));
    }

    /// A category that a person may want for an unknown leaf of a transaction.
    public Optional<Suggestion> suggestForEvent(String transactionType, String breakdownPath) {
        return suggestions.of(Words.of(breakdownPath, transactionType), EnumSet.allOf(Treatment.class));
    }

    /// As [#suggest], without the reason.
    public Optional<Category> suggestionFor(RowType type) {
        return suggest(type).map(Suggestion::category);
    }

    /// True when rows of that amount-type may be of that category: fees are summed for the settlement, so they
    /// cannot be what an order's own account settles.
    public static boolean allows(String amountType, Category category) {
        return allowed(amountType).contains(category.treatment());
    }

    private static Set<Treatment> allowed(String amountType) {
        var pattern = new Pattern(amountType);
        // A lone star stands for types of which nothing is known; it is no statement about fees.
        var fees = !pattern.text().equals("*") && pattern.matches(FEES);
        return fees ? EnumSet.complementOf(EnumSet.copyOf(OF_ORDERS)) : EnumSet.allOf(Treatment.class);
    }

    /// True when a row type fits a pattern, as a mapping row's key may be one.
    public static boolean matches(RowType pattern, RowType type) {
        return Rule.of(pattern, Category.REV_OTHER).fits(type);
    }

    /// This catalogue, with the given rules looked at first.
    public Catalogue with(List<Rule> first) {
        return first.isEmpty() ? this : new Catalogue(version, new Rules(first), standard, events, suggestions);
    }

    private static Catalogue shipped() {
        var rules = new ArrayList<Rule>();
        var known = new ArrayList<Suggestions.Known>();
        var text = text("catalogue.csv");
        for (var row : rows(text)) {
            var type = new RowType(
                    row.getField("transaction-type"), row.getField("amount-type"), row.getField("amount-description"));
            var category = category(row);
            rules.add(Rule.of(type, category));
            known.add(new Suggestions.Known(
                    type.key(),
                    Words.of(type.transactionType(), type.amountType(), type.amountDescription()),
                    category));
        }
        var events = new ArrayList<EventRule>();
        for (var row : rows(text("events.csv"))) {
            var meaning = row.getField("category").equals(PART_OF_PARENT)
                    ? new Meaning.PartOfParent()
                    : new Meaning.Of(category(row));
            events.add(new EventRule(
                    new Pattern(row.getField("transaction-type")), new Pattern(row.getField("breakdown")), meaning));
        }
        var hints = new ArrayList<Suggestions.Hint>();
        for (var row : rows(text("hints.csv"))) {
            hints.add(new Suggestions.Hint(Words.of(row.getField("words")), category(row), row.getField("why")));
        }
        return new Catalogue(
                version(text), null, new Rules(rules), new EventRules(events), new Suggestions(hints, known));
    }

    private static Category category(NamedCsvRecord row) {
        return Category.byCode(row.getField("category"))
                .orElseThrow(() -> new IllegalStateException("no category: " + row));
    }

    private static int version(String text) {
        return text.lines()
                .filter(line -> line.startsWith(VERSION))
                .map(line -> Integer.valueOf(line.substring(VERSION.length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static List<NamedCsvRecord> rows(String text) {
        try (var csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(text)) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be read", e);
        }
    }

    private static String text(String name) {
        try (var resource = Objects.requireNonNull(Catalogue.class.getResourceAsStream(name), name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ", which ships with the product, cannot be read", e);
        }
    }
}
