package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;

/// What an attempt at a sale carries: the document, and which documents stood for it before. People write an order
/// number of the customer's over ours, so that the number alone does not find them again.
///
/// @param stood orders, drafts and invoices of this revision and all before it
/// @param agreed whether this revision stood once as commanded: what differs now, somebody changed
/// @param document what is sent to make it
record DealBody(List<Stood> stood, boolean agreed, ObjectNode document) {
    /// A document by its id.
    record Stood(DealType type, String id) {}

    DealBody {
        stood = List.copyOf(stood);
    }

    static DealBody of(Ready ready, ObjectNode document) {
        PostingCommand command = ready.command();
        return new DealBody(
                ready.references().byPostingId().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .flatMap(posting -> stood(posting.getValue()))
                        .distinct()
                        .toList(),
                ready.references().of(command.getPostingId()).stream()
                        .flatMap(DealBody::stood)
                        .findAny()
                        .isPresent(),
                document);
    }

    private static Stream<Stood> stood(References.Posted posted) {
        return Stream.of(DealType.values())
                .filter(type -> type.apiName().equals(posted.vendorType()))
                .map(type -> new Stood(type, posted.vendorId()));
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode ids = json.putArray("stood");
        stood.forEach(
                each -> ids.add(Json.object().put("type", each.type().apiName()).put("id", each.id())));
        json.put("agreed", agreed);
        return json.set("document", document);
    }

    static DealBody read(String text) {
        JsonNode json = Json.read(text).orElseGet(Json::object);
        List<Stood> stood = new ArrayList<>();
        for (JsonNode each : json.path("stood")) {
            Stream.of(DealType.values())
                    .filter(type -> type.apiName().equals(each.path("type").asText()))
                    .forEach(type -> stood.add(new Stood(type, each.path("id").asText())));
        }
        return new DealBody(
                stood,
                json.path("agreed").asBoolean(false),
                json.path("document") instanceof ObjectNode document ? document : Json.object());
    }
}
