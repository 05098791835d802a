package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.ledger.LedgerRefusal;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// Checks that several entity sets share. Stateless.
public final class Rules {
    private Rules() {}

    /// Refuses a key that another record has.
    ///
    /// @param current the record that is being changed, if it is not a new one
    public static void requireUnique(
            Books books, String table, String property, String value, Optional<Entity> current) {
        boolean taken = books.table(table).all().stream()
                .filter(other ->
                        current.map(own -> !own.id().equals(other.id())).orElse(true))
                .anyMatch(other -> other.text(property).equals(value));
        if (taken) {
            throw duplicate(books, table, value);
        }
    }

    /// The ledger's refusal as the API's (section 5).
    public static Refusal refusal(LedgerRefusal refusal) {
        return switch (refusal.kind()) {
            case RULE -> Refusals.rule(refusal.message());
            case FIELD -> Refusals.validation(refusal.message());
            case RECORD_NOT_FOUND -> new Refusal(404, "Internal_RecordNotFound", refusal.message());
            case NOTHING_IN_FILTER -> new Refusal(404, "Internal_DataNotFoundFilter", refusal.message());
        };
    }

    /// The refusal of a duplicate key.
    public static Refusal duplicate(Books books, String table, String value) {
        return new Refusal(
                books.on(Switch.DUPLICATE_KEY_IS_409) ? 409 : 400,
                "Internal_EntityWithSameKeyExists",
                "The record in table " + table + " already exists. Identification fields and values: '" + value + "'");
    }

    /// Makes a pair of id and code agree: whichever was sent names the record, the other follows. A blank one clears
    /// both.
    ///
    /// @param data the record as it will be stored
    /// @param sent what the payload holds
    /// @param pair the names of the two properties, of the table and of the table's key
    public static void agree(Books books, ObjectNode data, ObjectNode sent, Pair pair) {
        String id = sent.path(pair.idProperty()).asText("");
        String code = sent.path(pair.codeProperty()).asText("");
        if (sent.has(pair.idProperty()) && !id.equals(Property.BLANK_GUID)) {
            Entity found = books.table(pair.table())
                    .get(UUID.fromString(id))
                    .orElseThrow(() -> noMatch(pair.idProperty(), pair.entity()));
            boolean contradicted = !code.isEmpty() && !code.equals(found.text(pair.key()));
            if (contradicted) {
                throw Refusals.rule(
                        "The " + pair.entity() + " values do not match to a specific " + pair.entity() + ".");
            }
            put(data, pair, found);
        } else if (!code.isEmpty()) {
            put(
                    data,
                    pair,
                    books.first(pair.table(), pair.key(), code)
                            .orElseThrow(() -> noMatch(pair.codeProperty(), pair.entity())));
        } else if (sent.has(pair.idProperty()) || sent.has(pair.codeProperty())) {
            data.put(pair.idProperty(), Property.BLANK_GUID).put(pair.codeProperty(), "");
        }
    }

    /// A reference by id and by code.
    public record Pair(String idProperty, String codeProperty, String table, String key, String entity) {}

    private static void put(ObjectNode data, Pair pair, Entity found) {
        data.put(pair.idProperty(), found.id().toString()).put(pair.codeProperty(), found.text(pair.key()));
    }

    /// Refuses an id that is not in the related table.
    public static void requireReference(Books books, ObjectNode sent, String property, String table, String entity) {
        String id = sent.path(property).asText("");
        boolean dangling = !id.isEmpty()
                && !id.equals(Property.BLANK_GUID)
                && books.table(table).get(UUID.fromString(id)).isEmpty();
        if (dangling) {
            throw noMatch(property, entity);
        }
    }

    /// The refusal of a value that names nothing.
    public static Refusal noMatch(String property, String entity) {
        return Refusals.rule("The \"" + property + "\" does not match to a " + entity + ".");
    }
}
