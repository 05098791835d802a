package org.tieout.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.tieout.simulator.clock.SimulatorClock;

/// The endpoints below `/control` for programs in another process. They are no vendor's API: faults, truth, calls,
/// time.
final class Control {
    private final Map<String, Face> faces;
    private final SimulatorClock clock;
    private final Faults faults;
    private final CallLog calls;
    private final Router router;

    Control(Map<String, Face> faces, SimulatorClock clock, Faults faults, CallLog calls) {
        this.faces = faces;
        this.clock = clock;
        this.faults = faults;
        this.calls = calls;
        this.router = new Router()
                .on("POST", "/faults", "arm", this::arm)
                .on("DELETE", "/faults", "disarm", _ -> disarm())
                .on("GET", "/faults", "armed", _ -> armed())
                .on("GET", "/calls", "calls", _ -> counts())
                .on("GET", "/describe", "describe", _ -> describe())
                .on("POST", "/world/advance", "advanceWorld", this::advanceWorld)
                .on("POST", "/clock/advance", "advanceProtocol", this::advanceProtocol)
                .on("GET", "/truth/{face}", "truth", this::truth);
    }

    Response handle(Request request) {
        try {
            var match = router.match(request);
            return match.isPresent() ? match.get().answer() : handOn(request);
        } catch (IllegalArgumentException | DateTimeParseException | NoSuchElementException wrong) {
            return Response.json(400, Json.object().put("error", wrong.getMessage()));
        }
    }

    private Response handOn(Request request) {
        for (Face face : faces.values()) {
            String prefix = "/" + face.name();
            if (request.path().startsWith(prefix + "/")) {
                return face.control(request.below(prefix));
            }
        }
        return Response.json(404, Json.object().put("error", "no control endpoint at " + request.path()));
    }

    private Response arm(Request request) {
        faults.arm(Fault.fromJson(body(request)));
        return armed();
    }

    private Response disarm() {
        faults.clear();
        return armed();
    }

    private Response armed() {
        ArrayNode list = Json.array();
        faults.armed().forEach(fault -> list.add(fault.toString()));
        return Response.json(200, Json.object().set("armed", list));
    }

    private Response counts() {
        ArrayNode counts = Json.array();
        calls.counts()
                .forEach((key, count) -> counts.addObject()
                        .put("face", key.face())
                        .put("operation", key.operation())
                        .put("status", key.status())
                        .put("count", count));
        ArrayNode last = Json.array();
        calls.last().forEach(call -> {
            ObjectNode node = last.addObject()
                    .put("at", call.at().toString())
                    .put("face", call.face())
                    .put("operation", call.operation())
                    .put("method", call.method())
                    .put("path", call.path())
                    .put("status", call.status());
            call.fault().ifPresent(fault -> node.put("fault", fault));
        });
        ObjectNode answer = Json.object();
        answer.set("counts", counts);
        answer.set("last", last);
        return Response.json(200, answer);
    }

    private Response describe() {
        ArrayNode list = Json.array();
        faces.values().forEach(face -> list.add(Json.tree(face.describe())));
        return Response.json(200, Json.object().set("faces", list));
    }

    private Response advanceWorld(Request request) {
        clock.advanceWorld(duration(request));
        faces.values().forEach(face -> face.worldAdvanced(clock.worldNow()));
        return now();
    }

    private Response advanceProtocol(Request request) {
        clock.advanceProtocol(duration(request));
        return now();
    }

    private Response now() {
        return Response.json(
                200,
                Json.object()
                        .put("world", clock.worldNow().toString())
                        .put("protocol", clock.protocolNow().toString()));
    }

    private Response truth(Request request) {
        Face face = faces.get(request.pathParameter("face"));
        return face == null
                ? Response.json(404, Json.object().put("error", "no such face"))
                : Response.json(200, face.truth(request));
    }

    private static Duration duration(Request request) {
        return Duration.parse(body(request).path("duration").asText());
    }

    private static JsonNode body(Request request) {
        return request.json().orElseThrow(() -> new IllegalArgumentException("the body is not JSON"));
    }
}
