package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.odata.Guid;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// One entity set of a company. The service has bound what it is given: names are known, values are of their kind,
/// codes are in upper case. Every method may refuse by throwing a [Refusal]; the request is then undone as a whole.
/// What a set does not override it refuses. Not thread-safe: the company guards it.
public interface EntitySet {
    /// What it declares.
    EntityType type();

    /// All records, in order of creation. A set that cannot be read without its parent looks into the filter
    /// (`filter.equalTo("documentId")`) and refuses where it is not named there.
    Collection<Entity> rows(Filter filter);

    /// The parts of a record.
    default Collection<Entity> below(Entity parent) {
        throw Refusals.resourceNotFound(type().set());
    }

    /// The record of this key, flat.
    Optional<Entity> find(String key);

    /// The part of this parent with this key.
    default Optional<Entity> find(Entity parent, String key) {
        return find(key).filter(found -> found.parent().equals(Optional.of(parent.id())));
    }

    /// Creates. `values` are in the order of the payload; parts of a deep insert follow as inserts of their own.
    default Entity insert(Optional<Entity> parent, ObjectNode values) {
        throw Refusals.methodNotAllowed("POST", type().set());
    }

    /// Called after the parts of a deep insert were inserted; the record as it is then.
    default Entity inserted(Entity created) {
        return created;
    }

    /// Changes.
    default Entity modify(Entity current, ObjectNode changes) {
        throw Refusals.methodNotAllowed("PATCH", type().set());
    }

    /// Refuses where the record is not to be changed any more, not even in what hangs below it.
    default void requireChangeable(Entity current) {}

    /// Deletes.
    default void delete(Entity current) {
        throw Refusals.methodNotAllowed("DELETE", type().set());
    }

    /// Runs the bound action `Microsoft.NAV.{name}`; the name comes in lower case.
    default void act(Entity current, String name) {
        throw Refusals.resourceNotFound("Microsoft.NAV." + name);
    }

    /// The content of a stream property, such as a file; nothing where there is no such property.
    default Optional<byte[]> stream(Entity entity, String name) {
        return Optional.empty();
    }

    /// Replaces the content of a stream property.
    default void writeStream(Entity entity, String name, byte[] content) {
        throw Refusals.methodNotAllowed("PATCH", name);
    }

    /// Whether DELETE needs If-Match.
    default boolean deleteNeedsToken() {
        return false;
    }

    /// How the record's key is written in a URL.
    default String key(Entity entity) {
        return entity.id().toString();
    }

    /// The value of a declared property; the stored one unless the set computes it.
    default JsonNode value(Entity entity, Property property) {
        return switch (property.name()) {
            case "id" -> TextNode.valueOf(entity.id().toString());
            case "lastModifiedDateTime" -> TextNode.valueOf(timestamp(entity.modified()));
            default -> {
                JsonNode stored = entity.data().get(property.name());
                yield stored == null || stored.isNull() ? property.blank() : stored;
            }
        };
    }

    /// The id in a key.
    ///
    /// @throws Refusal where it is none
    static UUID id(String key) {
        return Guid.of(key).orElseThrow(() -> Refusals.url("The key '" + key + "' is no GUID."));
    }

    /// A timestamp as the API writes it, with milliseconds.
    static String timestamp(Instant instant) {
        return Timestamps.WRITTEN.format(instant);
    }

    /// Holds the format.
    final class Timestamps {
        private static final DateTimeFormatter WRITTEN =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

        private Timestamps() {}
    }
}
