package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.sink.bc.BcClient.Operation;

/// The documents of one journal batch on their way into the books: look, make the batch and its lines, read
/// them and compare, post, look again. Used once, by one thread.
final class JournalRun {
    /// Lines are corrected so often before the batch is left for later.
    private static final int ROUNDS = 4;

    private static final Set<String> NO_SUCH_JOURNAL =
            Set.of("BadRequest_NotFound", "BadRequest_ResourceNotFound", "Internal_RecordNotFound");

    private final BcClient client;
    private final Choices choices;
    private final Reading reading;
    private final JournalDesk.Journal journal;
    private final Map<String, Batch.Member> members = new LinkedHashMap<>();
    private final Map<String, ItemOutcome> outcomes = new LinkedHashMap<>();
    private String address = "";

    JournalRun(
            BcClient client,
            Choices choices,
            Reading reading,
            JournalDesk.Journal journal,
            List<Batch.Member> members) {
        this.client = client;
        this.choices = choices;
        this.reading = reading;
        this.journal = journal;
        members.forEach(member -> this.members.put(member.command().getPostingId(), member));
    }

    /// What became of each, by posting id.
    Map<String, ItemOutcome> outcomes() {
        List<JsonNode> lines = look();
        if (!open().isEmpty() && address.isEmpty()) {
            makeJournal();
        }
        together(open(), lines);
        // One document that cannot be posted must not hold the others: each by itself, then.
        for (String id : open()) {
            together(List.of(id), readLines(List.of(id)));
            outcomes.putIfAbsent(id, new ItemOutcome.Later("its journal changes all the time", Optional.empty()));
        }
        return outcomes;
    }

    // ---- look -----------------------------------------------------------------------------------------------------

