package org.tieout.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.OutputFormat;
import org.tieout.cli.TextTable;
import org.tieout.cli.running.DataOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tieout status`: where everything stands, and what needs a person. [StatusReport] documents the JSON.
@Command(
        name = "status",
        header = "Shows where settlements and postings stand, and what needs a person.",
        description = {
            "",
            "Reads the running system's topics to their end. Exit code 0: nothing needs a person. 1: something does. "
                    + "2: nothing runs, or it cannot be read."
        },
        footer = {
            "",
            "Examples:",
            "  tieout status",
            "  tieout status --format json | jq '.settlements[] | select(.state != \"tied-out\")'"
        })
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--format", defaultValue = "table", description = "One of: ${COMPLETION-CANDIDATES}.")
    private OutputFormat format = OutputFormat.TABLE;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var report = StatusReader.read(data.system());
        switch (format) {
            case TABLE -> print(console, report);
            case JSON -> console.line(json(report));
        }
        return (report.needsAPerson().isEmpty() ? ExitCode.OK : ExitCode.NEEDS_A_PERSON).code();
    }

    private static String json(StatusReport report) {
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(Console console, StatusReport report) {
        if (report.settlements().isEmpty()) {
            console.line("No settlement has arrived yet.");
        } else {
            SettlementTable.print(console, report.settlements());
            SettlementTable.printDifferences(console, report.settlements());
        }
        parked(console, report);
        postings(console, report);
        alerts(console, report);
        services(console, report);
        console.line("");
        console.line(
                switch (report.needsAPerson().size()) {
                    case 0 -> "Nothing needs a person.";
                    case 1 -> "1 thing needs a person:";
                    default -> report.needsAPerson().size() + " things need a person:";
                });
        report.needsAPerson().forEach(sentence -> console.line("  " + sentence));
    }

    private static void parked(Console console, StatusReport report) {
        if (!report.parked().isEmpty()) {
            console.line("");
            console.line("Parked:");
            report.parked().forEach(held -> {
                console.line("  " + held.kind() + " " + held.sourceId() + " (" + held.flow() + ", since " + held.since()
                        + "): " + held.reason());
                if (held.suggestion() != null) {
                    console.line("    may fit: " + held.suggestion());
                }
                console.line("    " + held.nextStep());
            });
        }
    }

    private static void postings(Console console, StatusReport report) {
        var postings = report.postings();
        console.line("");
        console.line("Postings: " + postings.posted() + " posted, " + postings.queued() + " queued, "
                + postings.waiting() + " waiting, " + postings.attempted() + " attempted, " + postings.uncertain()
                + " uncertain, " + postings.refused() + " refused, " + postings.paused() + " paused");
        postings.open().forEach(posting -> {
            console.line("  " + posting.status() + ": " + posting.postingId() + " (" + posting.reference() + ", "
                    + posting.attempts() + " attempts)" + (posting.reason() == null ? "" : ": " + posting.reason()));
            console.line("    " + posting.nextStep());
        });
    }

    private static void alerts(Console console, StatusReport report) {
        if (!report.alerts().isEmpty()) {
            console.line("");
            console.line("Alerts:");
            report.alerts().forEach(alert -> {
                console.line("  " + alert.at() + "  " + alert.subject() + ": " + alert.message());
                console.line("    " + alert.nextStep());
            });
        }
    }

    private static void services(Console console, StatusReport report) {
        console.line("");
        var table = new TextTable("service", "state", "pid", "");
        report.services()
                .forEach(service ->
                        table.row(service.name(), service.state(), Long.toString(service.pid()), service.reason()));
        table.print(console);
    }
}
