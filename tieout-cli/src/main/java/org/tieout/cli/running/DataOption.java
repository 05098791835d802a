package org.tieout.cli.running;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.demo.DemoCommand;
import picocli.CommandLine.Option;

/// The option `--data DIR` of commands that look at a running system.
public final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of the running system. Default: .tieout/data, or .tieout/demo when only that runs.")
    private @Nullable Path directory;

    /// The directory named, else the usual one on which something runs.
    public DataDirectory directory() {
        var named = directory;
        return named == null ? usual() : new DataDirectory(named);
    }

    /// What runs there.
    ///
    /// @throws org.tieout.cli.CliException if nothing does
    public RunningSystem system() {
        return RunningSystem.on(directory());
    }

    private static DataDirectory usual() {
        var first = new DataDirectory(Path.of(DataDirectory.DEFAULT));
        return Stream.of(first, new DataDirectory(Path.of(DemoCommand.DEFAULT_DIRECTORY)))
                .map(RunningSystem::find)
                .flatMap(Optional::stream)
                .findFirst()
                .map(RunningSystem::data)
                .orElse(first);
    }
}
