package org.tieout.simulator.bc.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tieout.simulator.state.Entity;

/// What a subscription has seen of its entity set: the version of each record. Comparing it with the set as it is
/// gives the changes since; work that was rolled back leaves none. Not thread-safe: the company guards it.
final class Watch {
    private Map<UUID, Long> seen;
    private Instant seenAt;

    Watch(Collection<Entity> now, Instant at) {
        seen = versions(now);
        seenAt = at;
    }

    private static Map<UUID, Long> versions(Collection<Entity> entities) {
        Map<UUID, Long> versions = new HashMap<>();
        entities.forEach(entity -> versions.put(entity.id(), entity.version()));
        return versions;
    }

    /// The changes since they were last taken. A deletion leaves no time stamp: it counts from when the set was last
    /// seen.
    List<Change> changes(Collection<Entity> now) {
        List<Change> changes = new ArrayList<>();
        Map<UUID, Long> gone = new HashMap<>(seen);
        for (Entity entity : now) {
            Long known = gone.remove(entity.id());
            if (known == null) {
                changes.add(new Change(entity.id(), Change.Kind.CREATED, entity.modified()));
            } else if (known != entity.version()) {
                changes.add(new Change(entity.id(), Change.Kind.UPDATED, entity.modified()));
            }
        }
        gone.keySet().stream().sorted().forEach(id -> changes.add(new Change(id, Change.Kind.DELETED, seenAt)));
        return changes;
    }

    /// Takes the set as seen.
    void take(Collection<Entity> now, Instant at) {
        seen = versions(now);
        seenAt = at;
    }

    /// Remembers that nothing had been deleted yet.
    void unchanged(Instant at) {
        seenAt = at;
    }
}
