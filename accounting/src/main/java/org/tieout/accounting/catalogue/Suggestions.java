package org.tieout.accounting.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tieout.accounting.catalogue.Category.Treatment;

/// Finds a category for an unknown name by the words it shares with known ones.
///
/// A word counts the more, the fewer categories use it: "storage" says much, "fee" says nothing. Words that an
/// accountant knows and the catalogue does not are in `hints.csv`. Two categories as likely as each other are
/// no suggestion.
final class Suggestions {

    /// What a word of a single category counts. Divisible by the small numbers it is shared out among.
    private static final int WHOLE_WORD = 60;

    /// Less is chance: a word that five categories share.
    private static final int ENOUGH = 20;

    /// A hint: names with all of these words may be of that category.
    record Hint(Set<String> words, Category category, String why) {}

    /// A known name and its category.
    record Known(String name, Set<String> words, Category category) {}

    private final List<Hint> hints;
    private final List<Known> known;
    private final Map<String, Set<Category>> categoriesByWord = new HashMap<>();

    Suggestions(List<Hint> hints, List<Known> known) {
        this.hints = List.copyOf(hints);
        this.known = List.copyOf(known);
        known.forEach(each -> each.words()
                .forEach(word -> categoriesByWord
                        .computeIfAbsent(word, w -> EnumSet.noneOf(Category.class))
                        .add(each.category())));
    }

    /// @param words of the unknown name
    /// @param allowed which treatments its category may have
    Optional<Suggestion> of(Set<String> words, Set<Treatment> allowed) {
        return hint(words, allowed).or(() -> alike(words, allowed));
    }

    private Optional<Suggestion> hint(Set<String> words, Set<Treatment> allowed) {
        return hints.stream()
                .filter(hint -> words.containsAll(hint.words())
                        && allowed.contains(hint.category().treatment()))
                .max((a, b) -> Integer.compare(a.words().size(), b.words().size()))
                .map(hint -> new Suggestion(hint.category(), hint.why()));
    }

    private Optional<Suggestion> alike(Set<String> words, Set<Treatment> allowed) {
        var scores = new EnumMap<Category, Integer>(Category.class);
        for (var word : words) {
            var categories = categoriesByWord.getOrDefault(word, Set.of());
            for (var category : categories) {
                if (allowed.contains(category.treatment())) {
                    scores.merge(category, WHOLE_WORD / categories.size(), Integer::sum);
                }
            }
        }
        var best = scores.values().stream().max(Integer::compare).orElse(0);
        var winners = new ArrayList<Category>();
        scores.forEach((category, score) -> {
            if (score.equals(best)) {
                winners.add(category);
            }
        });
        return best < ENOUGH || winners.size() != 1
                ? Optional.empty()
                : Optional.of(new Suggestion(winners.getFirst(), reason(winners.getFirst(), words)));
    }

    private String reason(Category category, Set<String> words) {
        var likest = known.getFirst();
        SortedSet<String> most = new TreeSet<>();
        for (var each : known) {
            var shared = new TreeSet<>(each.words());
            shared.retainAll(words);
            if (each.category() == category && shared.size() > most.size()) {
                most = shared;
                likest = each;
            }
        }
        return "shares '" + String.join(" ", most) + "' with " + likest.name();
    }
}
