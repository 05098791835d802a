package org.tieout.cli.apply;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.running.DataOption;
import org.tieout.runtime.secret.MasterKey;
import org.tieout.runtime.secret.TopicSecretStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tieout apply`: brings changed configuration and mappings into a running system, without a restart.
@Command(
        name = "apply",
        header = "Brings changed configuration and mappings into the running system.",
        description = {
            "",
            "Reads tieout.yaml and the mapping tables it names, checks everything, and then writes what changed. "
                    + "With any error nothing is written; each error names file, row and column. Secrets are read from "
                    + "the environment variables and files that tieout.yaml names, and are kept encrypted. What was "
                    + "parked for want of a mapping goes on by itself."
        },
        footer = {"", "Examples:", "  tieout apply", "  tieout apply -f config --data /srv/tieout"})
public final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE|DIR",
            description = "tieout.yaml or its directory. Default: config in the data directory.")
    private @Nullable Path file;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var system = data.system();
        Logs.toFile(system.data(), "apply");
        var directory = directory(system.data().config());
        var clock = Clock.systemUTC();
        try (var secrets = TopicSecretStore.open(
                system.kafka(), MasterKey.open(system.data().root()), clock)) {
            var changes = new Applier(system.kafka(), secrets, System.getenv(), clock).apply(directory);
            report(console, directory, changes);
        }
        return ExitCode.OK.code();
    }

    private static void report(Console console, Path directory, List<String> changes) {
        if (changes.isEmpty()) {
            console.line("Nothing changed: the system already runs with " + directory + ".");
        } else {
            console.line("Applied " + directory + ":");
            changes.forEach(change -> console.line("  " + change));
        }
    }

    private Path directory(Path usual) {
        var named = file;
        if (named == null) {
            return usual;
        }
        if (Files.isDirectory(named)) {
            return named.toAbsolutePath().normalize();
        }
        var parent = named.toAbsolutePath().normalize().getParent();
        if (!named.endsWith("tieout.yaml") || parent == null) {
            throw CliException.unusable(
                    named + " is neither a directory nor a tieout.yaml.",
                    "Name tieout.yaml or its directory; the mapping tables are found through it.");
        }
        return parent;
    }
}
