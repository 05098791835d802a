package org.tieout.cli.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.mapping.MappingCsv.Result;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.running.DataOption;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.FlowConfig;
import org.tieout.mapper.CompanyLists;
import org.tieout.mapper.Policies;
import org.tieout.schemas.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout mapping check FILE`: what is wrong with a mapping file, by itself and for the ledger.
@Command(
        name = "check",
        header = "Checks a mapping file.",
        description = {
            "",
            "Every error names file, row and column. Where a system runs whose sink has read the company's lists, the "
                    + "rows are compared with them: accounts that are missing, inactive or of a type that cannot serve, items, "
                    + "tax codes. Items that the flow has created when they are missing need not be there."
        },
        footer = {
            "",
            "Examples:",
            "  tieout mapping check config/mappings/us-books.csv",
            "  tieout mapping check us-books.yaml --flow us-books",
            "",
            "Exit codes: 0 sound, 1 the ledger cannot serve some rows, 2 the file has errors."
        })
final class CheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A mapping file: CSV, or YAML by its ending.")
    private Path file = Path.of("");

    @Option(
            names = "--flow",
            paramLabel = "F",
            description = "The flow whose company it is compared with. Default: the only one there is.")
    private @Nullable String flow;

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        return switch (MappingFiles.readNamed(file, 1)) {
            case Result.Errors(var errors) -> {
                errors.forEach(error -> console.line(error.toString()));
                yield ExitCode.UNUSABLE.code();
            }
            case Result.Rows(var rows) -> compare(console, rows).code();
        };
    }

    private ExitCode compare(Console console, List<MappingRow> rows) {
        console.line(file + ": " + rows.size() + " rows, no errors.");
        var running = RunningSystem.find(data.directory());
        if (running.isEmpty()) {
            if (flow != null) {
                throw CliException.unusable(
                        "Nothing runs on " + data.directory().root() + ", so flow " + flow
                                + " has no ledger to compare with.",
                        "Start it with `tieout up`, or leave --flow out.");
            }
            console.line("Nothing runs there, so accounts and items were not compared with a ledger.");
            return ExitCode.OK;
        }
        var system = running.get();
        Logs.toFile(system.data(), "mapping-check");
        try (var reader = TopicReader.of(system.kafka())) {
            var chosen = chosen(reader.table(Topics.CONFIG_FLOWS, FlowConfig.class));
            return compare(console, rows, chosen, LedgerLists.read(reader));
        }
    }

    private ExitCode compare(Console console, List<MappingRow> rows, FlowConfig chosen, LedgerLists lists) {
        var target = chosen.getTargetConnection();
        if (!lists.isKnown(target)) {
            console.line(
                    "The lists of company " + target + " were not read yet, so accounts and items were not compared.");
            return ExitCode.OK;
        }
        var comparison = LedgerComparison.of(
                file,
                rows,
                lists.of(target, CompanyLists.creates(chosen)),
                Policies.of(chosen).profile().roles());
        comparison.problems().forEach(console::line);
        comparison.notes().forEach(console::line);
        var count = comparison.problems().size();
        console.line(
                count == 0
                        ? "Company " + target + " has all that the rows name."
                        : "Company " + target + " cannot serve " + count + " of the rows that flow " + chosen.getFlow()
                                + " would use.");
        return count == 0 ? ExitCode.OK : ExitCode.NEEDS_A_PERSON;
    }

    private FlowConfig chosen(Map<String, FlowConfig> flows) {
        var known = String.join(", ", new TreeSet<>(flows.keySet()));
        var named = flow;
        var found = named == null && flows.size() == 1
                ? flows.values().iterator().next()
                : flows.get(named == null ? "" : named);
        if (found == null) {
            throw CliException.unusable(
                    named == null
                            ? "There are several flows, or none: " + known + "."
                            : "There is no flow " + named + ".",
                    known.isEmpty()
                            ? "Bring one in with `tieout apply`."
                            : "Name one of them with --flow: " + known + ".");
        }
        return found;
    }
}
