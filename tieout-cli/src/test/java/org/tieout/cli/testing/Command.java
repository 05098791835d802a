package org.tieout.cli.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.tieout.cli.Main;

/// A `tieout` command run in this JVM.
///
/// @param exitCode what it reported
/// @param out its standard output
/// @param err its standard error
public record Command(int exitCode, String out, String err) {

    /// Runs it to its end.
    public static Command run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Command(exitCode, out.toString(), err.toString());
    }
}
