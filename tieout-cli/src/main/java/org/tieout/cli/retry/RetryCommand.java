package org.tieout.cli.retry;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.request.Named;
import org.tieout.cli.request.Requests;
import org.tieout.cli.running.DataOption;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.schemas.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tieout retry`: has refused postings tried again, once their cause is mended. Asking twice posts nothing
/// twice: the
/// posting keeps its id, and one that is posted already is left alone.
@Command(
        name = "retry",
        header = "Has refused postings tried again.",
        description = {
            "",
            "A posting that the ledger refused waits until its cause is mended there, for example an account that was "
                    + "made inactive. `tieout status` lists what is refused and why. Then name the posting, or the "
                    + "order, settlement or deal behind it."
        },
        footer = {
            "",
            "Examples:",
            "  tieout retry 25889786381",
            "  tieout retry us-books/settlement/25889786381/deposit/r1",
            "",
            "Exit codes: 0 asked for, 1 nothing of that id is refused, 2 not running."
        })
public final class RetryCommand implements Callable<Integer> {

    private static final String RETRY = "RETRY";

    @Parameters(paramLabel = "ID", description = "A posting id, an order id, a settlement id or a deal.")
    private String subject = "";

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var system = data.system();
        Logs.toFile(system.data(), "retry");
        var refused = refused(system);
        if (refused.isEmpty()) {
            console.line("Nothing of " + subject + " is refused. See `tieout status` for what is.");
            return ExitCode.NEEDS_A_PERSON.code();
        }
        Requests.send(system, refused.stream().map(RetryCommand::request).toList());
        refused.forEach(posting ->
                console.line("asked to try again: " + posting.getPostingId() + " (" + posting.getReason() + ")"));
        return ExitCode.OK.code();
    }

    private List<PostingState> refused(RunningSystem system) {
        try (var reader = TopicReader.of(system.kafka())) {
            return Target.all().stream()
                    .flatMap(target -> reader.table(target.state(), PostingState.class).values().stream())
                    .filter(state -> state.getStatus() == PostingStatus.REFUSED)
                    .filter(state -> Named.isMeant(subject, state))
                    .toList();
        }
    }

    private static OperatorRequest request(PostingState posting) {
        return OperatorRequest.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(RETRY)
                .setFlow(posting.getFlow())
                .setConnection(posting.getSourceConnection())
                .setSubject(posting.getPostingId())
                .setAt(Clock.systemUTC().instant())
                .build();
    }
}
