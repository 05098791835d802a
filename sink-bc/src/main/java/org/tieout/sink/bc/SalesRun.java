package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.ItemOutcome;

/// One batch of sales documents on its way through look, create, compare, post and read. Used once, by one
/// thread.
final class SalesRun {
    /// Somebody may change a draft between reading and posting it: so often it is decided again before it is left
    /// for later.
    private static final int ROUNDS = 3;

    /// Where a posting stands.
    private sealed interface Standing {
        record Absent() implements Standing {}

        /// @param twins drafts of the same posting that are one too many
        record Draft(JsonNode json, List<JsonNode> twins) implements Standing {}

        record Over(ItemOutcome outcome) implements Standing {}
    }

    private final BcClient client;
    private final SalesLook look;
    private final Reading reading;
    private final Map<String, Batch.Member> members = new LinkedHashMap<>();
    private final Map<String, Standing> standings = new LinkedHashMap<>();

    SalesRun(BcClient client, SalesLook look, Reading reading, List<Batch.Member> members) {
        this.client = client;
        this.look = look;
        this.reading = reading;
        members.forEach(member -> this.members.put(member.command().getPostingId(), member));
    }

    List<ItemOutcome> outcomes() {
        List<String> all = List.copyOf(members.keySet());
        Answered<Map<String, SalesLook.Found>> first = look.of(commands(all));
        if (!(first instanceof Answered.Heard<Map<String, SalesLook.Found>>(var found))) {
            ItemOutcome unsent = Outcomes.unsent(first);
            return all.stream().map(_ -> unsent).toList();
        }
        all.forEach(id -> standings.put(id, standing(id, found, true)));
        createDrafts();
        for (int round = 0; round < ROUNDS && !drafts().isEmpty(); round++) {
            tidy();
            refuseWhatDiffers();
            postDrafts();
        }
        return all.stream().map(this::outcome).toList();
    }

    private ItemOutcome outcome(String id) {
        return switch (Objects.requireNonNull(standings.get(id))) {
            case Standing.Over(var outcome) -> outcome;
            case Standing.Absent _, Standing.Draft _ ->
                new ItemOutcome.Later("it changes while it is being posted", Optional.empty());
        };
    }

    private Standing standing(String id, Map<String, SalesLook.Found> all, boolean before) {
        SalesLook.Found found = all.getOrDefault(id, SalesLook.Found.NOTHING);
        PostingCommand command = member(id).command();
        if (found.posted().size() > 1) {
            return refused(
                    "twice",
                    "The company holds it " + found.posted().size() + " times: " + SalesDesk.numbers(found.posted()),
                    "Cancel all but one in Business Central, then retry.");
        }
        if (!found.posted().isEmpty()) {
            return new Standing.Over(
                    reading.posted(found.posted().getFirst(), SalesLook.type(command), command, before));
        }
        if (!found.drafts().isEmpty()) {
            return new Standing.Draft(
                    found.drafts().getFirst(),
                    found.drafts().subList(1, found.drafts().size()));
        }
        if (found.strange().isPresent()) {
            return refused(
                    "duplicate-reference",
                    "Another document, " + found.strange().get().path("number").asText() + ", has the external document"
                            + " number " + command.getDocument().getReference() + " for the same customer",
                    "Look at it in Business Central: cancel or delete it, or give it another number, then retry.");
        }
        return new Standing.Absent();
    }

    private static Standing refused(String code, String reason, String nextStep) {
        return new Standing.Over(new ItemOutcome.Refused(code, reason, nextStep));
    }

    // ---- create ---------------------------------------------------------------------------------------------------

    /// Makes drafts of what is not there, and reads what was made: the answer to a creation may or may not
    /// have the lines (memo, 11).
    private void createDrafts() {
        List<String> absent = ids(Standing.Absent.class);
        if (absent.isEmpty()) {
            return;
        }
        List<BcReply> replies = client.batch(
                "createDocuments",
                absent.stream()
                        .map(id -> BcClient.Operation.post(
                                client.inCompany(type(id).set()), member(id).body()))
                        .toList());
        List<String> created = new ArrayList<>();
        for (int i = 0; i < absent.size(); i++) {
            if (replies.get(i) instanceof BcReply.Heard) {
                created.add(absent.get(i));
            } else {
                standings.put(absent.get(i), new Standing.Over(Outcomes.of(replies.get(i))));
            }
        }
        if (created.isEmpty()) {
            return;
        }
        // Nothing is posted yet: what cannot be read now is found as a draft later.
        Answered<Map<String, SalesLook.Found>> again = look.of(commands(created));
        created.forEach(id -> standings.put(
                id,
                again instanceof Answered.Heard<Map<String, SalesLook.Found>>(var found)
                        ? madeAndRead(id, found)
                        : new Standing.Over(Outcomes.unsent(again))));
    }

    private Standing madeAndRead(String id, Map<String, SalesLook.Found> found) {
        Standing standing = standing(id, found, false);
        return standing instanceof Standing.Absent
                ? new Standing.Over(new ItemOutcome.Unknown("a draft was made and cannot be read"))
                : standing;
    }

    // ---- compare --------------------------------------------------------------------------------------------------

