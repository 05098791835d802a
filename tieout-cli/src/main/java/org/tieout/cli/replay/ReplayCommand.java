package org.tieout.cli.replay;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.OutputFormat;
import org.tieout.cli.request.RequestTalk;
import org.tieout.cli.running.DataOption;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.schemas.Replay;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout replay`: plans again, under the mapping and the report of now, what is posted; shows what differs, document
/// by document; and with `--repost` has it corrected. Without `--repost` nothing is ever posted.
@Command(
        name = "replay",
        header = "Plans again what is posted; shows and corrects what differs.",
        description = {
            "",
            "Use it after a mapping changed that was already posted with, or when Amazon reissued a report. What is "
                    + "posted and what is planned now are shown side by side. With --repost, corrections are posted: a "
                    + "journal that moves the difference where money has settled the document, its reversal and a new "
                    + "revision elsewhere. The document that matches the bank line is never touched. Repeating it "
                    + "changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  tieout replay 25889786381",
            "  tieout replay 25889786381 --repost",
            "  tieout replay --order 111-0000000-0000001 --flow us-books",
            "  tieout replay --from 2026-07-01 --to 2026-07-31",
            "",
            "Exit codes: 0 nothing differs, or the corrections are commanded; 1 something differs, or a person must "
                    + "decide; 2 not running, unknown, or no answer in time."
        })
public final class ReplayCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "A settlement id.")
    private @Nullable String settlement;

    @Option(names = "--order", paramLabel = "ID", description = "An order instead of a settlement.")
    private @Nullable String order;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Settlements paid out, and orders shipped, from that day.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "To that day, included.")
    private @Nullable LocalDate to;

    @Option(names = "--flow", paramLabel = "FLOW", description = "In this flow alone; otherwise in every flow.")
    private @Nullable String flow;

    @Option(names = "--diff", description = "Only show what differs. This is the default.")
    private boolean diff;

    @Option(names = "--repost", description = "Post the corrections.")
    private boolean repost;

    @Option(names = "--format", description = "TABLE or JSON (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
    private int patience = 60;

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var subject = subject();
        if (diff && repost) {
            throw CliException.unusable("--diff posts nothing and --repost does.", "Give one of them.");
        }
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var console = format == OutputFormat.JSON
                ? Console.forPrograms(commandLine.getOut(), commandLine.getErr())
                : Console.forPeople(commandLine.getOut());
        var system = data.system();
        Logs.toFile(system.data(), "replay");
        var answers = new RequestTalk(system, console, Replay.REQUEST, Set.of(Replay.DONE))
                .ask(
                        flows -> requests(RequestTalk.named(flows, flow), subject),
                        "to plan " + subject.words() + " again",
                        Duration.ofSeconds(patience));
        var report = ReplayReport.of(answers, repost);
        if (report.subjects() == 0) {
            throw CliException.unusable(
                    "Nothing posted is known of " + subject.words() + (flow == null ? "." : " in flow " + flow + "."),
                    "`tieout status` lists what is posted. What is parked or never came is not replayed.");
        }
        switch (format) {
            case TABLE -> report.print(console);
            case JSON -> console.line(report.json());
        }
        return report.needsAPerson() ? ExitCode.NEEDS_A_PERSON.code() : ExitCode.OK.code();
    }

    private List<OperatorRequest> requests(List<FlowConfig> flows, ReplaySubject subject) {
        var attributes = new HashMap<>(subject.attributes());
        attributes.put(Replay.REPOST, Boolean.toString(repost));
        return flows.stream()
                .map(asked -> RequestTalk.request(asked, Replay.KIND, subject.key(), attributes))
                .toList();
    }

    private ReplaySubject subject() {
        var given = (settlement == null ? 0 : 1) + (order == null ? 0 : 1) + (from == null && to == null ? 0 : 1);
        if (given != 1) {
            throw CliException.unusable(
                    "Name one of: a settlement id, --order ID, --from DATE --to DATE.", "See `tieout replay --help`.");
        }
        if (settlement != null) {
            return new ReplaySubject.Settlement(settlement);
        }
        if (order != null) {
            return new ReplaySubject.Order(order);
        }
        if (from == null || to == null || from.isAfter(to)) {
            throw CliException.unusable(
                    "A range has a first and a last day, in this order.", "Give --from DATE --to DATE.");
        }
        return new ReplaySubject.Range(from, to);
    }
}
