package org.tieout.simulator.bc.odata;

import java.util.Optional;

/// Finds entity sets by name.
@FunctionalInterface
public interface Sets {
    /// The set of this name.
    Optional<EntitySet> set(String name);
}
