package org.tieout.cli.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingReader;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData.Creates;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.mapping.Proposals.Held;
import org.tieout.cli.running.DataOption;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.FlowConfig;
import org.tieout.event.MappingEntry;
import org.tieout.event.Parked;
import org.tieout.event.SourceKind;
import org.tieout.mapper.CompanyLists;
import org.tieout.mapper.MappingRows;
import org.tieout.schemas.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tieout mapping suggest`: rows that could free what is parked, most first.
@Command(
        name = "suggest",
        header = "Proposes mapping rows for what is parked.",
        description = {
            "",
            "For each missing key: how many settlements and orders wait for it, a row that may serve, and why. The "
                    + "output is CSV with comments, as mapping files are. Read each row before you paste it: names that are "
                    + "alike need not be the same. Nothing is applied."
        },
        footer = {
            "",
            "Examples:",
            "  tieout mapping suggest",
            "  tieout mapping suggest > proposed.csv",
            "",
            "Exit codes: 0 nothing waits for a mapping, 1 something does, 2 not running."
        })
final class SuggestCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = MappingReader.COLUMNS.subList(0, 9);

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var system = data.system();
        Logs.toFile(system.data(), "mapping-suggest");
        try (var reader = TopicReader.of(system.kafka())) {
            var held = heldByFlow(reader);
            if (held.isEmpty()) {
                console.line("# Nothing waits for a mapping.");
                return ExitCode.OK.code();
            }
            var flows = reader.table(Topics.CONFIG_FLOWS, FlowConfig.class);
            var entries = reader.table(Topics.CONFIG_MAPPINGS, MappingEntry.class);
            var lists = LedgerLists.read(reader);
            held.forEach((flow, waiting) -> {
                var configured = flows.get(flow);
                var ledger = configured == null
                        ? lists.of("", new Creates(false, true))
                        : lists.of(configured.getTargetConnection(), CompanyLists.creates(configured));
                print(
                        console,
                        flow,
                        Proposals.of(waiting, Mappings.of(MappingRows.of(flow, entries.values())), ledger));
            });
        }
        return ExitCode.NEEDS_A_PERSON.code();
    }

    private static Map<String, List<Held>> heldByFlow(TopicReader reader) {
        var held = new TreeMap<String, List<Held>>();
        for (var parked : reader.table(Topics.POSTING_PARKED, Parked.class).values()) {
            if (!parked.getMissing().isEmpty()) {
                held.computeIfAbsent(parked.getFlow(), flow -> new ArrayList<>())
                        .add(new Held(parked.getSourceKind() == SourceKind.SETTLEMENT, parked.getMissing()));
            }
        }
        return held;
    }

    static void print(Console console, String flow, List<Proposal> proposals) {
        console.line("# Flow " + flow + ": proposals for what is parked, those that free most first.");
        console.line(String.join(",", COLUMNS));
        for (var proposal : proposals) {
            console.line("# " + proposal.key() + ": " + proposal.settlements() + " settlements and " + proposal.orders()
                    + " orders wait, " + proposal.alone() + " of them for nothing else");
            console.line("# " + (proposal.row().isPresent() ? "" : "no proposal: ") + proposal.reason());
            proposal.row().ifPresent(row -> console.line(MappingCsv.line(row, COLUMNS)));
        }
    }
}
