package org.tieout.simulator.qbo.ledger;

import org.tieout.simulator.qbo.schema.EntityType;

/// Names a stored object: an id alone is not unique across entity types.
public record DocumentKey(EntityType type, String id) {
    @Override
    public String toString() {
        return type.apiName() + " " + id;
    }
}
