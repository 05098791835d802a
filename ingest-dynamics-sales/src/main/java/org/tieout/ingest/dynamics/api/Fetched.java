package org.tieout.ingest.dynamics.api;

import org.tieout.runtime.http.Answer;

/// What a reading call brought.
///
/// @param <T> the operation's answer
public sealed interface Fetched<T> {

    /// The answer.
    record Got<T>(T value) implements Fetched<T> {}

    /// Nothing; never an accepted answer. Reading calls may be repeated, whatever it says.
    record Failed<T>(Answer answer) implements Fetched<T> {}
}
