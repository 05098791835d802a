package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.References;

/// What an attempt at a customer carries: whom it is about and hashes, so that names and addresses are in no state of a
/// posting. The fields themselves are read from the CRM's records when they are sent.
///
/// @param id the customer's id in Business Central, where an earlier posting wrote it
/// @param before hashes of what that wrote
/// @param writing hashes of what this one is to write; empty where the record was not to be had
/// @param salt what the hashes are made with
record CustomerBody(Optional<String> id, Map<String, String> before, Map<String, String> writing, String salt) {
    CustomerBody {
        before = Map.copyOf(before);
        writing = Map.copyOf(writing);
    }

    static CustomerBody of(Optional<References.Posted> earlier, Optional<CustomerFields> fields, String salt) {
        return new CustomerBody(
                earlier.map(References.Posted::vendorId),
                earlier.map(References.Posted::written).orElse(Map.of()),
                fields.map(CustomerFields::hashes).orElse(Map.of()),
                salt);
    }

    String text() {
        ObjectNode json = Json.object();
        id.ifPresent(value -> json.put("id", value));
        json.put("salt", salt);
        json.set("before", node(before));
        json.set("writing", node(writing));
        return Json.write(json);
    }

    static CustomerBody read(String text) {
        JsonNode json = Json.read(text).orElseGet(Json::object);
        return new CustomerBody(
                Json.text(json, "id"),
                map(json.path("before")),
                map(json.path("writing")),
                json.path("salt").asText());
    }

    private static ObjectNode node(Map<String, String> map) {
        ObjectNode node = Json.object();
        new java.util.TreeMap<>(map).forEach(node::put);
        return node;
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return map;
    }
}
