package org.tieout.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// One stored record. `data` holds the stored properties by wire name and is never changed in place.
///
/// @param parent the record it is a part of, as a line is of its document
/// @param version counts its changes and makes the ETag
public record Entity(UUID id, Optional<UUID> parent, ObjectNode data, long version, Instant created, Instant modified) {

    /// A new record.
    public static Entity first(UUID id, Optional<UUID> parent, ObjectNode data, Instant now) {
        return new Entity(id, parent, data, 1, now, now);
    }

    /// Its next version.
    public Entity next(ObjectNode changed, Instant now) {
        return new Entity(id, parent, changed, version + 1, created, now);
    }

    /// A stored text, code, id or enumeration member; empty where there is none.
    public String text(String property) {
        return data.path(property).asText("");
    }

    /// A stored id that points somewhere.
    public Optional<UUID> reference(String property) {
        return Optional.of(text(property))
                .filter(value -> !value.isEmpty())
                .map(UUID::fromString)
                .filter(value -> value.getMostSignificantBits() != 0 || value.getLeastSignificantBits() != 0);
    }

    /// A stored amount, quantity or rate; zero where there is none.
    public BigDecimal amount(String property) {
        JsonNode value = data.path(property);
        return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
    }

    /// A stored date other than the blank one.
    public Optional<LocalDate> date(String property) {
        return Optional.of(text(property))
                .filter(value -> !value.isEmpty() && !value.equals("0001-01-01"))
                .map(LocalDate::parse);
    }

    /// A stored flag.
    public boolean flag(String property) {
        return data.path(property).asBoolean(false);
    }
}
