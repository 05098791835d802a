package org.tieout.cli.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.AuditRecord;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.Placement;
import org.tieout.schemas.Replay;
import org.tieout.schemas.Topics;

/// Asks the mapper and waits for its answer: one request for each flow on `operator.requests`, answered on
/// `posting.audit`.
final class ReplayTalk {

    private static final Duration POLL = Duration.ofMillis(200);

    private final RunningSystem system;
    private final Console console;

    ReplayTalk(RunningSystem system, Console console) {
        this.system = system;
        this.console = console;
    }

    /// Everything that was answered, in order.
    ///
    /// @param flow one flow; null for every flow
    List<AuditRecord> ask(ReplaySubject subject, @Nullable String flow, boolean repost, Duration patience) {
        try (var reader = TopicReader.of(system.kafka())) {
            var requests = requests(flows(reader, flow), subject, repost);
            reader.seekToEnd(Topics.POSTING_AUDIT);
            send(requests);
            console.progress("asked " + requests.size() + (requests.size() == 1 ? " flow" : " flows") + " to plan "
                    + subject.words() + " again");
            return await(reader, requests, patience);
        }
    }

    private static List<FlowConfig> flows(TopicReader reader, @Nullable String flow) {
        var flows = reader.table(Topics.CONFIG_FLOWS, FlowConfig.class).values().stream()
                .filter(config -> flow == null || config.getFlow().equals(flow))
                .toList();
        if (flows.isEmpty()) {
            throw CliException.unusable(
                    flow == null ? "No flow is configured." : "There is no flow " + flow + ".",
                    "Flows are in config/tieout.yaml; `tieout apply` puts them to work.");
        }
        return flows;
    }

    private static List<OperatorRequest> requests(List<FlowConfig> flows, ReplaySubject subject, boolean repost) {
        var attributes = new HashMap<>(subject.attributes());
        attributes.put(Replay.REPOST, Boolean.toString(repost));
        var now = Clock.systemUTC().instant();
        return flows.stream()
                .map(flow -> OperatorRequest.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setKind(Replay.KIND)
                        .setFlow(flow.getFlow())
                        .setConnection(flow.getSourceConnection())
                        .setSubject(subject.key())
                        .setAt(now)
                        .setAttributes(attributes)
                        .build())
                .toList();
    }

    private void send(List<OperatorRequest> requests) {
        var placement = Placement.of(system.kafka());
        var serdes = AvroSerdes.of(system.kafka());
        try (var producer = Clients.<OperatorRequest>newProducer(Clients.producer(system.kafka(), "replay"), serdes)) {
            for (var request : requests) {
                var partition = placement.partition(Topics.OPERATOR_REQUESTS, request.getConnection());
                producer.send(new ProducerRecord<>(
                                Topics.OPERATOR_REQUESTS.name(), partition, request.getSubject(), request))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new CliException(
                    ExitCode.UNUSABLE, "The request was not written: " + e.getMessage(), "Try again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.UNUSABLE, "Interrupted before all was asked.", "Run it again.", e);
        }
    }

    private List<AuditRecord> await(TopicReader reader, List<OperatorRequest> requests, Duration patience) {
        Set<String> open = new LinkedHashSet<>();
        requests.forEach(request -> open.add(request.getId()));
        var mine = Set.copyOf(open);
        var answers = new ArrayList<AuditRecord>();
        var deadline = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty()) {
            for (var record : reader.poll(AuditRecord.class, POLL)) {
                var request = record.getFacts().getOrDefault(Replay.REQUEST, "");
                if (mine.contains(request)) {
                    answers.add(record);
                    if (record.getStep().equals(Replay.DONE)) {
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
