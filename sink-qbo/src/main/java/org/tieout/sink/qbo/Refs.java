package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tieout.runtime.http.Json;

/// References as QuickBooks writes them: `{"value": id}`. Stateless.
final class Refs {

    private Refs() {}

    /// A reference to that id.
    static ObjectNode to(String id) {
        return Json.object().put("value", id);
    }

    /// The id in a reference property.
    static Optional<String> of(JsonNode node, String property) {
        return Json.text(node.path(property), "value");
    }
}
