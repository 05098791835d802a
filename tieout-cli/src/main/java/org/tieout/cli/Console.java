package org.tieout.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Where commands talk to a person: results on standard output, progress on the same or, for commands whose
/// output is for programs, on standard error. Progress lines carry the time since the command began.
/// Thread-safe.
public final class Console {

    private final PrintWriter out;
    private final PrintWriter progress;
    private final long begun = System.nanoTime();

    private Console(PrintWriter out, PrintWriter progress) {
        this.out = out;
        this.progress = progress;
    }

    /// Results and progress together, as a person reads them.
    public static Console forPeople(PrintWriter out) {
        return new Console(out, out);
    }

    /// Results alone on standard output.
    public static Console forPrograms(PrintWriter out, PrintWriter err) {
        return new Console(out, err);
    }

    /// A line of the result; an empty one separates.
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /// A step of long work, with the time since the beginning.
    public void progress(String text) {
        progress.printf(Locale.ROOT, "%7.1f s  %s%n", elapsed().toMillis() / 1000.0, text);
        progress.flush();
    }

    /// The time since the command began.
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
