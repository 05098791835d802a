package org.tieout.simulator.dataverse.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import org.tieout.simulator.state.Entity;

/// Alternate keys at work. Stateless.
public final class Keys {
    private Keys() {}

    /// Refuses a row whose values another row has, by any active key.
    static void check(List<AlternateKey> keys, TableType type, Collection<Entity> rows, Entity row) {
        for (AlternateKey key : keys) {
            boolean enforced =
                    key.status() == AlternateKey.Status.ACTIVE && key.table().equals(type.name());
            if (enforced && rows.stream().anyMatch(other -> clash(key, row, other))) {
                throw Refusals.alternateKey(key.name());
            }
        }
    }

    /// The status the index comes to over these rows.
    public static AlternateKey build(AlternateKey key, Collection<Entity> rows) {
        boolean unique = rows.stream().noneMatch(row -> rows.stream().anyMatch(other -> clash(key, row, other)));
        return key.with(unique ? AlternateKey.Status.ACTIVE : AlternateKey.Status.FAILED);
    }

    // A row that has nothing in any column of the key is outside of it.
    private static boolean clash(AlternateKey key, Entity row, Entity other) {
        boolean keyed = key.columns().stream().anyMatch(column -> row.data().hasNonNull(column));
        return keyed
                && !other.id().equals(row.id())
                && key.columns().stream().allMatch(column -> same(row, other, column));
    }

    private static boolean same(Entity row, Entity other, String column) {
        JsonNode mine = row.data().path(column);
        JsonNode its = other.data().path(column);
        return mine.asText("").equalsIgnoreCase(its.asText(""));
    }
}
