package org.tieout.accounting.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules for the leaves of Amazon's breakdown trees (Finances v2024-06-19).
///
/// A rule names the last nodes of a path, `Commission` or `PromoRebates/ShippingDiscount`: the nodes above them are
/// headings that differ between transactions and between a transaction and its items. A node that is only a part of
/// the one above it, as the `Base` and `Tax` of a fee, is of the same category as that.
final class EventRules {

    /// What a rule says of a node.
    sealed interface Meaning {
        /// It belongs to a category.
        record Of(Category category) implements Meaning {}

        /// It is part of the node above it.
        record PartOfParent() implements Meaning {}
    }

    /// One row of the file.
    record EventRule(Pattern transactionType, Pattern breakdown, Meaning meaning) {

        static final Comparator<EventRule> MOST_SPECIFIC_FIRST = Comparator.comparingInt(EventRule::specificity)
                .reversed()
                .thenComparing(rule -> rule.transactionType().text())
                .thenComparing(rule -> rule.breakdown().text());

        boolean fits(String transactionType, List<String> tails) {
            return this.transactionType.matchesNormal(transactionType)
                    && tails.stream().anyMatch(breakdown::matchesNormal);
        }

        private int specificity() {
            return transactionType.specificity() + breakdown.specificity();
        }
    }

    private static final String SEPARATOR = "/";

    private final Map<String, List<EventRule>> byLastNode = new HashMap<>();
    private final List<EventRule> ofAnyNode = new ArrayList<>();

    EventRules(List<EventRule> rules) {
        for (var rule : rules.stream().sorted(EventRule.MOST_SPECIFIC_FIRST).toList()) {
            var node = last(rule.breakdown().text());
            if (new Pattern(node).isExact()) {
                byLastNode.computeIfAbsent(node, n -> new ArrayList<>()).add(rule);
            } else {
                ofAnyNode.add(rule);
            }
        }
    }

    Optional<Category> categoryOf(String transactionType, String breakdownPath) {
        var type = Pattern.normal(transactionType);
        var nodes = nodes(breakdownPath);
        for (var depth = nodes.size(); depth > 0; depth--) {
            var path = nodes.subList(0, depth);
            switch (meaningOf(type, path).orElse(null)) {
                case null -> {
                    return Optional.empty();
                }
                case Meaning.Of(var category) -> {
                    return Optional.of(category);
                }
                case Meaning.PartOfParent() -> {
                    // Its parent decides.
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Meaning> meaningOf(String transactionType, List<String> path) {
        var tails = tails(path);
        var near = first(byLastNode.getOrDefault(path.getLast(), List.of()), transactionType, tails);
        var far = first(ofAnyNode, transactionType, tails);
        if (near.isPresent() && far.isPresent()) {
            return Optional.of(
                    EventRule.MOST_SPECIFIC_FIRST.compare(near.get(), far.get()) <= 0
                            ? near.get().meaning()
                            : far.get().meaning());
        }
        return near.or(() -> far).map(EventRule::meaning);
    }

    private static Optional<EventRule> first(List<EventRule> rules, String transactionType, List<String> tails) {
        for (var rule : rules) {
            if (rule.fits(transactionType, tails)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /// The nodes of a path. A slash within a node's name is written `\/`.
    private static List<String> nodes(String path) {
        var nodes = new ArrayList<String>();
        for (var node : path.split("(?<!\\\\)/", -1)) {
            var name = Pattern.normal(node.replace("\\/", SEPARATOR));
            if (!name.isEmpty()) {
                nodes.add(name);
            }
        }
        return nodes;
    }

    private static List<String> tails(List<String> path) {
        var tails = new ArrayList<String>(path.size());
        var tail = "";
        for (var node : path.reversed()) {
            tail = tail.isEmpty() ? node : node + SEPARATOR + tail;
            tails.add(tail);
        }
        return tails;
    }

    private static String last(String breakdown) {
        return breakdown.substring(breakdown.lastIndexOf(SEPARATOR) + 1);
    }
}
