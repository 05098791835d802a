package org.tieout.ingest.dynamics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tieout.event.SalesDocumentLine;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.Watermark;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Watermarks;

/// What is kept of everything that was read, below the feed's name: a delta link for each table, and for
/// each record the hash of the content that was emitted last. Of a document also its lines, because
/// Dataverse names a deleted line but not whose it was, and what a version that says it is deleted needs.
final class Marks {

    /// The feed's name.
    static final String FEED = "deals";

    /// A link is kept anew when it stands for changes, and else this often: it ends after days (memo,
    /// section 6).
    private static final Duration LINK_KEPT = Duration.ofHours(1);

    private static final String BELOW = FEED + "/";
    private static final String CODE = "code";
    private static final String LINES = "lines";
    private static final String ORGANIZATION = "organization";

    private final Watermarks reached;

    Marks(Watermarks reached) {
        this.reached = reached;
    }

    /// The organisation that was read so far.
    Optional<String> organization() {
        return reached.of(FEED).map(mark -> mark.getReached().get(ORGANIZATION));
    }

    static void round(Emitter out, Instant began, String organization) {
        out.mark(FEED, began.toString(), Map.of(ORGANIZATION, organization));
    }

    Optional<String> link(String set) {
        return reached.of(linkOf(set)).map(Watermark::getPosition).filter(link -> !link.isEmpty());
    }

    void link(Emitter out, String set, String link, boolean changed, Instant now) {
        boolean fresh = reached.of(linkOf(set))
                .filter(mark -> mark.getAt().plus(LINK_KEPT).isAfter(now))
                .isPresent();
        if (changed || !fresh) {
            out.mark(linkOf(set), link, Map.of());
        }
    }

    private static String linkOf(String set) {
        return BELOW + "links/" + set;
    }

    /// The mark of a record that was emitted and not deleted since.
    Optional<Watermark> record(String kind, String id) {
        return reached.of(nameOf(kind, id)).filter(mark -> !mark.getPosition().isEmpty());
    }

    /// All of a kind, by id.
    SortedMap<String, Watermark> records(String kind) {
        String prefix = nameOf(kind, "");
        SortedMap<String, Watermark> found = new TreeMap<>();
        reached.below(prefix).forEach((name, mark) -> {
            if (!mark.getPosition().isEmpty()) {
                found.put(name.substring(prefix.length()), mark);
            }
        });
        return found;
    }

    boolean stands(String kind, String id, String hash) {
        return record(kind, id).filter(mark -> mark.getPosition().equals(hash)).isPresent();
    }

    /// The ISO code of a currency.
    Optional<String> currency(String id) {
        return record("currency", id).map(mark -> mark.getReached().get(CODE));
    }

    static void currency(Emitter out, String id, String hash, String code) {
        out.mark(nameOf("currency", id), hash, Map.of(CODE, code));
    }

    static void record(Emitter out, String kind, String id, String hash) {
        out.mark(nameOf(kind, id), hash, Map.of());
    }

    static void document(Emitter out, String kind, SalesDocumentVersion version) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> lines =
                version.getLines().stream().map(SalesDocumentLine::getId).toList();
        facts.put(LINES, String.join(",", lines));
        Deleted.remember(version, facts);
        out.mark(nameOf(kind, version.getId()), version.getContentHash(), facts);
    }

    /// It was deleted, and that was emitted.
    static void gone(Emitter out, String kind, String id) {
        out.mark(nameOf(kind, id), "", Map.of());
    }

    /// The lines of a document as it was emitted.
    static Set<String> lines(Watermark document) {
        String lines = document.getReached().getOrDefault(LINES, "");
        return lines.isEmpty() ? Set.of() : new TreeSet<>(List.of(lines.split(",")));
    }

    private static String nameOf(String kind, String id) {
        return BELOW + kind + "/" + id;
    }
}
