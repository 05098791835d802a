package org.tieout.simulator.bc.odata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.simulator.state.Entity;

/// What a path points at, resolved segment by segment.
sealed interface Place {
    /// A collection: flat, or the parts of a record.
    record Many(EntitySet set, Optional<Entity> parent) implements Place {
        Collection<Entity> rows(Filter filter) {
            return parent.isPresent() ? set.below(parent.get()) : set.rows(filter);
        }
    }

    /// One record.
    record One(EntitySet set, Entity entity) implements Place {}

    /// The number of records in a collection.
    record Count(Many many) implements Place {}

    /// A bound action of a record, its name in lower case.
    record Action(One one, String name) implements Place {}

    /// A stream property of a record.
    record Content(One one, String name) implements Place {}

    /// Follows the segments of a path from a group of entity sets.
    static Place resolve(List<String> segments, Sets sets) {
        Segment first = Segment.of(segments.getFirst());
        EntitySet set = sets.set(first.name()).orElseThrow(() -> Refusals.resourceNotFound(first.name()));
        Place place = keyed(new Many(set, Optional.empty()), first);
        for (String segment : new ArrayList<>(segments.subList(1, segments.size()))) {
            place = next(place, segment, sets);
        }
        return place;
    }

    private static Place next(Place from, String segment, Sets sets) {
        return switch (from) {
            case Many many when segment.equals("$count") -> new Count(many);
            case One one
            when segment.toLowerCase(Locale.ROOT).startsWith("microsoft.nav.") ->
                new Action(one, segment.substring("microsoft.nav.".length()).toLowerCase(Locale.ROOT));
            case One one when one.set().stream(one.entity(), segment).isPresent() -> new Content(one, segment);
            case One one -> follow(one, Segment.of(segment), sets);
            case Many _, Count _, Action _, Content _ -> throw Refusals.resourceNotFound(segment);
        };
    }

    private static Place follow(One from, Segment segment, Sets sets) {
        Navigation navigation = from.set()
                .type()
                .navigation(segment.name())
                .orElseThrow(() -> Refusals.resourceNotFound(segment.name()));
        EntitySet target = sets.set(navigation.set()).orElseThrow(() -> Refusals.resourceNotFound(segment.name()));
        if (navigation.many()) {
            return keyed(new Many(target, Optional.of(from.entity())), segment);
        }
        return Renderer.follow(from.set(), from.entity(), navigation, target)
                .<Place>map(found -> new One(target, found))
                .orElseThrow(() -> Refusals.resourceNotFound(segment.name()));
    }

    private static Place keyed(Many many, Segment segment) {
        if (segment.key().isEmpty()) {
            return many;
        }
        String key = segment.key().get();
        Optional<Entity> found = many.parent().isPresent()
                ? many.set().find(many.parent().get(), key)
                : many.set().find(key);
        return found.<Place>map(entity -> new One(many.set(), entity))
                .orElseThrow(() -> Refusals.recordNotFound(many.set().type().name(), key));
    }

    /// `name` or `name(key)`; quotes around the key are taken off.
    record Segment(String name, Optional<String> key) {
        static Segment of(String text) {
            int open = text.indexOf('(');
            if (open < 0) {
                return new Segment(text, Optional.empty());
            }
            if (!text.endsWith(")") || open == text.length() - 2) {
                throw Refusals.url("Bad Request - Error in query syntax: '" + text + "'.");
            }
            String key = text.substring(open + 1, text.length() - 1);
            boolean quoted = key.length() > 1 && key.startsWith("'") && key.endsWith("'");
            return new Segment(text.substring(0, open), Optional.of(quoted ? key.substring(1, key.length() - 1) : key));
        }
    }
}
