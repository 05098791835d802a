package org.tieout.cli;

/// What a command reports to its caller. The same for every command.
public enum ExitCode {
    /// All is well.
    OK(0),
    /// It was done, and something needs a person: a settlement does not tie out, a posting was refused.
    NEEDS_A_PERSON(1),
    /// It could not be done: wrong usage, unreadable input, no running system.
    UNUSABLE(2),
    /// A defect of the program.
    DEFECT(70);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /// The number.
    public int code() {
        return code;
    }
}
