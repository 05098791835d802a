package org.tieout.cli;

/// How a command prints its result.
public enum OutputFormat {
    /// For people.
    TABLE,
    /// For programs.
    JSON
}
