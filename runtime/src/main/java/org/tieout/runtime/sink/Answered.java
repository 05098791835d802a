package org.tieout.runtime.sink;

import java.time.Duration;
import java.util.Optional;

/// What came of asking a ledger something that changes nothing.
///
/// @param <T> what was asked for
public sealed interface Answered<T> {
    /// The answer.
    record Heard<T>(T value) implements Answered<T> {}

    /// No answer now; ask again later, not before `retryAfter` where the ledger named one.
    record NotNow<T>(String reason, Optional<Duration> retryAfter) implements Answered<T> {}

    /// No answer until a person has done something.
    record Stopped<T>(String reason, String nextStep) implements Answered<T> {}
}
