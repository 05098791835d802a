package org.tieout.sink.bc;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;

/// Makes what deals sell: orders and draft invoices, which wait for approval, and posts them then. One after the
/// other: deals are few, and each is looked at several times.
final class DealDesk {
    private final BcClient client;
    private final DealDrafts drafts;
    private final Clock clock;

    DealDesk(BcClient client, DealDrafts drafts, Clock clock) {
        this.client = client;
        this.drafts = drafts;
        this.clock = clock;
    }

    /// What became of each, in order. Where the company does not answer the rest is left for later.
    List<ItemOutcome> post(List<Batch.Member> members, Company company) {
        var reading = new DealReading(company);
        List<ItemOutcome> outcomes = new ArrayList<>();
        Optional<ItemOutcome> unavailable = Optional.empty();
        for (Batch.Member member : members) {
            ItemOutcome outcome = unavailable.isPresent()
                    ? new ItemOutcome.Later("Business Central does not answer", Optional.empty())
                    : new DealRun(client, reading, member, clock).outcome();
            drafts.saw(outcome);
            outcomes.add(outcome);
            if (unavailable.isEmpty() && Outcomes.isUnavailable(outcome)) {
                unavailable = Optional.of(outcome);
            }
        }
        return outcomes;
    }

    /// Whether they are posted. An order or a draft is not: it is found again when it is posted, and answered as a
    /// draft once more where nobody has approved it.
    Answered<Map<String, Finding>> find(List<PostingState> postings, Company company) {
        if (postings.isEmpty()) {
            return new Answered.Heard<>(Map.of());
        }
        Answered<Map<String, DealLook.Found>> answer = new DealLook(client)
                .of(postings.stream()
                        .map(posting -> new DealLook.Sought(command(posting), body(posting)))
                        .toList());
        if (!(answer instanceof Answered.Heard<Map<String, DealLook.Found>>(var found))) {
            return BcClient.recast(answer);
        }
        var reading = new DealReading(company);
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (PostingState posting : postings) {
            PostingCommand command = command(posting);
            DealLook.Found its = found.getOrDefault(command.getPostingId(), DealLook.Found.NOTHING);
            boolean stands = its.standing().isEmpty()
                    && !its.posted().isEmpty()
                    && DealReading.isOfOneOrder(its.posted())
                    && its.posted().stream()
                            .allMatch(each -> DealMarks.isCurrent(each, DealType.INVOICE, command.getPostingId()));
            findings.put(
                    command.getPostingId(),
                    stands ? new Finding.Found(reading.posted(its.posted(), command, true)) : new Finding.Absent());
        }
        return new Answered.Heard<>(findings);
    }

    private static PostingCommand command(PostingState posting) {
        return Objects.requireNonNull(posting.getCommand(), posting.getPostingId());
    }

    private static DealBody body(PostingState posting) {
        String body = posting.getBody();
        return DealBody.read(body == null ? "" : body);
    }
}
