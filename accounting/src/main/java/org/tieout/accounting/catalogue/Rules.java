package org.tieout.accounting.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.accounting.source.RowType;

/// Rules, arranged for looking up: exact ones by hash, then those with wildcards, the most specific first, of which
/// only those are tried whose transaction-type can fit.
///
/// An exact rule is always more specific than one with wildcards, as three exact parts count more than two.
final class Rules {

    private final Map<RowType, Category> exact = new HashMap<>();
    private final Map<String, List<Rule>> byTransaction = new HashMap<>();
    private final List<Rule> ofAnyTransaction = new ArrayList<>();

    Rules(List<Rule> rules) {
        for (var rule : rules.stream().sorted(Rule.MOST_SPECIFIC_FIRST).toList()) {
            if (rule.isExact()) {
                exact.putIfAbsent(rule.type(), rule.category());
            } else if (rule.transactionType().isExact()) {
                byTransaction
                        .computeIfAbsent(rule.transactionType().text(), t -> new ArrayList<>())
                        .add(rule);
            } else {
                ofAnyTransaction.add(rule);
            }
        }
    }

    Optional<Category> categoryOf(RowType type) {
        var normal = Rule.normal(type);
        var known = exact.get(normal);
        return known != null ? Optional.of(known) : byPattern(normal);
    }

    private Optional<Category> byPattern(RowType normal) {
        var near = first(byTransaction.getOrDefault(normal.transactionType(), List.of()), normal);
        var far = first(ofAnyTransaction, normal);
        if (near.isPresent() && far.isPresent()) {
            return Optional.of(
                    Rule.MOST_SPECIFIC_FIRST.compare(near.get(), far.get()) <= 0
                            ? near.get().category()
                            : far.get().category());
        }
        return near.or(() -> far).map(Rule::category);
    }

    private static Optional<Rule> first(List<Rule> rules, RowType normal) {
        for (var rule : rules) {
            if (rule.fitsNormal(normal)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
