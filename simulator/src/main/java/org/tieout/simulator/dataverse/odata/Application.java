package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.state.Entity;

/// The rules behind the API. Bodies are bound before they come here; every method may refuse by throwing.
public interface Application {
    /// A new row.
    Entity create(TableType type, UUID id, ObjectNode values, Caller caller);

    /// A changed row.
    Entity update(TableType type, Entity current, ObjectNode changes, Caller caller);

    /// A row less.
    void delete(TableType type, Entity current, Caller caller);

    /// Whether there is an unbound action of this name.
    boolean knows(String action);

    /// Runs an unbound action.
    ///
    /// @return the row it made, where it answers with one
    Optional<Made> run(String action, JsonNode body, Caller caller);

    /// A row with its table.
    record Made(TableType type, Entity row) {}
}
