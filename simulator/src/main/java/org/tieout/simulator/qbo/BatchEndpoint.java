package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.qbo.refusal.Refusal;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// `POST /batch`: up to 30 items, executed and answered in a shuffled order, each for itself. A replay under
/// the same
/// requestid returns the first answer of every item whose bId matches; an item that was refused then is tried anew.
/// Thread-safe.
final class BatchEndpoint {
    private static final int MAX_ITEMS = 30;
    private static final Set<String> ITEM_FIELDS = Set.of("bId", "operation", "optionsData", "Query");

    private final SimulatorClock clock;
    private final Random order;

    BatchEndpoint(SimulatorClock clock, Random order) {
        this.clock = clock;
        this.order = order;
    }

    JsonNode handle(Realm realm, Request request) {
        Optional<String> requestId = request.query("requestid");
        requestId.ifPresent(id -> RequestIds.check(id, RequestIds.MAX_BATCH));
        List<JsonNode> items = items(request);
        synchronized (order) {
            Collections.shuffle(items, order);
        }
        ArrayNode answers = Json.array();
        for (JsonNode item : items) {
            answers.add(answer(realm, requestId, item));
        }
        ObjectNode body = Json.object();
        body.set("BatchItemResponse", answers);
        return body.put("time", Wire.time(clock.protocolNow()));
    }

    private static List<JsonNode> items(Request request) {
        JsonNode list = request.json()
                .map(body -> body.path("BatchItemRequest"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusals.required("BatchItemRequest"));
        if (list.size() > MAX_ITEMS) {
            throw Refusals.batchTooBig(MAX_ITEMS);
        }
        List<JsonNode> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode item : list) {
            if (!item.has("bId")) {
                throw Refusals.required("bId");
            }
            String id = item.path("bId").asText();
            RequestIds.check(id, RequestIds.MAX_BATCH_ITEM);
            if (!ids.add(id)) {
                throw Refusals.business("bId " + id + " is used twice in the batch");
            }
            items.add(item);
        }
        return items;
    }

    private static ObjectNode answer(Realm realm, Optional<String> requestId, JsonNode item) {
        String id = item.path("bId").asText();
        ObjectNode answer = Json.object();
        try {
            answer.setAll((ObjectNode) result(realm, requestId, id, item));
        } catch (Refusal refusal) {
            answer.setAll(Wire.service(refusal));
        }
        return answer.put("bId", id);
    }

    private static JsonNode result(Realm realm, Optional<String> requestId, String id, JsonNode item) {
        if (item.has("Query")) {
            return Endpoints.queryAnswer(realm, item.path("Query").asText());
        }
        EntityType type = entity(item);
        JsonNode body = item.path(type.apiName());
        Set<String> include = Endpoints.include(item.path("optionsData").asText(""));
        Verb verb = Verb.of(item.path("operation").asText(""), include, body);
        Supplier<JsonNode> effect = () -> Json.object().set(type.apiName(), realm.write(type, verb, body, include));
        return requestId
                .map(request -> realm.requestIds().once(request + "/" + id, verb + " " + type, effect))
                .orElseGet(effect);
    }

    private static EntityType entity(JsonNode item) {
        EntityType found = null;
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            if (!ITEM_FIELDS.contains(field.getKey())) {
                found = EntityType.named(field.getKey())
                        .orElseThrow(() -> Refusals.unsupportedProperty("Unrecognized field \"" + field.getKey()
                                + "\" (class com.intuit.schema.finance.v3.BatchItemRequest), not marked as ignorable"));
            }
        }
        if (found == null) {
            throw Refusals.required("IntuitObject");
        }
        return found;
    }
}
