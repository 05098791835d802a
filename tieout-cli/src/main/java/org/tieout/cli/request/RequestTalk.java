package org.tieout.cli.request;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.AuditRecord;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.schemas.Topics;

/// Asks the mapper and waits for its answer: requests on `operator.requests`, answered on `posting.audit`. Every answer
/// carries the request's id among its facts; the last one has the step that says so.
///
/// @param system the running system
/// @param console where progress is told
/// @param requestFact the name under which an answer carries the request's id
/// @param doneSteps the steps that a last answer has
public record RequestTalk(RunningSystem system, Console console, String requestFact, Set<String> doneSteps) {

    private static final Duration POLL = Duration.ofMillis(200);

    /// Everything that was answered, in order.
    ///
    /// @param requests makes the requests, from the flows that are configured now
    /// @param what it is about, for the person who waits
    /// @throws CliException when no full answer comes in time
    public List<AuditRecord> ask(
            Function<List<FlowConfig>, List<OperatorRequest>> requests, String what, Duration patience) {
        try (var reader = TopicReader.of(system.kafka())) {
            var asked = requests.apply(flows(reader));
            reader.seekToEnd(Topics.POSTING_AUDIT);
            Requests.send(system, asked);
            console.progress("asked " + asked.size() + (asked.size() == 1 ? " flow " : " flows ") + what);
            return await(reader, asked, patience);
        }
    }

    private static List<FlowConfig> flows(TopicReader reader) {
        return List.copyOf(reader.table(Topics.CONFIG_FLOWS, FlowConfig.class).values());
    }

    /// The flows of that name, or all.
    ///
    /// @param flow one flow; null for every flow
    /// @throws CliException when there is none
    public static List<FlowConfig> named(List<FlowConfig> all, @Nullable String flow) {
        var flows = all.stream()
                .filter(config -> flow == null || config.getFlow().equals(flow))
                .toList();
        if (flows.isEmpty()) {
            throw CliException.unusable(
                    flow == null ? "No flow is configured." : "There is no flow " + flow + ".",
                    "Flows are in config/tieout.yaml; `tieout apply` puts them to work.");
        }
        return flows;
    }

    /// A request to a flow, of now.
    public static OperatorRequest request(
            FlowConfig flow, String kind, String subject, Map<String, String> attributes) {
        return OperatorRequest.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(kind)
                .setFlow(flow.getFlow())
                .setConnection(flow.getSourceConnection())
                .setSubject(subject)
                .setAt(Clock.systemUTC().instant())
                .setAttributes(attributes)
                .build();
    }

    private List<AuditRecord> await(TopicReader reader, List<OperatorRequest> requests, Duration patience) {
        Set<String> open = new LinkedHashSet<>();
        requests.forEach(request -> open.add(request.getId()));
        var mine = Set.copyOf(open);
        var answers = new ArrayList<AuditRecord>();
        var deadline = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty()) {
            for (var record : reader.poll(AuditRecord.class, POLL)) {
                var request = record.getFacts().getOrDefault(requestFact, "");
                if (mine.contains(request)) {
                    answers.add(record);
                    if (doneSteps.contains(record.getStep())) {
                        open.remove(request);
                        console.progress(record.getFlow() + ": " + record.getMessage());
                    }
                }
            }
            if (!open.isEmpty() && System.nanoTime() > deadline) {
                throw CliException.unusable(
                        "No full answer came within " + patience.toSeconds() + " s.",
                        "Is the mapper running? `tieout status` shows it. The request stays in the log and will be "
                                + "answered in `tieout audit`; asking again does nothing twice. --wait gives it longer.");
            }
        }
        return answers;
    }
}
