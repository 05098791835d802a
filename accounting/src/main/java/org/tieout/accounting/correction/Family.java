package org.tieout.accounting.correction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tieout.accounting.document.Document;

/// A document in all its revisions, with what took them back and what moved its amounts; and what it is planned to be.
/// Not safe for several threads.
final class Family {

    private final SortedMap<Integer, Document> revisions = new TreeMap<>();
    private final Set<Integer> reversed = new HashSet<>();
    private final List<Document> posted = new ArrayList<>();
    private Optional<Document> planned = Optional.empty();
    private int reclasses;

    void posted(Document document) {
        var id = document.id();
        posted.add(document);
        if (id.isReclass()) {
            reclasses = Math.max(reclasses, id.revision());
        } else if (id.isReversal()) {
            reversed.add(id.revision());
        } else if (!id.isAppliedReversal()) {
            revisions.put(id.revision(), document);
        }
    }

    void planned(Document document) {
        planned = Optional.of(document);
    }

    /// Everything posted, in that order.
    List<Document> posted() {
        return posted;
    }

    /// What stands: the last revision, unless it was taken back.
    Optional<Document> live() {
        return revisions.isEmpty() || reversed.contains(revisions.lastKey())
                ? Optional.empty()
                : Optional.of(revisions.lastEntry().getValue());
    }

    Optional<Document> planned() {
        return planned;
    }

    int nextRevision() {
        return revisions.isEmpty() ? 1 : revisions.lastKey() + 1;
    }

    boolean isReclassified() {
        return reclasses > 0;
    }

    int nextReclass() {
        return reclasses + 1;
    }

    /// The document that stands, or stood last, or will.
    Document any() {
        return live().or(() -> planned)
                .orElseGet(() -> revisions.isEmpty()
                        ? posted.getLast()
                        : revisions.lastEntry().getValue());
    }
}