    /// One call: the entries of all of them, the batch, and the lines that are in it from an earlier time.
    private List<JsonNode> look() {
        List<PostingCommand> commands = commands(open());
        List<String> questions = new ArrayList<>(JournalLook.questions(commands));
        String template = choices.journalTemplate().isEmpty() || journal.isOfPayments()
                ? ""
                : " and templateDisplayName eq " + Odata.quoted(choices.journalTemplate());
        questions.add(journal.set() + "?$filter="
                + Odata.encoded("code eq " + Odata.quoted(journal.code()) + template) + "&$expand="
                + journal.lines() + expandedDimensions(open()));
        Answered<List<List<JsonNode>>> answer = client.read("readJournal", questions);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists))) {
            settle(open(), Outcomes.unsent(answer));
            return List.of();
        }
        var entries = JournalLook.entries(commands, lists.subList(0, lists.size() - 1));
        for (PostingCommand command : commands) {
            switch (JournalDesk.finding(command, entries.getOrDefault(command.getPostingId(), List.of()), reading)) {
                case Finding.Found(var posted) -> outcomes.put(command.getPostingId(), posted);
                case Finding.Conflict(var reason, var nextStep) ->
                    outcomes.put(command.getPostingId(), new ItemOutcome.Refused("number-taken", reason, nextStep));
                case Finding.Absent _ -> {
                    // To be posted.
                }
            }
        }
        List<JsonNode> lines = new ArrayList<>();
        for (JsonNode found : lists.getLast()) {
            address = client.inCompany(journal.set() + "(" + found.path("id").asText() + ")");
            found.path(journal.lines()).forEach(lines::add);
        }
        return lines;
    }

    private String expandedDimensions(List<String> ids) {
        return hasDimensions(ids) ? "(" + Odata.encoded("$expand=dimensionSetLines") + ")" : "";
    }

    private boolean hasDimensions(List<String> ids) {
        return ids.stream()
                .flatMap(id -> wanted(id).stream())
                .anyMatch(line -> !line.path("dimensionSetLines").isEmpty());
    }

    /// An empty batch is no document: what is not heard of it is found the next time.
    private void makeJournal() {
        var body = Json.object().put("code", journal.code()).put("displayName", journal.displayName());
        if (!journal.isOfPayments() && !choices.journalTemplate().isEmpty()) {
            body.put("templateDisplayName", choices.journalTemplate());
        }
        if (!journal.balancingAccountId().isEmpty()) {
            body.put("balancingAccountId", journal.balancingAccountId());
        }
        BcReply reply =
                client.alone("createJournal", Operation.post(client.inCompany(journal.set()), Json.write(body)));
        switch (reply) {
            case BcReply.Heard(var json)
            when Json.text(json, "id").isPresent() ->
                address = client.inCompany(journal.set() + "(" + json.path("id").asText() + ")");
            case BcReply.Heard _, BcReply.NotNow _, BcReply.Stopped _, BcReply.Unheard _, BcReply.Faulted _ ->
                settle(
                        open(),
                        Outcomes.of(reply) instanceof ItemOutcome.Unknown(var reason)
                                ? new ItemOutcome.Later(reason, Optional.empty())
                                : Outcomes.of(reply));
        }
    }

    // ---- lines ----------------------------------------------------------------------------------------------------

    /// Brings the batch to exactly these documents' lines and posts it.
    private void together(List<String> ids, List<JsonNode> found) {
        List<JsonNode> lines = found;
        for (int round = 0; round < ROUNDS && !unsettled(ids).isEmpty(); round++) {
            List<String> now = unsettled(ids);
            JournalLines.Plan plan = JournalLines.plan(address + "/" + journal.lines(), wantedOf(now), lines);
            if (plan.foreign().isPresent()) {
                settle(
                        now,
                        new ItemOutcome.Refused(
                                "journal-in-use",
                                "The journal batch " + journal.code() + " holds a line of somebody else: "
                                        + plan.foreign().get(),
                                "Post or delete that line in Business Central, then retry."));
                return;
            }
            if (plan.isDone()) {
                post(now);
                return;
            }
            if (!apply(plan)) {
                return;
            }
            lines = readLines(unsettled(ids));
        }
    }

    private Map<String, List<JsonNode>> wantedOf(List<String> ids) {
        Map<String, List<JsonNode>> wanted = new LinkedHashMap<>();
        ids.forEach(id -> wanted.put(id, wanted(id)));
        return wanted;
    }

    private List<JsonNode> wanted(String id) {
        List<JsonNode> lines = new ArrayList<>();
        Json.read(member(id).body()).orElseGet(Json::object).path("lines").forEach(lines::add);
        return lines;
    }

    private List<JsonNode> readLines(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String path = address.substring(client.inCompany("").length()) + "/" + journal.lines();
        Answered<List<List<JsonNode>>> answer =
                client.read("readLines", List.of(path + (hasDimensions(ids) ? "?$expand=dimensionSetLines" : "")));
        if (answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists)) {
            return lists.getFirst();
        }
        // Nothing of it is posted.
        settle(ids, Outcomes.unsent(answer));
        return List.of();
    }

    /// False when it cannot go on.
    private boolean apply(JournalLines.Plan plan) {
        for (List<Operation> some : BcClient.hundreds(plan.tidying())) {
            for (BcReply reply : client.batch("tidyJournal", some)) {
                if (!goesOn(reply)) {
                    return false;
                }
            }
        }
        for (List<JournalLines.Creation> some : BcClient.hundreds(plan.creations())) {
            List<BcReply> replies = client.batch(
                    journal.isOfPayments() ? "createPayments" : "createLines",
                    some.stream().map(JournalLines.Creation::operation).toList());
            for (int i = 0; i < some.size(); i++) {
                if (replies.get(i) instanceof BcReply.Faulted(var fault)
                        && Verdict.of(fault) instanceof Verdict.Refuse) {
                    outcomes.putIfAbsent(some.get(i).postingId(), Outcomes.of(replies.get(i)));
                } else if (!goesOn(replies.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether the next reading can tell what became of it; otherwise all is left for later.
    private boolean goesOn(BcReply reply) {
        return switch (reply) {
            case BcReply.Heard _, BcReply.Faulted _ -> true;
            case BcReply.NotNow _, BcReply.Stopped _, BcReply.Unheard _ -> {
                settle(open(), Outcomes.of(reply));
                yield false;
            }
        };
    }

    // ---- post -----------------------------------------------------------------------------------------------------

    /// A payment journal is posted through `journals` too: any batch is found there by id (memo, 7.7).
    private void post(List<String> ids) {
        String posted = address.replace("customerPaymentJournals(", "journals(");
        BcReply reply = client.alone("postJournal", Operation.act(posted + "/Microsoft.NAV.post", ""));
        switch (reply) {
            case BcReply.NotNow _, BcReply.Stopped _, BcReply.Unheard _ -> settle(ids, Outcomes.of(reply));
            case BcReply.Heard _, BcReply.Faulted _ -> afterPosting(ids, reply);
        }
    }

    private void afterPosting(List<String> ids, BcReply reply) {
        Answered<Map<String, List<Entries.Entry>>> answer = new JournalLook(client).of(commands(ids));
        if (!(answer instanceof Answered.Heard<Map<String, List<Entries.Entry>>>(var entries))) {
            settle(ids, Outcomes.unheard(answer));
            return;
        }
        for (String id : ids) {
            List<Entries.Entry> its = entries.getOrDefault(id, List.of());
            if (!its.isEmpty()) {
                outcomes.put(id, reading.posted(its, member(id).command(), false));
            } else if (reply instanceof BcReply.Faulted(var fault)) {
                refused(id, fault, ids.size() > 1);
            } else {
                outcomes.put(id, new ItemOutcome.Unknown("posting was accepted, and it is not in the books yet"));
            }
        }
    }

    /// @param oneOfMany left open then, to be tried by itself
    private void refused(String id, BcFault fault, boolean oneOfMany) {
        if (journal.isOfPayments() && NO_SUCH_JOURNAL.contains(fault.code())) {
            outcomes.put(
                    id,
                    new ItemOutcome.Refused(
                            "payment-journal",
                            "Business Central does not post payment journals over its API here: " + fault.text(),
                            "Post the batch " + journal.code()
                                    + " of the cash receipt journal in Business Central, then"
                                    + " retry: its entries are found by their document number."));
        } else if (!oneOfMany) {
            outcomes.put(id, Outcomes.of(new BcReply.Faulted(fault)));
        }
    }

    // ---- parts ----------------------------------------------------------------------------------------------------

    private List<String> open() {
        return unsettled(List.copyOf(members.keySet()));
    }

    private List<String> unsettled(List<String> ids) {
        return ids.stream().filter(id -> !outcomes.containsKey(id)).toList();
    }

    private void settle(List<String> ids, ItemOutcome outcome) {
        ids.forEach(id -> outcomes.putIfAbsent(id, outcome));
    }

    private List<PostingCommand> commands(List<String> ids) {
        return ids.stream().map(id -> member(id).command()).toList();
    }

    private Batch.Member member(String id) {
        return Objects.requireNonNull(members.get(id));
    }
}
