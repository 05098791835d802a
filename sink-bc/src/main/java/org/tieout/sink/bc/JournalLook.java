package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.Answered;

/// Looks for journal documents and payments in the general ledger: by their document number, and by their
/// date and what their descriptions end with, for where a number series replaced the number (memo, 7.6).
final class JournalLook {
    private final BcClient client;

    JournalLook(BcClient client) {
        this.client = client;
    }

    /// Their entries, by posting id; none where it does not stand in the books.
    Answered<Map<String, List<Entries.Entry>>> of(List<PostingCommand> commands) {
        if (commands.isEmpty()) {
            return new Answered.Heard<>(Map.of());
        }
        Answered<List<List<JsonNode>>> answer = client.read("readEntries", questions(commands));
        return answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists)
                ? new Answered.Heard<>(entries(commands, lists))
                : BcClient.recast(answer);
    }

    static List<String> questions(List<PostingCommand> commands) {
        List<String> questions = new ArrayList<>(
                Entries.questions(commands.stream().map(JournalLook::reference).toList()));
        for (PostingCommand command : commands) {
            questions.add("generalLedgerEntries?$filter="
                    + Odata.encoded("postingDate eq " + command.getDocument().getDate() + " and endswith(description,"
                            + Odata.quoted(JournalRendering.behind(reference(command))) + ")"));
        }
        return questions;
    }

    /// Reads the answers to [#questions].
    static Map<String, List<Entries.Entry>> entries(List<PostingCommand> commands, List<List<JsonNode>> lists) {
        int byText = lists.size() - commands.size();
        Map<String, List<Entries.Entry>> byNumber = Entries.byDocument(
                lists.subList(0, byText).stream().flatMap(List::stream).toList());
        Map<String, List<Entries.Entry>> found = new LinkedHashMap<>();
        for (int i = 0; i < commands.size(); i++) {
            PostingCommand command = commands.get(i);
            List<Entries.Entry> ofNumber = ofKind(command, byNumber.getOrDefault(reference(command), List.of()));
            found.put(
                    command.getPostingId(),
                    ofNumber.isEmpty()
                            ? Entries.byDocument(lists.get(byText + i)).values().stream()
                                    .map(entries -> ofKind(command, entries))
                                    .filter(entries -> !entries.isEmpty())
                                    .findFirst()
                                    .orElse(List.of())
                            : ofNumber);
        }
        return found;
    }

    private static List<Entries.Entry> ofKind(PostingCommand command, List<Entries.Entry> entries) {
        return Reading.ofKind(command.getDocument().getKind(), entries);
    }

    private static String reference(PostingCommand command) {
        return command.getDocument().getReference().toUpperCase(Locale.ROOT);
    }
}
