package org.tieout.runtime.sink;

/// What a ledger holds of a posting that may have got through.
public sealed interface Finding {
    /// It stands there, and its amount, customer and date are those commanded.
    record Found(ItemOutcome.Posted posted) implements Finding {}

    /// It does not stand there.
    record Absent() implements Finding {}

    /// Something else stands under its reference; a person has to look.
    record Conflict(String reason, String nextStep) implements Finding {}
}
