package org.tieout.accounting.catalogue;

import java.util.Comparator;
import org.tieout.accounting.source.RowType;

/// One row of the catalogue.
///
/// @param transactionType pattern of transaction-type
/// @param amountType pattern of amount-type
/// @param description pattern of amount-description
/// @param category what fits belongs to this category
public record Rule(Pattern transactionType, Pattern amountType, Pattern description, Category category) {

    /// The most specific first; of equally specific ones, always the same first, whatever order they came in.
    static final Comparator<Rule> MOST_SPECIFIC_FIRST =
            Comparator.comparingInt(Rule::specificity).reversed().thenComparing(Rule::type);

    /// A rule from a row-type key, whose parts may be patterns.
    public static Rule of(RowType pattern, Category category) {
        return new Rule(
                new Pattern(pattern.transactionType()),
                new Pattern(pattern.amountType()),
                new Pattern(pattern.amountDescription()),
                category);
    }

    /// True when a row type fits.
    public boolean fits(RowType type) {
        return fitsNormal(normal(type));
    }

    boolean fitsNormal(RowType type) {
        return amountType.matchesNormal(type.amountType())
                && description.matchesNormal(type.amountDescription())
                && transactionType.matchesNormal(type.transactionType());
    }

    boolean isExact() {
        return transactionType.isExact() && amountType.isExact() && description.isExact();
    }

    RowType type() {
        return new RowType(transactionType.text(), amountType.text(), description.text());
    }

    private int specificity() {
        return transactionType.specificity() + amountType.specificity() + description.specificity();
    }

    static RowType normal(RowType type) {
        return new RowType(
                Pattern.normal(type.transactionType()),
                Pattern.normal(type.amountType()),
                Pattern.normal(type.amountDescription()));
    }
}
