package org.tieout.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.Amounts;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.OutputFormat;
import org.tieout.cli.TextTable;
import org.tieout.cli.running.DataOption;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.status.SettlementTable;
import org.tieout.schemas.Replay;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout audit`: the whole story of a record, from source row to document number. [Story] documents the JSON.
@Command(
        name = "audit",
        header = "Tells the whole story of an order, a settlement, a deal or a document.",
        description = {
            "",
            "Every version and row that was read, with its topic, partition and offset; the documents it became and by "
                    + "which version of the mapping; every attempt with its request id; the ledger's answer, id and "
                    + "number; what was read back; the settlements it is part of and their proof. Oldest first."
        },
        footer = {
            "",
            "Examples:",
            "  tieout audit 111-1234567-1234567        an order",
            "  tieout audit 25889786381                a settlement",
            "  tieout audit ORD-01002-D73GPH           a deal, by the number or the GUID of one of its records",
            "  tieout audit us-books/settlement/25889786381/deposit-1/r1 --format json"
        })
public final class AuditCommand implements Callable<Integer> {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int HASH_SHOWN = 12;

    @Parameters(paramLabel = "ID", description = "Order id, settlement id, deal, posting id or document number.")
    private String id = "";

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--rows", description = "List every row of a settlement, not their groups alone.")
    private boolean rows;

    @Option(names = "--format", defaultValue = "table", description = "One of: ${COMPLETION-CANDIDATES}.")
    private OutputFormat format = OutputFormat.TABLE;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        try (var topics = TopicReader.of(data.system().kafka())) {
            var story = StoryReader.read(topics, id, rows);
            switch (format) {
                case TABLE -> print(console, story);
                case JSON -> console.line(json(story));
            }
        }
        return ExitCode.OK.code();
    }

    private static String json(Story story) {
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(story);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(Console console, Story story) {
        console.line(story.kind() + " " + story.id());
        console.line("");
        for (var entry : story.entries()) {
            console.line(entry.at() + "  " + entry.step() + ": " + entry.text());
            entry.details().forEach(detail -> console.line("    " + detail));
            console.line("    " + entry.topic() + "-" + entry.partition() + "@" + entry.offset()
                    + entry.facts().entrySet().stream()
                            .filter(fact -> !fact.getKey().equals(Replay.DIFFERENCE)) // The text above says it.
                            .map(fact -> ", " + fact.getKey() + "=" + shortened(fact.getValue()))
                            .collect(Collectors.joining()));
        }
        groups(console, story);
        postings(console, story);
        story.parked().forEach(held -> {
            console.line("");
            console.line("Parked since " + held.since() + ": " + held.reason());
            console.line("  " + held.nextStep());
        });
        if (!story.settlements().isEmpty()) {
            console.line("");
            console.line("Settlements it is part of:");
            SettlementTable.print(console, story.settlements());
            SettlementTable.printDifferences(console, story.settlements(), story.id());
        }
    }

    /// A person compares hashes by their beginning; programs have them whole.
    private static String shortened(String fact) {
        return HASH.matcher(fact).matches() ? fact.substring(0, HASH_SHOWN) + "…" : fact;
    }

    private static void groups(Console console, Story story) {
        if (story.rowGroups().isEmpty()) {
            return;
        }
        console.line("");
        console.line("Rows of the settlement's file (--rows lists each):");
        var table = new TextTable("transaction type|amount type|amount description", ">rows", ">from", ">to", ">sum");
        story.rowGroups()
                .forEach(group -> table.row(
                        group.type(),
                        Integer.toString(group.rows()),
                        Integer.toString(group.firstRow()),
                        Integer.toString(group.lastRow()),
                        Amounts.readable(group.sum())));
        table.print(console);
    }

    private static void postings(Console console, Story story) {
        if (story.postings().isEmpty()) {
            return;
        }
        console.line("");
        console.line("Documents:");
        var table = new TextTable("kind", "reference", "state", ">attempts", "in the ledger", "posting");
        story.postings()
                .forEach(posting -> table.row(
                        posting.kind(),
                        posting.reference(),
                        Objects.requireNonNullElse(posting.status(), "commanded"),
                        Integer.toString(posting.attempts()),
                        posting.vendorId() == null
                                ? Objects.requireNonNullElse(posting.reason(), "–")
                                : posting.vendorType() + " " + posting.vendorId()
                                        + (posting.vendorNumber() == null ? "" : " no. " + posting.vendorNumber()),
                        posting.postingId()));
        table.print(console);
    }
}
