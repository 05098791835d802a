package org.tieout.runtime.sink;

/// A command made ready for its ledger.
public sealed interface Prepared {
    /// What will be sent for this posting, byte for byte.
    record Body(String body) implements Prepared {}

    /// It cannot be posted as it is; nothing was sent.
    ///
    /// @param code what a program can tell it by
    /// @param reason what is wrong
    /// @param nextStep what a person can do about it
    record Unpostable(String code, String reason, String nextStep) implements Prepared {}
}
