package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tieout.runtime.http.Json;
import org.tieout.sink.bc.BcClient.Operation;

/// Dimensions of a draft's lines. They are sent with the lines; whether two levels are inserted at once is
/// not written anywhere, so that they are looked for and added where they are missing (memo, 4, 7.5).
final class Dimensions {
    private Dimensions() {}

    /// What adds the dimensions that a draft lacks.
    ///
    /// @param body what was sent for it
    static List<Operation> missing(BcClient client, String set, String lines, JsonNode draft, String body) {
        JsonNode sent = Json.read(body).orElseGet(Json::object).path(lines);
        List<JsonNode> held = new ArrayList<>();
        draft.path(lines).forEach(held::add);
        held.sort(Comparator.comparingInt(line -> line.path("sequence").asInt()));
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < sent.size() && i < held.size(); i++) {
            String address = set + "(" + draft.path("id").asText() + ")/" + lines + "("
                    + held.get(i).path("id").asText() + ")/dimensionSetLines";
            for (JsonNode wanted : sent.get(i).path("dimensionSetLines")) {
                if (!has(held.get(i), wanted)) {
                    operations.add(Operation.post(client.inCompany(address), Json.write(wanted)));
                }
            }
        }
        return operations;
    }

    static boolean has(JsonNode line, JsonNode wanted) {
        for (JsonNode each : line.path("dimensionSetLines")) {
            if (each.path("code").asText().equalsIgnoreCase(wanted.path("code").asText())
                    && each.path("valueCode")
                            .asText()
                            .equalsIgnoreCase(wanted.path("valueCode").asText())) {
                return true;
            }
        }
        return false;
    }
}
