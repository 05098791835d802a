package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.qbo.refusal.Refusal;
import org.tieout.simulator.qbo.refusal.Refusal.Problem;

/// How answers are written: JSON where it was asked for, XML otherwise; gateway faults always JSON, throttles
/// always
/// XML.
/// Stateless.
final class Wire {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.of("America/Los_Angeles"));

    private Wire() {}

    static String time(Instant now) {
        return TIME.format(now);
    }

    static Response answer(boolean json, JsonNode body) {
        return write(200, json, body);
    }

    static Response refusal(boolean json, Refusal refusal, Instant now) {
        return switch (refusal.form()) {
            case SERVICE -> write(refusal.status(), json, service(refusal).put("time", time(now)));
            case GATEWAY -> {
                Response response = Response.json(refusal.status(), gateway(refusal, now));
                yield refusal.status() == 401
                        ? response.withHeader("WWW-Authenticate", "Bearer realm=\"Intuit\", error=\"invalid_token\"")
                        : response;
            }
            case THROTTLE -> write(refusal.status(), false, service(refusal).put("time", time(now)));
        };
    }

    /// `{"Fault":…}`, also as a batch item's answer.
    static ObjectNode service(Refusal refusal) {
        Problem problem = refusal.problem();
        ObjectNode error = Json.object()
                .put("Message", problem.message())
                .put("Detail", problem.detail())
                .put("code", problem.code());
        problem.element().ifPresent(element -> error.put("element", element));
        ObjectNode fault = Json.object().put("type", refusal.type());
        fault.putArray("Error").add(error);
        ObjectNode body = Json.object();
        body.set("Fault", fault);
        return body;
    }

    private static ObjectNode gateway(Refusal refusal, Instant now) {
        Problem problem = refusal.problem();
        ObjectNode body = Json.object().putNull("warnings").putNull("intuitObject");
        ObjectNode fault = body.putObject("fault");
        fault.putArray("error")
                .addObject()
                .put("message", problem.message())
                .put("detail", problem.detail())
                .put("code", problem.code())
                .putNull("element");
        fault.put("type", refusal.type());
        body.putNull("report").putNull("queryResponse").putArray("batchItemResponse");
        body.putArray("attachableResponse");
        body.putNull("syncErrorResponse").putNull("requestId");
        body.put("time", now.toEpochMilli()).putNull("status").putArray("cdcresponse");
        return body;
    }

    private static Response write(int status, boolean json, JsonNode body) {
        return json ? Response.json(status, body) : Response.xml(status, xml(body));
    }

    private static String xml(JsonNode body) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        out.append("<IntuitResponse time=\"")
                .append(body.path("time").asText())
                .append("\" xmlns=\"http://schema.intuit.com/finance/v3\">");
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!field.getKey().equals("time")) {
                element(out, field.getKey(), field.getValue());
            }
        }
        return out.append("</IntuitResponse>").toString();
    }

    private static void element(StringBuilder out, String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(each -> element(out, name, each));
            return;
        }
        out.append('<').append(name);
        if (value.isObject()) {
            attributes(out, name, value);
            out.append('>');
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                if (!isAttribute(name, field.getKey())) {
                    element(out, field.getKey(), field.getValue());
                }
            }
        } else {
            out.append('>').append(escape(value.asText()));
        }
        out.append("</").append(name).append('>');
    }

    private static void attributes(StringBuilder out, String name, JsonNode value) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (isAttribute(name, field.getKey())) {
                out.append(' ')
                        .append(field.getKey())
                        .append("=\"")
                        .append(escape(field.getValue().asText()))
                        .append('"');
            }
        }
    }

    private static boolean isAttribute(String element, String field) {
        return switch (field) {
            case "domain", "sparse" -> true;
            case "type" -> element.equals("Fault");
            case "code", "element" -> element.equals("Error");
            default -> false;
        };
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
