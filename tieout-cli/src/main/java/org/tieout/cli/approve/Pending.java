package org.tieout.cli.approve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.AuditRecord;
import org.tieout.event.Parked;
import org.tieout.event.PostingState;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Approval;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topics;

/// What waits for a person's yes now, as the topics tell.
///
/// @param drafts postings that stand as drafts, the longest waiting first
/// @param proposals changes of deals that no draft has yet
record Pending(List<Draft> drafts, List<Proposal> proposals) {

    static Pending read(TopicReader topics) {
        var drafts = new ArrayList<Draft>();
        for (var target : Target.ledgers()) {
            topics.table(target.state(), PostingState.class, state -> Draft.of(target, state))
                    .values()
                    .forEach(found -> found.ifPresent(drafts::add));
        }
        drafts.sort(Comparator.comparing((Draft draft) -> draft.state().getUpdatedAt())
                .thenComparing(Draft::deal));
        var all = new Pending(List.copyOf(drafts), proposals(topics));
        return new Pending(
                all.drafts(),
                all.proposals().stream()
                        .filter(proposal -> !proposal.hash().isEmpty()
                                || drafts.stream().anyMatch(draft -> concerns(proposal, draft)))
                        .toList());
    }

    private static boolean concerns(Proposal proposal, Draft draft) {
        return proposal.flow().equals(draft.state().getFlow())
                && proposal.deal().equals(draft.deal());
    }

    /// What of it waits in that flow; all of it for none.
    Pending in(@Nullable String flow) {
        return flow == null
                ? this
                : new Pending(
                        drafts.stream()
                                .filter(draft -> draft.state().getFlow().equals(flow))
                                .toList(),
                        proposals.stream()
                                .filter(proposal -> proposal.flow().equals(flow))
                                .toList());
    }

    /// Whatever its deal is held for: the draft is not what the CRM says. Only a proposed amendment can be taken.
    private static List<Proposal> proposals(TopicReader topics) {
        var held = new HashMap<String, Proposal>();
        topics.table(Topics.POSTING_PARKED, Parked.class).values().stream()
                .filter(parked -> parked.getSourceKind() == SourceKind.DEAL)
                .forEach(parked -> held.put(
                        Keys.of(parked.getFlow(), parked.getSourceId()),
                        new Proposal(
                                parked.getFlow(),
                                parked.getSourceId(),
                                parked.getMissing().isEmpty()
                                        ? parked.getReason()
                                        : parked.getReason() + ": " + String.join(", ", parked.getMissing()),
                                "")));
        topics.forEach(Topics.POSTING_AUDIT, AuditRecord.class, found -> {
            var audit = found.value();
            var words = audit.getMessage();
            held.computeIfPresent(
                    Keys.of(audit.getFlow(), audit.getSourceId()),
                    (_, proposal) -> audit.getStep().equals(Approval.PROPOSED)
                                    && proposal.words().endsWith(words)
                            ? new Proposal(
                                    proposal.flow(),
                                    proposal.deal(),
                                    proposal.words(),
                                    audit.getFacts().getOrDefault(Approval.AMENDMENT, ""))
                            : proposal);
        });
        return held.values().stream()
                .sorted(Comparator.comparing(Proposal::flow).thenComparing(Proposal::deal))
                .toList();
    }

    /// Whether the deal of a draft is other than it, in the draft's flow.
    boolean hasChanged(Draft draft) {
        return proposals.stream().anyMatch(proposal -> concerns(proposal, draft));
    }
}
