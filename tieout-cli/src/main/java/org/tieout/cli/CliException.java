package org.tieout.cli;

/// A failure that a person can do something about. The message says what is wrong and where; the next step says
/// what to do. It is printed without a stack trace.
public final class CliException extends RuntimeException {

    private final ExitCode exitCode;
    private final String nextStep;

    /// A failure.
    ///
    /// @param exitCode what the process reports
    /// @param message what is wrong, and where
    /// @param nextStep what to do next; empty when the message says it
    public CliException(ExitCode exitCode, String message, String nextStep) {
        super(message);
        this.exitCode = exitCode;
        this.nextStep = nextStep;
    }

    /// The same with the exception behind it, which `--debug` shows.
    public CliException(ExitCode exitCode, String message, String nextStep, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.nextStep = nextStep;
    }

    /// Input, configuration or system that cannot be read.
    public static CliException unusable(String message, String nextStep) {
        return new CliException(ExitCode.UNUSABLE, message, nextStep);
    }

    /// What the process reports.
    public ExitCode exitCode() {
        return exitCode;
    }

    /// What to do next; empty when the message says it.
    public String nextStep() {
        return nextStep;
    }
}
