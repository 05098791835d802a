package org.tieout.simulator.dataverse.model;

import java.util.UUID;

/// Who makes a change.
///
/// @param user the `systemuser`
/// @param integration whether orders locked for people are open to it (section 10)
/// @param system whether columns that the system computes may be written, as seeding does
public record Caller(UUID user, boolean integration, boolean system) {
    /// A person or an application user.
    public static Caller user(UUID id) {
        return new Caller(id, false, false);
    }
}
