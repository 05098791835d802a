package org.tieout.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;

/// A message as JSON; docs/reference/alerts-webhook.md is its contract.
final class Payload {

    private static final int VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private Payload() {}

    static byte[] of(Message message) {
        var body = JSON.createObjectNode()
                .put("version", VERSION)
                .put("delivery", message.id())
                .put("channel", message.channel())
                .put(
                        "event",
                        message.isDigest()
                                ? "digest"
                                : message.items().getFirst().event().word())
                .put("text", Text.line(message))
                .put("at", message.at().toString());
        var alerts = body.putArray("alerts");
        message.shown().forEach(item -> alerts.add(alert(item)));
        body.put("more", message.more());
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode alert(Item item) {
        var trouble = item.trouble();
        var alert = JSON.createObjectNode()
                .put("event", item.event().name().toLowerCase(Locale.ROOT))
                .put("id", trouble.id())
                .put("kind", trouble.kind());
        trouble.flows().forEach(alert.putArray("flows")::add);
        return alert.put("subject", trouble.subject())
                .put("message", trouble.message())
                .put("nextStep", trouble.nextStep())
                .put("open", trouble.open())
                .put("at", trouble.at().toString());
    }
}
