package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.qbo.query.QueryParser;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Entities, queries and changes of one realm; each method returns the body of a 200 or refuses. Thread-safe.
final class Endpoints {
    private final SimulatorClock clock;

    Endpoints(SimulatorClock clock) {
        this.clock = clock;
    }

    /// `POST /{entity}`: create, update, delete or void.
    JsonNode write(Realm realm, Request request) {
        EntityType type = entity(request);
        JsonNode body = request.json()
                .orElseThrow(() -> Refusals.unsupportedProperty(
                        "failed to parse json object; a property specified is unsupported or invalid"));
        Set<String> include = include(request.query("include").orElse(""));
        Verb verb = Verb.of(request.query("operation").orElse(""), include, body);
        Supplier<JsonNode> effect = () -> wrap(type, realm.write(type, verb, body, include));
        Optional<String> requestId = request.query("requestid");
        if (requestId.isEmpty()) {
            return effect.get();
        }
        RequestIds.check(requestId.get(), RequestIds.MAX_SINGLE);
        return realm.requestIds().once(requestId.get(), verb + " " + type, effect);
    }

    /// `GET /{entity}/{id}`.
    JsonNode read(Realm realm, Request request) {
        EntityType type = entity(request);
        String id = request.pathParameter("id");
        if (type == EntityType.COMPANY_INFO) {
            if (!id.equals(realm.company().realm())) {
                throw Refusals.notFound("CompanyInfo " + id);
            }
            return wrap(type, realm.company().read(type, "1"));
        }
        if (type != EntityType.TAX_CODE && !id.chars().allMatch(Character::isDigit)) {
            throw Refusals.invalidId("Id", id);
        }
        return wrap(type, realm.company().read(type, id));
    }

    /// `GET /preferences`, the only entity read without an id.
    JsonNode readSingleton(Realm realm, Request request) {
        EntityType type = entity(request);
        if (type != EntityType.PREFERENCES) {
            throw Refusals.unsupportedOperation("read " + type.apiName() + " without id");
        }
        return wrap(type, realm.company().read(type, "1"));
    }

    /// `GET /query?query=…` or `POST /query` with the text as body.
    JsonNode query(Realm realm, Request request) {
        String text = request.method().equals("POST")
                ? request.text()
                : request.query("query").orElse("");
        return queryAnswer(realm, text).put("time", Wire.time(clock.protocolNow()));
    }

    /// `{"QueryResponse":…}`, also as a batch item's answer.
    static ObjectNode queryAnswer(Realm realm, String text) {
        ObjectNode answer = Json.object();
        answer.set("QueryResponse", realm.company().query(QueryParser.parse(text)));
        return answer;
    }

    /// `GET /cdc?entities=…&changedSince=…`.
    JsonNode changes(Realm realm, Request request) {
        String entities = request.query("entities").orElseThrow(() -> Refusals.required("entities"));
        Instant since = instant(request.query("changedSince").orElseThrow(() -> Refusals.required("changedSince")));
        ArrayNode responses = Json.array();
        for (String name : entities.split(",")) {
            EntityType type = EntityType.named(name.strip())
                    .orElseThrow(() -> Refusals.unsupportedOperation("changes of " + name));
            responses.add(realm.company().changes(type, since));
        }
        ObjectNode answer = Json.object();
        answer.putArray("CDCResponse").addObject().set("QueryResponse", responses);
        return answer.put("time", Wire.time(clock.protocolNow()));
    }

    private JsonNode wrap(EntityType type, ObjectNode body) {
        ObjectNode answer = Json.object();
        answer.set(type.apiName(), body);
        return answer.put("time", Wire.time(clock.protocolNow()));
    }

    static EntityType entity(Request request) {
        String path = request.pathParameter("entity");
        return EntityType.atPath(path).orElseThrow(() -> Refusals.unsupportedOperation(path));
    }

    static Set<String> include(String value) {
        return Arrays.stream(value.split(",")).filter(flag -> !flag.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    private static Instant instant(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException notAMoment) {
            throw Refusals.invalidDate("changedSince", text);
        }
    }
}
