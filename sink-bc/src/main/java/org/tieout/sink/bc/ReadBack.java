package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingState;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Ledger.PostingsByVendorId;

/// Reads our posted documents as the company holds them: sales documents by id, then the general ledger by
/// the numbers they have now and by the journals' numbers. Two calls for up to two thousand of them.
final class ReadBack {
    private final BcClient client;
    private final Entries entries;

    ReadBack(BcClient client) {
        this.client = client;
        this.entries = new Entries(client);
    }

    /// All of them, deleted ones included, in the order asked for.
    Answered<List<LedgerDocument>> documents(List<PostingState> postings, Reading reading, Instant at) {
        Answered<Map<String, JsonNode>> answer = headers(postings);
        if (!(answer instanceof Answered.Heard<Map<String, JsonNode>>(var headers))) {
            return BcClient.recast(answer);
        }
        List<String> numbers = new ArrayList<>();
        headers.values().forEach(header -> Json.text(header, "number").ifPresent(numbers::add));
        for (PostingState posting : postings) {
            if (SalesType.of(posting.getKind()).isEmpty() && posting.getVendorId() != null) {
                numbers.add(posting.getVendorId());
            }
        }
        Answered<Map<String, List<Entries.Entry>>> books = entries.of(numbers);
        if (!(books instanceof Answered.Heard<Map<String, List<Entries.Entry>>>(var byNumber))) {
            return BcClient.recast(books);
        }
        return new Answered.Heard<>(postings.stream()
                .filter(posting -> posting.getVendorId() != null)
                .map(posting -> document(posting, headers, byNumber, reading, at))
                .toList());
    }

    private static LedgerDocument document(
            PostingState posting,
            Map<String, JsonNode> headers,
            Map<String, List<Entries.Entry>> books,
            Reading reading,
            Instant at) {
        String id = posting.getVendorId() == null ? "" : posting.getVendorId();
        Optional<SalesType> type = SalesType.of(posting.getKind());
        if (type.isEmpty()) {
            return reading.journal(
                    Reading.ofKind(posting.getKind(), books.getOrDefault(capitals(id), List.of())), posting, at);
        }
        @Nullable JsonNode header = headers.get(id.toLowerCase(Locale.ROOT));
        return header == null
                ? reading.deleted(posting, at)
                : reading.sales(
                        header,
                        type.get(),
                        books.getOrDefault(capitals(header.path("number").asText()), List.of()),
                        posting,
                        at);
    }

    private static String capitals(String number) {
        return number.toUpperCase(Locale.ROOT);
    }

    /// Sales documents by id in small letters; what is not among them was deleted.
    private Answered<Map<String, JsonNode>> headers(List<PostingState> postings) {
        Map<SalesType, List<String>> ids = new EnumMap<>(SalesType.class);
        for (PostingState posting : postings) {
            String id = posting.getVendorId();
            if (id != null) {
                SalesType.of(posting.getKind())
                        .ifPresent(type -> ids.computeIfAbsent(type, _ -> new ArrayList<>())
                                .add(id));
            }
        }
        List<String> questions = new ArrayList<>();
        ids.forEach((type, its) -> questions.addAll(Odata.anyOf(type.set(), "id", its, "&$expand=" + type.lines())));
        if (questions.isEmpty()) {
            return new Answered.Heard<>(Map.of());
        }
        Answered<List<List<JsonNode>>> answer = client.read("readBack", questions);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists))) {
            return BcClient.recast(answer);
        }
        Map<String, JsonNode> headers = new HashMap<>();
        lists.forEach(list ->
                list.forEach(header -> headers.put(header.path("id").asText().toLowerCase(Locale.ROOT), header)));
        return new Answered.Heard<>(headers);
    }

    /// Our postings among what changed since: sales documents that were paid, cancelled or edited, orders that were
    /// invoiced, and journals whose number has new entries, as a reversal makes.
    Answered<List<PostingState>> changed(Instant since, PostingsByVendorId postings) {
        String filter = "?$filter=" + Odata.encoded("lastModifiedDateTime gt " + since);
        List<String> questions = new ArrayList<>();
        SalesType.all().forEach(type -> questions.add(type.set() + filter));
        questions.add(DealType.ORDER.set() + filter);
        questions.add("generalLedgerEntries" + filter);
        Answered<List<List<JsonNode>>> answer = client.read("readChanges", questions);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists))) {
            return BcClient.recast(answer);
        }
        Map<String, PostingState> found = new LinkedHashMap<>();
        for (int i = 0; i < SalesType.all().size(); i++) {
            SalesType type = SalesType.all().get(i);
            lists.get(i).forEach(row -> {
                add(type.apiName(), row.path("id").asText(), postings, found);
                // An order that was invoiced is gone; its invoice names it (memo, 9).
                Json.text(row, "orderId").ifPresent(order -> add(DealType.ORDER.apiName(), order, postings, found));
            });
        }
        lists.get(SalesType.all().size())
                .forEach(row -> add(DealType.ORDER.apiName(), row.path("id").asText(), postings, found));
        for (JsonNode entry : lists.getLast()) {
            String number = entry.path("documentNumber").asText();
            for (String type : List.of(Reading.JOURNAL, Reading.PAYMENT)) {
                postings.find(type, number).ifPresent(posting -> found.put(posting.getPostingId(), posting));
            }
        }
        return new Answered.Heard<>(List.copyOf(found.values()));
    }

    private static void add(String type, String id, PostingsByVendorId postings, Map<String, PostingState> found) {
        postings.find(type, id).ifPresent(posting -> found.put(posting.getPostingId(), posting));
    }
}
