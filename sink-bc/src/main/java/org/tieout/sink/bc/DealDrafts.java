package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.tieout.event.PostingState;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger.PostingsByVendorId;

/// Orders and drafts that stood when they were last seen: what a person deletes is in no list of changes (memo, 4), so
/// that each look for changes asks for them by id. Kept in memory only: one that is deleted while nothing runs shows
/// when it is approved. Thread-safe.
final class DealDrafts {
    private static final String IDS = "$select=id";

    private final BcClient client;
    private final Map<String, DealType> typesById = new ConcurrentHashMap<>();
    private volatile boolean read;

    DealDrafts(BcClient client) {
        this.client = client;
    }

    void saw(ItemOutcome outcome) {
        if (outcome instanceof ItemOutcome.Drafted drafted) {
            typesById.put(
                    drafted.vendorId().toLowerCase(Locale.ROOT),
                    drafted.vendorType().equals(DealType.ORDER.apiName()) ? DealType.ORDER : DealType.INVOICE);
        }
    }

    /// Those that are gone: deleted, or orders that were invoiced.
    Answered<List<PostingState>> gone(PostingsByVendorId postings) {
        if (!read) {
            Answered<List<List<JsonNode>>> answer = client.read(
                    "readDrafts",
                    List.of(
                            DealType.ORDER.set() + "?" + IDS,
                            DealType.INVOICE.set() + "?$filter=" + Odata.encoded("status eq 'Draft'") + "&" + IDS));
            if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists))) {
                return BcClient.recast(answer);
            }
            knows(DealType.ORDER, lists.getFirst(), postings);
            knows(DealType.INVOICE, lists.getLast(), postings);
            read = true;
        }
        Map<String, DealType> known = Map.copyOf(typesById);
        List<String> questions = new ArrayList<>();
        for (DealType type : DealType.values()) {
            Set<String> ids = new TreeSet<>();
            known.forEach((id, its) -> {
                if (its == type) {
                    ids.add(id);
                }
            });
            questions.addAll(Odata.anyOf(type.set(), "id", ids, "&" + IDS));
        }
        if (questions.isEmpty()) {
            return new Answered.Heard<>(List.of());
        }
        Answered<List<List<JsonNode>>> answer = client.read("readDrafts", questions);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists))) {
            return BcClient.recast(answer);
        }
        Set<String> there = new TreeSet<>();
        lists.forEach(
                list -> list.forEach(row -> there.add(row.path("id").asText().toLowerCase(Locale.ROOT))));
        List<PostingState> gone = new ArrayList<>();
        known.forEach((id, type) -> {
            if (!there.contains(id)) {
                postings.find(type.apiName(), id).filter(DealReadBack::isOne).ifPresent(gone::add);
            }
        });
        return new Answered.Heard<>(gone);
    }

    /// These have been told: once is enough.
    void told(List<PostingState> gone) {
        gone.forEach(posting -> Optional.ofNullable(posting.getVendorId())
                .ifPresent(id -> typesById.remove(id.toLowerCase(Locale.ROOT))));
    }

    private void knows(DealType type, List<JsonNode> rows, PostingsByVendorId postings) {
        for (JsonNode row : rows) {
            String id = row.path("id").asText();
            if (postings.find(type.apiName(), id).filter(DealReadBack::isOne).isPresent()) {
                typesById.put(id.toLowerCase(Locale.ROOT), type);
            }
        }
    }
}
