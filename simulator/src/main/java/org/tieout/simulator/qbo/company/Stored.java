package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.tieout.simulator.qbo.ledger.DocumentKey;

/// One version of a stored object. `data` holds the writable properties and the computed totals; it is never
/// changed
/// after
/// storing, a new version is stored instead.
record Stored(DocumentKey key, long syncToken, ObjectNode data, Instant created, Instant updated, Life life) {

    /// What became of it.
    enum Life {
        LIVE,
        VOIDED,
        DELETED
    }

    boolean deleted() {
        return life == Life.DELETED;
    }

    boolean active() {
        return !deleted() && data.path("Active").asBoolean(true);
    }

    Stored next(ObjectNode changed, Life becomes, Instant at) {
        return new Stored(key, syncToken + 1, changed, created, at, becomes);
    }
}
