package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.ItemOutcome;

/// What one deal sells, on its way through look, create or amend, compare, post and read. Every step begins with what
/// is found, so that one that was cut off anywhere goes on where it stood: there is never more than one document of a
/// deal (memo, 9). Used once, by one thread.
final class DealRun {
    /// Looks at the most: a person may change a draft between reading and posting it.
    private static final int LOOKS = 8;

    private final BcClient client;
    private final DealLook look;
    private final DealReading reading;
    private final Batch.Member member;
    private final PostingCommand command;
    private final DealBody body;
    private final DealType type;
    private final Clock clock;
    private boolean created;
    private boolean made;
    private boolean headerChanged;
    private Optional<BcReply> posting = Optional.empty();

    DealRun(BcClient client, DealReading reading, Batch.Member member, Clock clock) {
        this.client = client;
        this.look = new DealLook(client);
        this.reading = reading;
        this.member = member;
        this.command = member.command();
        this.body = DealBody.read(member.body());
        this.type = DealLook.type(command);
        this.clock = clock;
    }

    ItemOutcome outcome() {
        for (int looked = 0; looked < LOOKS; looked++) {
            Answered<Map<String, DealLook.Found>> answer = look.of(List.of(new DealLook.Sought(command, body)));
            if (!(answer instanceof Answered.Heard<Map<String, DealLook.Found>>(var all))) {
                // A draft alone is no entry: what cannot be read now is found as one later.
                return posting.isPresent() ? Outcomes.unheard(answer) : Outcomes.unsent(answer);
            }
            Optional<ItemOutcome> outcome = next(all.getOrDefault(command.getPostingId(), DealLook.Found.NOTHING));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new ItemOutcome.Later("it changes while it is being posted", Optional.empty());
    }

    /// One step; empty where it has to be looked at again.
    private Optional<ItemOutcome> next(DealLook.Found found) {
        if (!found.posted().isEmpty()) {
            return Optional.of(posted(found));
        }
        if (!found.standing().isEmpty()) {
            return standing(found.standing());
        }
        if (found.canceled().stream().anyMatch(this::isCurrent)) {
            return Optional.of(reading.posted(found.canceled(), command, posting.isEmpty()));
        }
        if (found.strange().isPresent()) {
            return refused(
                    "duplicate-reference",
                    "Another document, " + found.strange().get().path("number").asText() + ", has the deal's number "
                            + command.getDocument().getReference() + " for the same customer",
                    "Look at it in Business Central: cancel or delete it, or give it another number, then retry.");
        }
        if (posting.isPresent()) {
            return Optional.of(
                    posting.get() instanceof BcReply.Heard
                            ? new ItemOutcome.Unknown("it was posted and cannot be read")
                            : new ItemOutcome.Later("its draft was deleted", Optional.empty()));
        }
        if (created) {
            return Optional.of(new ItemOutcome.Unknown("a draft was made and cannot be read"));
        }
        created = true;
        made = true;
        return unless(client.batch(
                        "createDocuments", List.of(BcClient.Operation.post(client.inCompany(type.set()), document())))
                .getFirst());
    }

    // ---- posted ---------------------------------------------------------------------------------------------------

    private ItemOutcome posted(DealLook.Found found) {
        String numbers = SalesDesk.numbers(found.posted());
        if (!found.standing().isEmpty()) {
            return new ItemOutcome.Refused(
                    "partly-invoiced",
                    "The " + found.standing().getFirst().type().word() + " "
                            + found.standing().getFirst().number() + " stands beside the invoice " + numbers
                            + " of the same deal",
                    "Finish or delete it in Business Central, then retry.");
        }
        if (!found.posted().stream().allMatch(this::isCurrent)) {
            return new ItemOutcome.Refused(
                    "posted-already",
                    "The deal is posted already as " + numbers + ", and has changed since",
                    "Correct it in Business Central by a credit memo of " + numbers
                            + "; what is posted is never changed from here.");
        }
        if (!DealReading.isOfOneOrder(found.posted())) {
            return new ItemOutcome.Refused(
                    "twice",
                    "The company holds the deal " + found.posted().size() + " times: " + numbers,
                    "Cancel in Business Central all but one, then retry.");
        }
        return reading.posted(found.posted(), command, posting.isEmpty());
    }

    private boolean isCurrent(JsonNode invoice) {
        return DealMarks.isCurrent(invoice, DealType.INVOICE, command.getPostingId());
    }

    // ---- not posted yet -------------------------------------------------------------------------------------------

    private Optional<ItemOutcome> standing(List<DealLook.Standing> all) {
        if (posting.isPresent() && !isChanged(posting.get())) {
            return Optional.of(
                    posting.get() instanceof BcReply.Heard
                            ? new ItemOutcome.Unknown("posting was accepted, and it is a draft still")
                            : Outcomes.of(posting.get()));
        }
        posting = Optional.empty();
        if (all.size() > 1) {
            return discard(all.getLast());
        }
        DealLook.Standing draft = all.getFirst();
        if (!DealMarks.isCurrent(draft.json(), draft.type(), command.getPostingId())) {
            return amend(draft);
        }
        List<BcClient.Operation> dimensions =
                Dimensions.missing(client, draft.type().set(), draft.type().lines(), draft.json(), document());
        Optional<String> difference = reading.difference(draft.json(), command);
        if (difference.isEmpty() && !dimensions.isEmpty()) {
            return addDimensions(dimensions);
        }
        if (difference.isPresent()) {
            return differs(draft, difference.get());
        }
        if (!member.approved()) {
            return Optional.of(reading.drafted(draft, command, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
        return post(draft);
    }

    /// What never stood as commanded is made anew, once: a document keeps the tax area that its customer had when it
    /// was
    /// made. What did, somebody changed since: that is not overwritten. Neither is posted.
    private Optional<ItemOutcome> differs(DealLook.Standing draft, String difference) {
        if (!made && !body.agreed()) {
            return discard(draft);
        }
        return refused(
                "draft-differs",
                "The " + type.word() + " " + draft.number() + " is not as commanded: " + difference,
                body.agreed()
                        ? "It was not posted. Put back in Business Central what was changed in it, or delete it so that it"
                                + " is made anew; then retry."
                        : "It was not posted. Correct prices or tax setup of customer, items or accounts in Business"
                                + " Central, then retry: it is made anew.");
    }

    private Optional<ItemOutcome> amend(DealLook.Standing draft) {
        var amendment = new DealAmendment(client, command, body.document(), draft);
        if (!amendment.isPossible(reading.currency(draft.json()))) {
            return discard(draft);
        }
        made = true;
        // Once: what the company makes of a value that it was sent is the company's affair.
        Optional<BcReply> header = headerChanged ? Optional.empty() : amendment.changeHeader();
        if (header.isPresent()) {
            headerChanged = header.get() instanceof BcReply.Heard;
            return unless(header.get());
        }
        return unless(amendment.changeLines());
    }

    private static boolean isChanged(BcReply reply) {
        return reply instanceof BcReply.Faulted(var fault) && Verdict.of(fault) instanceof Verdict.Changed;
    }

    private Optional<ItemOutcome> addDimensions(List<BcClient.Operation> missing) {
        for (List<BcClient.Operation> some : BcClient.hundreds(missing)) {
            for (BcReply reply : client.batch("tidyDocuments", some)) {
                Optional<ItemOutcome> trouble = unless(reply);
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
        }
        return Optional.empty();
    }

    /// One too many, or of a kind or for a customer that cannot be changed: it goes before another is made.
    private Optional<ItemOutcome> discard(DealLook.Standing draft) {
        created = false;
        return unless(client.batch(
                        "deleteDocument",
                        List.of(BcClient.Operation.delete(
                                address(draft), draft.json().path("@odata.etag").asText())))
                .getFirst());
    }

    /// Posts exactly the version that was compared, and reads what became of it: a refusal by a text is none until the
    /// document is seen to stand still (memo, 5, 9).
    private Optional<ItemOutcome> post(DealLook.Standing draft) {
        BcReply reply = client.batch(
                        "postDocuments",
                        List.of(BcClient.Operation.act(
                                address(draft) + "/" + draft.type().action(),
                                draft.json().path("@odata.etag").asText())))
                .getFirst();
        if (reply instanceof BcReply.Unheard || reply instanceof BcReply.Stopped) {
            return Optional.of(Outcomes.of(reply));
        }
        posting = Optional.of(reply);
        return Optional.empty();
    }

    private String document() {
        return Json.write(body.document());
    }

    private String address(DealLook.Standing draft) {
        return client.inCompany(
                draft.type().set() + "(" + draft.json().path("id").asText() + ")");
    }

    /// What a write that failed comes to; empty where it succeeded, or where somebody else changed the document.
    private static Optional<ItemOutcome> unless(BcReply reply) {
        return reply instanceof BcReply.Heard || isChanged(reply) ? Optional.empty() : Optional.of(Outcomes.of(reply));
    }

    private static Optional<ItemOutcome> refused(String code, String reason, String nextStep) {
        return Optional.of(new ItemOutcome.Refused(code, reason, nextStep));
    }
}
