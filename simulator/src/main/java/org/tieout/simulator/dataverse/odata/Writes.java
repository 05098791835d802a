package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// POST, PATCH and DELETE with their conditions (sections 2, 5 and 12). Not thread-safe: the organisation guards it.
final class Writes {
    private static final Map<String, String> DETECTED = Map.of("account", "name", "contact", "emailaddress1");

    private final Organization organization;
    private final Application application;
    private final Renderer renderer;
    private final Binder binder;
    private final String root;

    Writes(Organization organization, Application application, Renderer renderer, String root) {
        this.organization = organization;
        this.application = application;
        this.renderer = renderer;
        this.binder = new Binder(organization, root);
        this.root = root;
    }

    static JsonNode body(Request request, String resource) {
        String type = request.header("Content-Type").orElse("");
        if (!type.startsWith("application/json")) {
            throw new Refusal(415, "0x80060888", "The content type '" + type + "' is not supported.");
        }
        return request.json().orElseThrow(() -> Refusals.payload(resource, "The body is no valid JSON."));
    }

    Response insert(Request request, TableType type, Query query, Caller caller) {
        privilege("prvCreate", type);
        Binder.Bound bound = binder.bind(type, body(request, type.set()), true);
        detectDuplicates(request, type, bound.values());
        Entity created = insert(type, bound, Optional.empty(), caller);
        return answer(request, type, created, query, 201);
    }

    private Entity insert(TableType type, Binder.Bound bound, Optional<UUID> chosen, Caller caller) {
        ObjectNode values = bound.values();
        UUID id = chosen.or(() -> Optional.ofNullable(values.get(type.key()))
                        .filter(JsonNode::isTextual)
                        .map(node -> UUID.fromString(node.asText())))
                .orElseGet(organization::newId);
        values.remove(type.key());
        Entity created = application.create(type, id, values, caller);
        bound.parts().forEach((many, bodies) -> deep(many, bodies, new Reference(type.name(), created.id()), caller));
        return organization.require(type.name(), created.id());
    }

    /// The parts of a deep insert; each names the row it is a part of.
    private void deep(TableType.Many many, List<JsonNode> bodies, Reference parent, Caller caller) {
        TableType type = organization.type(many.table());
        for (JsonNode body : bodies) {
            Binder.Bound bound = binder.bind(type, body, true);
            bound.values().set(many.via(), parent.stored());
            insert(type, bound, Optional.empty(), caller);
        }
    }

    Response upsert(Request request, Address address, Query query, Caller caller) {
        TableType type = address.type();
        privilege("prvWrite", type);
        Optional<Entity> current = address.find(organization);
        Optional<String> ifMatch = request.header("If-Match").map(String::strip);
        boolean createOnly = request.header("If-None-Match")
                .map(String::strip)
                .filter("*"::equals)
                .isPresent();
        JsonNode body = body(request, type.set());
        if (current.isEmpty()) {
            if (ifMatch.isPresent()) {
                throw Refusals.absent(
                        type.name(), address.id().map(UUID::toString).orElse("of this key"));
            }
            return created(request, address, body, query, caller);
        }
        if (createOnly) {
            throw Refusals.duplicate();
        }
        check(ifMatch, current.get());
        Binder.Bound bound = binder.bind(type, body, false);
        if (!bound.parts().isEmpty()) {
            throw Refusals.payload(type.set(), "Deep updates are not supported; change the parts one by one.");
        }
        detectDuplicates(request, type, bound.values());
        Entity changed = application.update(type, current.get(), bound.values(), caller);
        return answer(request, type, changed, query, 200);
    }

    private Response created(Request request, Address address, JsonNode body, Query query, Caller caller) {
        TableType type = address.type();
        Binder.Bound bound = binder.bind(type, body, true);
        address.alternate().forEach(bound.values()::set);
        Entity created = insert(type, bound, address.id(), caller);
        return answer(request, type, created, query, 201);
    }

    Response delete(Request request, Address address, Caller caller) {
        TableType type = address.type();
        privilege("prvDelete", type);
        Entity current = address.require(organization);
        check(request.header("If-Match").map(String::strip), current);
        application.delete(type, current, caller);
        return Answers.none();
    }

    private static void check(Optional<String> ifMatch, Entity current) {
        ifMatch.filter(token -> !token.equals("*") && !token.equals(Renderer.etag(current)))
                .ifPresent(_ -> {
                    throw Refusals.version();
                });
    }

    private void privilege(String verb, TableType type) {
        if (organization.on(Switch.NO_WRITE_PRIVILEGE)) {
            throw Refusals.privilege(verb + type.name());
        }
    }

    /// Rules for duplicates are applied only where the request asks for them (section 12).
    private void detectDuplicates(Request request, TableType type, ObjectNode values) {
        boolean asked = request.header("MSCRM.SuppressDuplicateDetection")
                .orElse("true")
                .equalsIgnoreCase("false");
        String column = DETECTED.get(type.name());
        if (!asked || column == null || !values.hasNonNull(column)) {
            return;
        }
        boolean found = organization.rows(type.name()).stream()
                .anyMatch(row ->
                        row.text(column).equalsIgnoreCase(values.path(column).asText()));
        if (found) {
            throw new Refusal(
                    500,
                    "0x80040333",
                    "A record was not created or updated because a duplicate of the current record already exists.");
        }
    }

    private Response answer(Request request, TableType type, Entity row, Query query, int status) {
        Preferences preferences = Preferences.of(request);
        String address = root + type.set() + "(" + row.id() + ")";
        if (!preferences.representation()) {
            return Answers.none().withHeader("OData-EntityId", address).withHeader("Location", address);
        }
        ObjectNode body = renderer.row(type, row, query, preferences);
        ObjectNode whole = Json.object().put("@odata.context", root + "$metadata#" + type.set() + "/$entity");
        whole.setAll(body);
        return Service.applied(preferences, Answers.json(status, whole))
                .withHeader("OData-EntityId", address)
                .withHeader("Location", address);
    }
}
