package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;

/// Posts invoices and credit memos. For up to a hundred of them, five calls: look, create drafts, read them
/// and compare, post, read again. Each step begins with what is found, so that one that was cut off anywhere
/// goes on where it stood and makes nothing twice (memo, 9).
final class SalesDesk {
    private final BcClient client;
    private final Choices choices;

    SalesDesk(BcClient client, Choices choices) {
        this.client = client;
        this.choices = choices;
    }

    /// What became of each, in order.
    List<ItemOutcome> post(List<Batch.Member> members, Company company) {
        return new SalesRun(client, new SalesLook(client, company), new Reading(company, choices), members).outcomes();
    }

    /// Whether they stand in the books. A draft does not: it is found again when it is posted.
    Answered<Map<String, Finding>> find(List<PostingCommand> commands, Company company) {
        if (commands.isEmpty()) {
            return new Answered.Heard<>(Map.of());
        }
        Answered<Map<String, SalesLook.Found>> answer = new SalesLook(client, company).of(commands);
        if (!(answer instanceof Answered.Heard<Map<String, SalesLook.Found>>(var found))) {
            return BcClient.recast(answer);
        }
        var reading = new Reading(company, choices);
        Map<String, Finding> findings = new LinkedHashMap<>();
        commands.forEach(command ->
                findings.put(command.getPostingId(), finding(command, found.get(command.getPostingId()), reading)));
        return new Answered.Heard<>(findings);
    }

    private static Finding finding(
            PostingCommand command, SalesLook.@org.jspecify.annotations.Nullable Found found, Reading reading) {
        if (found == null || found.posted().isEmpty()) {
            return new Finding.Absent();
        }
        JsonNode json = found.posted().getFirst();
        SalesType type = SalesLook.type(command);
        Optional<String> difference = found.posted().size() > 1
                ? Optional.of("The company holds it " + found.posted().size() + " times")
                : reading.difference(json, command)
                        .map(what -> "The company holds it otherwise than commanded: " + what);
        return difference
                .<Finding>map(what -> new Finding.Conflict(
                        what,
                        "Look at " + numbers(found.posted()) + " in Business Central; correct or cancel what is wrong,"
                                + " then retry."))
                .orElseGet(() -> new Finding.Found(reading.posted(json, type, command, true)));
    }

    static String numbers(List<JsonNode> documents) {
        List<String> numbers = new ArrayList<>();
        documents.forEach(document -> numbers.add(document.path("number").asText()));
        return String.join(" and ", numbers);
    }
}
