package org.tieout.accounting.catalogue;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.tieout.accounting.source.RowType;

/// Which category a row type belongs to: a list of patterns, kept as data (`catalogue.csv`) that an accountant can
/// read.
///
/// Lookup ignores case and takes the most specific pattern that fits: exact text before wildcards, and among
/// wildcards
/// the one
/// with more fixed characters. What no pattern fits is unknown; nothing is ever defaulted. Immutable; safe for any
/// thread.
///
/// Spellings of the rows are from the V2 settlement catalogue ("Settlement reports attributes" and public
/// mappings of
/// real files).
public final class Catalogue {

    private static final Catalogue STANDARD = load();

    private final List<Rule> rules;

    private Catalogue(List<Rule> rules) {
        this.rules = rules.stream()
                .sorted((a, b) -> Integer.compare(b.specificity(), a.specificity()))
                .toList();
    }

    /// The catalogue that ships with the product.
    public static Catalogue standard() {
        return STANDARD;
    }

    /// The category of that row type, or nothing when it is unknown.
    public Optional<Category> categoryOf(RowType type) {
        return rules.stream().filter(rule -> rule.fits(type)).findFirst().map(Rule::category);
    }

    /// The category that a person may want for an unknown row type: that of the known row type most like it. Only a
    /// suggestion.
    public Optional<Category> suggestionFor(RowType type) {
        return rules.stream()
                .filter(rule -> rule.amountType().resembles(type.amountType())
                        && (rule.transactionType().resembles(type.transactionType())
                                || rule.description().resembles(type.amountDescription())))
                .findFirst()
                .map(Rule::category);
    }

    /// True when a row type fits a pattern, as a mapping row's key may be one.
    public static boolean matches(RowType pattern, RowType type) {
        return Rule.of(pattern, Category.REV_OTHER).fits(type);
    }

    /// This catalogue, with the given rows looked at first.
    public Catalogue with(List<Rule> first) {
        if (first.isEmpty()) {
            return this;
        }
        var all = new ArrayList<Rule>();
        first.forEach(rule -> all.add(rule.preferred()));
        all.addAll(rules);
        return new Catalogue(all);
    }

    /// One row of the catalogue.
    ///
    /// @param transactionType pattern of transaction-type
    /// @param amountType pattern of amount-type
    /// @param description pattern of amount-description
    /// @param category what fits belongs to this category
    /// @param preference rows of a person's own table stand above the standard ones
    public record Rule(
            Pattern transactionType, Pattern amountType, Pattern description, Category category, int preference) {

        /// A rule from a row-type key with `*` wildcards.
        public static Rule of(RowType pattern, Category category) {
            return new Rule(
                    new Pattern(pattern.transactionType()),
                    new Pattern(pattern.amountType()),
                    new Pattern(pattern.amountDescription()),
                    category,
                    0);
        }

        boolean fits(RowType type) {
            return amountType.matches(type.amountType())
                    && description.matches(type.amountDescription())
                    && transactionType.matches(type.transactionType());
        }

        int specificity() {
            return preference + transactionType.specificity() + amountType.specificity() + description.specificity();
        }

        Rule preferred() {
            return new Rule(transactionType, amountType, description, category, 1_000_000);
        }
    }

    /// Text with `*` for any run of characters; case does not matter, nor do blanks at the ends.
    ///
    /// @param text the pattern, lower-cased
    public record Pattern(String text) {

        public Pattern {
            text = text.strip().toLowerCase(Locale.ROOT);
        }

        /// True when the text fits.
        public boolean matches(String value) {
            return matches(value.strip().toLowerCase(Locale.ROOT), 0, 0);
        }

        /// True when it fits and says something: a lone `*` is like nothing in particular.
        boolean resembles(String value) {
            return !text.equals("*") && matches(value);
        }

        /// An exact text is more specific than any wildcard, a wildcard with more fixed characters than one
        /// with fewer.
        int specificity() {
            var fixed = (int) text.chars().filter(c -> c != '*').count();
            return fixed == text.length() ? 1_000 + fixed : fixed;
        }

        private boolean matches(String value, int from, int at) {
            if (at == text.length()) {
                return from == value.length();
            }
            if (text.charAt(at) == '*') {
                for (var i = from; i <= value.length(); i++) {
                    if (matches(value, i, at + 1)) {
                        return true;
                    }
                }
                return false;
            }
            return from < value.length() && value.charAt(from) == text.charAt(at) && matches(value, from + 1, at + 1);
        }
    }

    private static Catalogue load() {
        var rules = new ArrayList<Rule>();
        var resource = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.csv"));
        try (var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (var row : csv) {
                var type = new RowType(
                        row.getField("transaction-type"),
                        row.getField("amount-type"),
                        row.getField("amount-description"));
                rules.add(
                        Rule.of(type, Category.byCode(row.getField("category")).orElseThrow()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue that ships with the product cannot be read", e);
        }
        return new Catalogue(rules);
    }
}
