package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tieout.event.Alert;
import org.tieout.event.AuditRecord;
import org.tieout.event.LedgerDocument;
import org.tieout.event.MasterData;
import org.tieout.event.PostingState;

/// What one transaction writes. Collected first, so that a transaction is open for no longer than
/// writing it takes.
final class Step {
    private final List<PostingState> states = new ArrayList<>();
    private final List<AuditRecord> audits = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<LedgerDocument> documents = new ArrayList<>();
    private final List<MasterData> masterData = new ArrayList<>();
    private final Instant at;
    private boolean outcome;

    Step(Instant at) {
        this.at = at;
    }

    Instant at() {
        return at;
    }

    /// Marks it as holding what came of a call.
    Step ofOutcomes() {
        outcome = true;
        return this;
    }

    boolean holdsOutcomes() {
        return outcome;
    }

    List<PostingState> states() {
        return states;
    }

    List<AuditRecord> audits() {
        return audits;
    }

    List<Alert> alerts() {
        return alerts;
    }

    List<LedgerDocument> documents() {
        return documents;
    }

    List<MasterData> masterData() {
        return masterData;
    }

    boolean isEmpty() {
        return states.isEmpty() && audits.isEmpty() && alerts.isEmpty() && documents.isEmpty() && masterData.isEmpty();
    }

    /// The posting's new state, and the same step in its audit.
    void state(PostingState state, String step, String message, Map<String, String> facts) {
        states.add(state);
        audit(state, step, message, facts);
    }

    /// A step in the life of a posting that does not change its state.
    void audit(PostingState posting, String step, String message, Map<String, String> facts) {
        audits.add(AuditRecord.newBuilder()
                .setFlow(posting.getFlow())
                .setSourceId(posting.getSourceId())
                .setPostingId(posting.getPostingId())
                .setStep(step)
                .setAttempt(posting.getAttempts())
                .setMessage(message)
                .setFacts(facts)
                .setAt(at)
                .build());
    }

    /// A step in the life of a source.
    void audit(String flow, String sourceId, String step, String message, Map<String, String> facts) {
        audits.add(AuditRecord.newBuilder()
                .setFlow(flow)
                .setSourceId(sourceId)
                .setStep(step)
                .setMessage(message)
                .setFacts(facts)
                .setAt(at)
                .build());
    }

    void alert(String id, String subject, String message, String nextStep) {
        alerts.add(alertOf(id, subject, message, nextStep, false));
    }

    void resolved(String id, String subject, String message) {
        alerts.add(alertOf(id, subject, message, "nothing", true));
    }

    private Alert alertOf(String id, String subject, String message, String nextStep, boolean resolved) {
        return Alert.newBuilder()
                .setId(id)
                .setSubject(subject)
                .setMessage(message)
                .setNextStep(nextStep)
                .setResolved(resolved)
                .setAt(at)
                .build();
    }
}
