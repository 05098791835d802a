package org.tieout.cli.importing;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.running.DataOption;
import org.tieout.cli.running.RunningSystem;
import org.tieout.ingest.amazon.report.SettlementEmitter;
import org.tieout.ingest.amazon.report.SettlementImport;
import org.tieout.ingest.amazon.settlement.UnreadableReport;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout import`: feeds a settlement file in by hand.
@Command(
        name = "import",
        header = "Feeds a settlement file into a flow by hand.",
        description = {
            "",
            "Takes a V2 or V1 flat file as Seller Central offers it for download, gzip or not, without API credentials. "
                    + "It yields the same records as a file that was fetched; a settlement that was read already "
                    + "is not read twice."
        },
        footer = {"", "Example:", "  tieout import 25889786381.txt --flow us-books"})
public final class ImportCommand implements Callable<Integer> {

    private static final String AMAZON = "amazon";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HASH_SHOWN = 12;
    private static final int PROBLEMS_SHOWN = 20;

    @Parameters(paramLabel = "FILE", description = "The settlement file.")
    private Path file = Path.of("");

    @Option(names = "--flow", paramLabel = "F", required = true, description = "The flow it belongs to.")
    private String flow = "";

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var system = data.system();
        Logs.toFile(system.data(), "import");
        var results = run(system);
        results.forEach(result -> console.line(describe(result)));
        results.stream()
                .filter(SettlementEmitter.Result.Held.class::isInstance)
                .map(SettlementEmitter.Result.Held.class::cast)
                .forEach(held -> problems(console, held));
        var held = results.stream().anyMatch(SettlementEmitter.Result.Held.class::isInstance);
        return (held ? ExitCode.NEEDS_A_PERSON : ExitCode.OK).code();
    }

    private List<SettlementEmitter.Result> run(RunningSystem system) {
        try (var config = ConfigView.follow(system.kafka()).awaitReady(PATIENCE)) {
            return SettlementImport.run(file, source(config), system.kafka(), Clock.systemUTC());
        } catch (UnreadableReport e) {
            throw new CliException(ExitCode.UNUSABLE, String.valueOf(e.getMessage()), "Nothing of it was taken.", e);
        } catch (NoSuchFileException e) {
            throw new CliException(ExitCode.UNUSABLE, file + " does not exist.", "Name a settlement file.", e);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNUSABLE, file + " cannot be read: " + e.getMessage(), "Check the file.", e);
        }
    }

    private Connection source(ConfigView config) {
        var named = config.flow(flow)
                .orElseThrow(() -> CliException.unusable(
                        "There is no flow '" + flow + "'.",
                        "Flows are: " + config.flows().stream().map(Flow::name).collect(Collectors.joining(", "))
                                + "."));
        return config.connection(named.source())
                .filter(connection -> connection.vendor().equals(AMAZON))
                .orElseThrow(() -> CliException.unusable(
                        "Flow " + flow + " does not read from an Amazon connection.", "Name another with --flow."));
    }

    private static String describe(SettlementEmitter.Result result) {
        return switch (result) {
            case SettlementEmitter.Result.Emitted(var id, var hash, var lines) ->
                "settlement " + id + ": read, " + lines + " amounts, content " + hash.substring(0, HASH_SHOWN)
                        + ". See `tieout audit " + id + "`.";
            case SettlementEmitter.Result.Known(var id, var hash) ->
                "settlement " + id + ": was read before with the same content " + hash.substring(0, HASH_SHOWN)
                        + "; nothing to do.";
            case SettlementEmitter.Result.Held(var id, var problems) ->
                (id.isEmpty() ? "the file" : "settlement " + id) + ": not taken, " + problems.size() + " problems.";
        };
    }

    private static void problems(Console console, SettlementEmitter.Result.Held held) {
        held.problems().stream().limit(PROBLEMS_SHOWN).forEach(problem -> console.line("  " + problem));
        if (held.problems().size() > PROBLEMS_SHOWN) {
            console.line("  … and " + (held.problems().size() - PROBLEMS_SHOWN) + " more");
        }
    }
}
