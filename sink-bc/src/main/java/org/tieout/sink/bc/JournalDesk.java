package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;

/// Posts what goes through journals. Posting a journal batch posts all of its lines, whoever wrote them
/// (memo, 7.6): a batch is of one source only, and used by one thread at a time. Thread-safe.
final class JournalDesk {
    private final BcClient client;
    private final Choices choices;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /// Which batch a document goes into, as its body says.
    ///
    /// @param set `journals` or `customerPaymentJournals`
    /// @param balancingAccountId empty for general journals
    record Journal(String set, String code, String displayName, String balancingAccountId) {
        static Journal of(JsonNode body) {
            return new Journal(
                    body.path("set").asText(),
                    body.path("code").asText(),
                    body.path("displayName").asText(),
                    body.path("balancingAccountId").asText(""));
        }

        boolean isOfPayments() {
            return set.equals("customerPaymentJournals");
        }

        /// The entity set of its lines.
        String lines() {
            return isOfPayments() ? "customerPayments" : "journalLines";
        }
    }

    JournalDesk(BcClient client, Choices choices) {
        this.client = client;
        this.choices = choices;
    }

    /// What became of each, in order.
    List<ItemOutcome> post(List<Batch.Member> members, Company company) {
        Map<Journal, List<Batch.Member>> journals = new LinkedHashMap<>();
        for (Batch.Member member : members) {
            Journal journal = Journal.of(Json.read(member.body()).orElseGet(Json::object));
            journals.computeIfAbsent(journal, _ -> new ArrayList<>()).add(member);
        }
        Map<String, ItemOutcome> outcomes = new HashMap<>();
        var reading = new Reading(company, choices);
        journals.forEach((journal, its) -> {
            ReentrantLock lock = locks.computeIfAbsent(journal.set() + "|" + journal.code(), _ -> new ReentrantLock());
            lock.lock();
            try {
                outcomes.putAll(new JournalRun(client, choices, reading, journal, its).outcomes());
            } finally {
                lock.unlock();
            }
        });
        return members.stream()
                .map(member ->
                        Objects.requireNonNull(outcomes.get(member.command().getPostingId())))
                .toList();
    }

    /// Whether they stand in the books. Lines of a journal do not: they are found again when it is posted.
    Answered<Map<String, Finding>> find(List<PostingCommand> commands, Company company) {
        Answered<Map<String, List<Entries.Entry>>> answer = new JournalLook(client).of(commands);
        if (!(answer instanceof Answered.Heard<Map<String, List<Entries.Entry>>>(var found))) {
            return BcClient.recast(answer);
        }
        var reading = new Reading(company, choices);
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (PostingCommand command : commands) {
            findings.put(
                    command.getPostingId(),
                    finding(command, found.getOrDefault(command.getPostingId(), List.of()), reading));
        }
        return new Answered.Heard<>(findings);
    }

    static Finding finding(PostingCommand command, List<Entries.Entry> entries, Reading reading) {
        if (entries.isEmpty()) {
            return new Finding.Absent();
        }
        Optional<String> difference = reading.difference(entries, command);
        return difference
                .<Finding>map(what -> new Finding.Conflict(
                        "Entries with document number " + entries.getFirst().document() + " are not as commanded: "
                                + what,
                        "Look at them in Business Central; reverse what is wrong, then retry."))
                .orElseGet(() -> new Finding.Found(reading.posted(entries, command, true)));
    }
}
