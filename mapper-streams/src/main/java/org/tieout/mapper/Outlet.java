package org.tieout.mapper;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Alert;
import org.tieout.event.AuditRecord;
import org.tieout.event.Parked;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.event.TieOut;
import org.tieout.schemas.Keys;

/// What leaves the mapper, by topic. Everything goes through the task's transaction.
final class Outlet {

    static final String AUDIT = "posting-audit";
    static final String PARKED = "posting-parked";
    static final String TIEOUTS = "settlement-tieouts";
    static final String ALERTS = "alerts-out";

    private final ProcessorContext<String, SpecificRecord> context;

    Outlet(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    /// The node that commands to a target leave by.
    static String commandsOf(String target) {
        return "posting-commands-" + target;
    }

    void command(String target, PostingCommand command) {
        send(commandsOf(target), Keys.of(command.getFlow(), command.getSourceId()), command);
    }

    void audit(String flow, String sourceId, @Nullable String postingId, String step, String message) {
        audit(flow, sourceId, postingId, step, message, Map.of());
    }

    void audit(
            String flow,
            String sourceId,
            @Nullable String postingId,
            String step,
            String message,
            Map<String, String> facts) {
        send(
                AUDIT,
                Keys.of(flow, sourceId),
                AuditRecord.newBuilder()
                        .setFlow(flow)
                        .setSourceId(sourceId)
                        .setPostingId(postingId)
                        .setStep(step)
                        .setMessage(message)
                        .setFacts(facts)
                        .setAt(now())
                        .build());
    }

    void parked(
            String flow,
            SourceKind kind,
            String sourceId,
            List<String> missing,
            String reason,
            @Nullable String suggestion,
            long since) {
        send(
                PARKED,
                Keys.of(flow, kind.name(), sourceId),
                Parked.newBuilder()
                        .setFlow(flow)
                        .setSourceKind(kind)
                        .setSourceId(sourceId)
                        .setMissing(missing)
                        .setReason(reason)
                        .setSuggestion(suggestion)
                        .setSince(Instant.ofEpochMilli(since))
                        .build());
    }

    void released(String flow, SourceKind kind, String sourceId) {
        send(PARKED, Keys.of(flow, kind.name(), sourceId), null);
    }

    void tieOut(TieOut tieOut) {
        send(TIEOUTS, Keys.of(tieOut.getFlow(), tieOut.getSettlementId()), tieOut);
    }

    void alert(String id, String subject, String message, String nextStep, boolean resolved) {
        send(
                ALERTS,
                id,
                Alert.newBuilder()
                        .setId(id)
                        .setSubject(subject)
                        .setMessage(message)
                        .setNextStep(nextStep)
                        .setResolved(resolved)
                        .setAt(now())
                        .build());
    }

    private void send(String node, String key, @Nullable SpecificRecord value) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), node);
    }
}
