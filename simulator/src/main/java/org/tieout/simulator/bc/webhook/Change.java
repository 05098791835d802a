package org.tieout.simulator.bc.webhook;

import java.time.Instant;
import java.util.UUID;

/// A change of one record that a subscriber is to hear of.
record Change(UUID id, Kind kind, Instant at) {
    /// What happened, as it is written in a notification.
    enum Kind {
        CREATED("created"),
        UPDATED("updated"),
        DELETED("deleted");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }
}
