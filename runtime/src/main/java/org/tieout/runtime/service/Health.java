package org.tieout.runtime.service;

import java.util.Map;

/// How a service is, for people and probes.
///
/// @param state the state
/// @param reason why, in a sentence; empty when all is well
/// @param parts how its parts are, by name, for example one line for each connection
public record Health(State state, String reason, Map<String, String> parts) {

    /// The states, and no others.
    public enum State {
        /// Does its work.
        UP,
        /// Gets ready.
        STARTING,
        /// Waits for a person; the alert says what to do. Other connections go on.
        PAUSED,
        /// Does not work.
        DOWN
    }

    public Health {
        parts = Map.copyOf(parts);
    }

    /// All is well.
    public static Health up() {
        return new Health(State.UP, "", Map.of());
    }

    /// Gets ready.
    public static Health starting(String what) {
        return new Health(State.STARTING, what, Map.of());
    }

    /// Waits for a person.
    public static Health paused(String reason) {
        return new Health(State.PAUSED, reason, Map.of());
    }

    /// Does not work.
    public static Health down(String reason) {
        return new Health(State.DOWN, reason, Map.of());
    }

    /// The same with its parts.
    public Health with(Map<String, String> shown) {
        return new Health(state, reason, shown);
    }
}
