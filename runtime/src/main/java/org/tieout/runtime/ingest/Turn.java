package org.tieout.runtime.ingest;

import java.time.Duration;

/// How a feed left off.
///
/// @param state how it is
/// @param in when to call it again
/// @param reason why it waits, in a sentence; empty when all is well
public record Turn(State state, Duration in, String reason) {

    /// How a feed is.
    public enum State {
        /// Reads, or has read everything there is.
        READING,
        /// Waits for something that passes by itself: a quota, an outage, another feed.
        WAITING,
        /// Waits for a person.
        PAUSED
    }

    /// There is more: go on at once.
    public static Turn again() {
        return new Turn(State.READING, Duration.ZERO, "");
    }

    /// Everything is read; look again later.
    public static Turn idle(Duration in) {
        return new Turn(State.READING, in, "");
    }

    /// Something that passes stands in the way.
    public static Turn waiting(Duration in, String reason) {
        return new Turn(State.WAITING, in, reason);
    }

    /// A person is needed; see whether they have been.
    public static Turn paused(Duration in, String reason) {
        return new Turn(State.PAUSED, in, reason);
    }
}
