package org.tieout.cli.approve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
        return new Pending(List.copyOf(drafts), proposals(topics));
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

    /// A proposal stands as long as its deal is held for it.
    private static List<Proposal> proposals(TopicReader topics) {
        var held = new HashSet<String>();
        topics.table(Topics.POSTING_PARKED, Parked.class).values().stream()
                .filter(parked -> parked.getSourceKind() == SourceKind.DEAL)
                .forEach(parked -> held.add(Keys.of(parked.getFlow(), parked.getSourceId())));
        var last = new HashMap<String, Proposal>();
        topics.forEach(Topics.POSTING_AUDIT, AuditRecord.class, found -> {
            var audit = found.value();
            var key = Keys.of(audit.getFlow(), audit.getSourceId());
            if (audit.getStep().equals(Approval.PROPOSED) && held.contains(key)) {
                last.put(
                        key,
                        new Proposal(
                                audit.getFlow(),
                                audit.getSourceId(),
                                audit.getMessage(),
                                audit.getFacts().getOrDefault(Approval.AMENDMENT, "")));
            }
        });
        return last.values().stream()
                .sorted(Comparator.comparing(Proposal::flow).thenComparing(Proposal::deal))
                .toList();
    }
}