    /// Deletes drafts that are one too many, and adds dimensions that a draft was made without. Reads again
    /// where there was something to do.
    private void tidy() {
        List<BcClient.Operation> operations = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        for (String id : drafts()) {
            List<BcClient.Operation> ofDraft = new ArrayList<>();
            for (JsonNode twin : draft(id).twins()) {
                ofDraft.add(BcClient.Operation.delete(address(id, twin), etag(twin)));
            }
            ofDraft.addAll(Dimensions.missing(
                    client,
                    type(id).set(),
                    type(id).lines(),
                    draft(id).json(),
                    member(id).body()));
            if (!ofDraft.isEmpty()) {
                touched.add(id);
                operations.addAll(ofDraft);
            }
        }
        BcClient.hundreds(operations).forEach(some -> client.batch("tidyDocuments", some));
        if (!touched.isEmpty()) {
            Answered<Map<String, SalesLook.Found>> again = look.of(commands(touched));
            touched.forEach(id -> standings.put(
                    id,
                    again instanceof Answered.Heard<Map<String, SalesLook.Found>>(var found)
                            ? madeAndRead(id, found)
                            : new Standing.Over(Outcomes.unsent(again))));
        }
    }

    /// A draft that is not what was commanded, to the cent, stays a draft and is left to a person (memo, 8.3).
    private void refuseWhatDiffers() {
        for (String id : drafts()) {
            JsonNode json = draft(id).json();
            Optional<String> difference = reading.difference(json, member(id).command())
                    .or(() -> Dimensions.missing(
                                            client,
                                            type(id).set(),
                                            type(id).lines(),
                                            json,
                                            member(id).body())
                                    .isEmpty()
                            ? Optional.empty()
                            : Optional.of("dimensions of its lines are missing"));
            difference.ifPresent(what -> standings.put(
                    id,
                    refused(
                            "draft-differs",
                            "The draft " + json.path("number").asText() + " is not as commanded: " + what,
                            "It was not posted. Correct the item's or customer's tax setup, or the draft itself, in"
                                    + " Business Central; or delete the draft. Then retry.")));
        }
    }

    // ---- post -----------------------------------------------------------------------------------------------------

    /// Posts exactly the version that was compared, and reads what became of it: a refusal by a text is none
    /// until the document is seen to be a draft still (memo, 5, 9).
    private void postDrafts() {
        List<String> ids = drafts();
        if (ids.isEmpty()) {
            return;
        }
        List<BcReply> replies = client.batch(
                "postDocuments",
                ids.stream()
                        .map(id -> BcClient.Operation.act(
                                address(id, draft(id).json()) + "/Microsoft.NAV.post",
                                etag(draft(id).json())))
                        .toList());
        Map<String, BcReply> answered = new HashMap<>();
        List<String> toRead = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (replies.get(i) instanceof BcReply.Unheard || replies.get(i) instanceof BcReply.Stopped) {
                standings.put(id, new Standing.Over(Outcomes.of(replies.get(i))));
            } else {
                answered.put(id, replies.get(i));
                toRead.add(id);
            }
        }
        if (toRead.isEmpty()) {
            return;
        }
        Answered<Map<String, SalesLook.Found>> again = look.of(commands(toRead));
        for (String id : toRead) {
            standings.put(
                    id,
                    again instanceof Answered.Heard<Map<String, SalesLook.Found>>(var found)
                            ? afterPosting(standing(id, found, false), Objects.requireNonNull(answered.get(id)))
                            : new Standing.Over(Outcomes.unheard(again)));
        }
    }

    private static Standing afterPosting(Standing read, BcReply reply) {
        return switch (read) {
            case Standing.Over over -> over;
            case Standing.Absent _ ->
                reply instanceof BcReply.Heard
                        ? new Standing.Over(new ItemOutcome.Unknown("it was posted and cannot be read"))
                        : new Standing.Over(new ItemOutcome.Later("its draft was deleted", Optional.empty()));
            case Standing.Draft draft ->
                switch (reply) {
                    case BcReply.Heard _ ->
                        new Standing.Over(new ItemOutcome.Unknown("posting was accepted, and it is a draft still"));
                    // Changed by somebody: decided again.
                    case BcReply.Faulted(var fault) when Verdict.of(fault) instanceof Verdict.Changed -> draft;
                    case BcReply.Faulted _, BcReply.NotNow _, BcReply.Stopped _, BcReply.Unheard _ ->
                        new Standing.Over(Outcomes.of(reply));
                };
        };
    }

    // ---- parts ----------------------------------------------------------------------------------------------------

    private List<String> drafts() {
        return ids(Standing.Draft.class);
    }

    private Standing.Draft draft(String id) {
        return (Standing.Draft) Objects.requireNonNull(standings.get(id));
    }

    private List<String> ids(Class<? extends Standing> kind) {
        return standings.entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<PostingCommand> commands(List<String> ids) {
        return ids.stream().map(id -> member(id).command()).toList();
    }

    private Batch.Member member(String id) {
        return Objects.requireNonNull(members.get(id));
    }

    private SalesType type(String id) {
        return SalesLook.type(member(id).command());
    }

    private String address(String id, JsonNode json) {
        return client.inCompany(type(id).set() + "(" + json.path("id").asText() + ")");
    }

    private static String etag(JsonNode json) {
        return json.path("@odata.etag").asText();
    }
}
