package org.tieout.cli.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.OutputFormat;
import org.tieout.cli.request.RequestTalk;
import org.tieout.cli.running.DataOption;
import org.tieout.event.AuditRecord;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.schemas.Booking;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// What every entry is asked for with, and how the answer is told.
final class BookingOptions {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> WORDS = Set.of(Booking.SHOWN, Booking.BOOKED, Booking.NOTHING, Booking.REFUSED);

    @Option(
            names = "--flow",
            paramLabel = "FLOW",
            description = "The flow whose books it belongs to; not needed while there is only one.")
    private @Nullable String flow;

    @Option(names = "--post", description = "Post the entry; otherwise it is only shown.")
    private boolean post;

    @Option(names = "--format", description = "TABLE or JSON (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
    private int patience = 60;

    @Mixin
    private DataOption data = new DataOption();

    /// Asks and tells; the exit code.
    int ask(CommandSpec spec, String entry, String subject, Map<String, String> attributes) {
        var commandLine = spec.commandLine();
        var console = format == OutputFormat.JSON
                ? Console.forPrograms(commandLine.getOut(), commandLine.getErr())
                : Console.forPeople(commandLine.getOut());
        var system = data.system();
        Logs.toFile(system.data(), "book");
        var all = new HashMap<>(attributes);
        all.put(Booking.ENTRY, entry);
        all.put(Booking.POST, Boolean.toString(post));
        var answer = new RequestTalk(system, console, Booking.REQUEST, Set.of(Booking.DONE))
                .ask(flows -> request(flows, subject, all), "to book " + entry, Duration.ofSeconds(patience)).stream()
                        .filter(record -> WORDS.contains(record.getStep()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the mapper ended an answer without a word"));
        tell(console, answer);
        return answer.getStep().equals(Booking.REFUSED) ? ExitCode.NEEDS_A_PERSON.code() : ExitCode.OK.code();
    }

    private List<OperatorRequest> request(List<FlowConfig> all, String subject, Map<String, String> attributes) {
        var flows = RequestTalk.named(all, flow);
        if (flows.size() > 1) {
            throw CliException.unusable(
                    "There are " + flows.size() + " flows: "
                            + String.join(
                                    ", ",
                                    flows.stream()
                                            .map(FlowConfig::getFlow)
                                            .sorted()
                                            .toList()) + ".",
                    "Say whose books it belongs to: --flow FLOW.");
        }
        return List.of(RequestTalk.request(flows.getFirst(), Booking.KIND, subject, attributes));
    }

    private void tell(Console console, AuditRecord answer) {
        if (format == OutputFormat.JSON) {
            console.line(json(answer));
            return;
        }
        answer.getMessage().lines().forEach(console::line);
        console.line("");
        console.line(
                switch (answer.getStep()) {
                    case Booking.BOOKED -> "Posted. `tieout audit` shows it when the ledger has it.";
                    case Booking.SHOWN -> "Nothing was posted; --post posts it.";
                    case Booking.REFUSED -> "Refused. Nothing was posted.";
                    default -> "Nothing is to be posted.";
                });
    }

    private static String json(AuditRecord answer) {
        try {
            var root = JSON.createObjectNode()
                    .put("flow", answer.getFlow())
                    .put("outcome", answer.getStep())
                    .put("message", answer.getMessage());
            root.set("journal", JSON.readTree(answer.getFacts().getOrDefault(Booking.JOURNAL, "null")));
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
