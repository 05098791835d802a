package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.sink.Answered;

/// Reads orders, drafts and invoices of deals as the company holds them now. An order that was invoiced is gone, and
/// its invoices name it (memo, 9): whoever invoiced it, they are what is read.
final class DealReadBack {
    private final BcClient client;

    DealReadBack(BcClient client) {
        this.client = client;
    }

    /// All of them, deleted ones included, in the order asked for. What another revision stands for is read as that
    /// other's; but an invoice that somebody posted before the other could change it is read as what it is.
    Answered<List<LedgerDocument>> documents(List<PostingState> postings, DealReading reading, Instant at) {
        boolean marks = postings.stream().anyMatch(DealReadBack::isSuperseded);
        Map<DealType, List<String>> ids = new EnumMap<>(DealType.class);
        for (PostingState posting : postings) {
            ids.computeIfAbsent(type(posting), _ -> new ArrayList<>()).add(id(posting));
        }
        Answered<Map<String, JsonNode>> first = byId(ids, marks);
        if (!(first instanceof Answered.Heard<Map<String, JsonNode>>(var held))) {
            return BcClient.recast(first);
        }
        List<String> ordered = postings.stream()
                .filter(posting -> type(posting) == DealType.ORDER && !held.containsKey(id(posting)))
                .map(DealReadBack::id)
                .toList();
        Answered<Map<String, List<JsonNode>>> second = invoicesOf(ordered, marks);
        if (!(second instanceof Answered.Heard<Map<String, List<JsonNode>>>(var invoices))) {
            return BcClient.recast(second);
        }
        return new Answered.Heard<>(postings.stream()
                .filter(posting -> !isSuperseded(posting)
                        || isPosted(posting, held.get(id(posting)), invoices.getOrDefault(id(posting), List.of())))
                .map(posting -> document(posting, held, invoices.getOrDefault(id(posting), List.of()), reading, at))
                .toList());
    }

    private static boolean isSuperseded(PostingState posting) {
        return posting.getStatus() == PostingStatus.SUPERSEDED;
    }

    /// Whether it is posted as this revision says: the mark tells.
    private static boolean isPosted(PostingState posting, @Nullable JsonNode held, List<JsonNode> invoices) {
        List<JsonNode> its = held != null && type(posting) == DealType.INVOICE ? List.of(held) : invoices;
        return !its.isEmpty()
                && its.stream()
                        .allMatch(each -> !Reading.isDraft(each)
                                && DealMarks.isCurrent(each, DealType.INVOICE, posting.getPostingId()));
    }

    private static LedgerDocument document(
            PostingState posting,
            Map<String, JsonNode> held,
            List<JsonNode> invoices,
            DealReading reading,
            Instant at) {
        DealReading.Origin origin = DealReading.Origin.of(posting);
        if (!invoices.isEmpty()) {
            return reading.invoiced(invoices, origin, at);
        }
        if (!held.containsKey(id(posting))) {
            return reading.deleted(posting, type(posting), at);
        }
        var standing = new DealLook.Standing(type(posting), Objects.requireNonNull(held.get(id(posting))));
        return DealLook.isUnposted(standing)
                ? reading.draft(standing, origin, at)
                : reading.invoiced(List.of(standing.json()), origin, at);
    }

    private Answered<Map<String, JsonNode>> byId(Map<DealType, List<String>> ids, boolean marks) {
        List<String> questions = new ArrayList<>();
        ids.forEach((type, its) -> questions.addAll(Odata.anyOf(type.set(), "id", its, lines(type, marks))));
        Answered<List<JsonNode>> answer = rows(questions);
        if (!(answer instanceof Answered.Heard<List<JsonNode>>(var rows))) {
            return BcClient.recast(answer);
        }
        Map<String, JsonNode> held = new HashMap<>();
        rows.forEach(row -> held.put(small(row.path("id").asText()), row));
        return new Answered.Heard<>(held);
    }

    private Answered<Map<String, List<JsonNode>>> invoicesOf(List<String> orders, boolean marks) {
        Answered<List<JsonNode>> answer =
                rows(Odata.anyOf(DealType.INVOICE.set(), "orderId", orders, lines(DealType.INVOICE, marks)));
        if (!(answer instanceof Answered.Heard<List<JsonNode>>(var rows))) {
            return BcClient.recast(answer);
        }
        Map<String, List<JsonNode>> invoices = new HashMap<>();
        rows.stream()
                .sorted(Comparator.comparing(row -> row.path("number").asText()))
                .forEach(row -> invoices.computeIfAbsent(
                                small(row.path("orderId").asText()), _ -> new ArrayList<>())
                        .add(row));
        return new Answered.Heard<>(invoices);
    }

    private static String lines(DealType type, boolean marks) {
        return marks ? "&$expand=" + type.lines() : "";
    }

    private Answered<List<JsonNode>> rows(List<String> questions) {
        if (questions.isEmpty()) {
            return new Answered.Heard<>(List.of());
        }
        Answered<List<List<JsonNode>>> answer = client.read("readBack", questions);
        return answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists)
                ? new Answered.Heard<>(lists.stream().flatMap(List::stream).toList())
                : BcClient.recast(answer);
    }

    /// Whether a posting is a deal's that stands in the company, in whatever form.
    static boolean isOne(PostingState posting) {
        return DealType.of(posting.getKind()).isPresent() && posting.getVendorId() != null;
    }

    private static DealType type(PostingState posting) {
        return DealType.ORDER.apiName().equals(posting.getVendorType()) ? DealType.ORDER : DealType.INVOICE;
    }

    private static String id(PostingState posting) {
        String id = posting.getVendorId();
        return id == null ? "" : small(id);
    }

    private static String small(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
