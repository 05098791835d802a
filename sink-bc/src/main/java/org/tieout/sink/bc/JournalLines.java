package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.runtime.http.Json;
import org.tieout.sink.bc.BcClient.Operation;

/// Compares the lines a journal batch holds with those it should hold. What was left by a crash is used when
/// it is the same, and replaced when it is not. Pure.
final class JournalLines {
    private JournalLines() {}

    /// A line to make.
    record Creation(String postingId, Operation operation) {}

    /// What brings the batch to what it should be.
    ///
    /// @param foreign a line that is none of ours, in a person's words
    /// @param tidying deletions, and dimensions that lines lack
    /// @param creations lines that are missing
    record Plan(Optional<String> foreign, List<Operation> tidying, List<Creation> creations) {
        /// The batch holds what it should, and nothing else.
        boolean isDone() {
            return foreign.isEmpty() && tidying.isEmpty() && creations.isEmpty();
        }
    }

    /// @param address the collection of the batch's lines, relative to the API's root
    /// @param wanted lines as they were rendered, by posting id
    static Plan plan(String address, Map<String, List<JsonNode>> wanted, List<JsonNode> held) {
        Map<Integer, JsonNode> byNumber = new HashMap<>();
        Optional<String> foreign = Optional.empty();
        for (JsonNode line : held) {
            byNumber.put(line.path("lineNumber").asInt(), line);
            if (!Mark.isOne(line.path("comment").asText())) {
                foreign = Optional.of("line " + line.path("lineNumber").asText() + ", document "
                        + line.path("documentNumber").asText());
            }
        }
        List<Operation> tidying = new ArrayList<>();
        List<Creation> creations = new ArrayList<>();
        wanted.forEach((id, its) -> {
            for (JsonNode line : its) {
                JsonNode there = byNumber.remove(line.path("lineNumber").asInt());
                if (there == null) {
                    creations.add(new Creation(id, Operation.post(address, Json.write(line))));
                } else if (!isSame(line, there)) {
                    tidying.add(deletion(address, there));
                    creations.add(new Creation(id, Operation.post(address, Json.write(line))));
                } else {
                    missingDimensions(line, there)
                            .forEach(dimension -> tidying.add(Operation.post(
                                    address + "(" + there.path("id").asText() + ")/dimensionSetLines",
                                    Json.write(dimension))));
                }
            }
        });
        byNumber.values().forEach(line -> tidying.add(deletion(address, line)));
        return new Plan(foreign, tidying, creations);
    }

    private static Operation deletion(String address, JsonNode line) {
        return Operation.delete(
                address + "(" + line.path("id").asText() + ")",
                line.path("@odata.etag").asText());
    }

    private static boolean isSame(JsonNode wanted, JsonNode there) {
        return sameText(wanted, there, "accountNumber")
                && sameText(wanted, there, "customerNumber")
                && sameText(wanted, there, "documentNumber")
                && sameText(wanted, there, "postingDate")
                && sameText(wanted, there, "appliesToInvoiceId")
                && sameText(wanted, there, "comment")
                && Json.number(wanted, "amount").compareTo(Json.number(there, "amount")) == 0;
    }

    /// What was not sent is not compared. Codes come back in capitals.
    private static boolean sameText(JsonNode wanted, JsonNode there, String property) {
        return wanted.path(property).isMissingNode()
                || wanted.path(property)
                        .asText()
                        .equalsIgnoreCase(there.path(property).asText());
    }

    private static List<JsonNode> missingDimensions(JsonNode wanted, JsonNode there) {
        List<JsonNode> missing = new ArrayList<>();
        for (JsonNode dimension : wanted.path("dimensionSetLines")) {
            if (!Dimensions.has(there, dimension)) {
                missing.add(dimension);
            }
        }
        return missing;
    }
}
