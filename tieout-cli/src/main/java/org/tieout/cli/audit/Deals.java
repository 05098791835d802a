package org.tieout.cli.audit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.request.Named;
import org.tieout.event.SalesDocumentVersion;

/// Which records of the CRM are one deal: those that refer to each other, however many steps apart. Not thread-safe.
final class Deals {

    private final Map<String, Set<String>> linked = new HashMap<>();
    /// A revised quote is another record of the same number.
    private final Map<String, Set<String>> byNumber = new HashMap<>();

    /// Takes in one version of a record. A link that was there once counts.
    void add(SalesDocumentVersion version) {
        var id = Named.sourceId(version.getId());
        linked.computeIfAbsent(id, _ -> new HashSet<>());
        link(id, version.getOpportunityId());
        link(id, version.getQuoteId());
        if (version.getNumber() != null) {
            byNumber.computeIfAbsent(version.getNumber().toUpperCase(Locale.ROOT), _ -> new HashSet<>())
                    .add(id);
        }
    }

    private void link(String id, @Nullable String other) {
        if (other != null) {
            var to = Named.sourceId(other);
            linked.computeIfAbsent(id, _ -> new HashSet<>()).add(to);
            linked.computeIfAbsent(to, _ -> new HashSet<>()).add(id);
        }
    }

    /// The records of the deal that a person means by that word: one record's GUID in any form, or its number. As 32
    /// digits in capitals each, the deal's own id among them; nothing for a word that names no record.
    Optional<Set<String>> of(String word) {
        var named = Named.isGuid(word)
                ? Set.of(Named.sourceId(word))
                : byNumber.getOrDefault(word.toUpperCase(Locale.ROOT), Set.of());
        var found = new TreeSet<String>();
        var next = new ArrayDeque<>(named.stream().filter(linked::containsKey).toList());
        while (!next.isEmpty()) {
            var id = next.remove();
            if (found.add(id)) {
                next.addAll(linked.getOrDefault(id, Set.of()));
            }
        }
        return Optional.<Set<String>>of(found).filter(ids -> !ids.isEmpty());
    }
}
