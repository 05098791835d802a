package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.state.Entity;

/// Answers one request below the API root: finds what the path points at and reads or changes it. Whoever calls it
/// opens the transaction and writes the refusals. Not thread-safe: the organisation guards it.
public final class Service {
    private final Organization organization;
    private final Application application;
    private final String root;
    private final Renderer renderer;
    private final Pages pages;
    private final Tracking tracking;
    private final Metadata metadata;
    private final Writes writes;

    /// `root` ends with a slash.
    public Service(Organization organization, Application application, String root, int pageSize) {
        this.organization = organization;
        this.application = application;
        this.root = root;
        this.renderer = new Renderer(organization);
        this.pages = new Pages(renderer, pageSize);
        this.tracking = new Tracking(organization, renderer, pages, root);
        this.metadata = new Metadata(organization, root);
        this.writes = new Writes(organization, application, renderer, root);
    }

    /// Answers.
    ///
    /// @param request its path begins with a slash and is relative to the API root
    /// @throws org.tieout.simulator.odata.Refusal what the vendor refuses
    public Response answer(Request request, Caller caller) {
        String path = request.path().substring(1);
        if (Metadata.means(path)) {
            get(request, path);
            return Answers.json(200, metadata.answer(path, request.query("$expand")));
        }
        List<String> segments = List.of(path.split("/", -1));
        Address.Segment first = Address.Segment.of(segments.getFirst());
        if (segments.size() == 1 && first.name().equals("WhoAmI")) {
            get(request, path);
            return Answers.json(200, whoAmI(caller));
        }
        if (segments.size() == 1 && application.knows(first.name())) {
            return action(request, first.name(), caller);
        }
        TableType type = organization.set(first.name()).orElseThrow(() -> Refusals.resource(first.name()));
        return first.key().isEmpty()
                ? collection(request, type, segments.subList(1, segments.size()), caller)
                : record(request, Address.parse(organization, type, first.key().get()), segments, caller);
    }

    private static void get(Request request, String path) {
        if (!request.method().equals("GET")) {
            throw Refusals.method(request.method(), path);
        }
    }

    private ObjectNode whoAmI(Caller caller) {
        Entity own = organization.rows("organization").iterator().next();
        return Json.object()
                .put("@odata.context", root + "$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse")
                .put("BusinessUnitId", new UUID(own.id().getMostSignificantBits(), 1L).toString())
                .put("UserId", caller.user().toString())
                .put("OrganizationId", own.id().toString());
    }

    private Response action(Request request, String name, Caller caller) {
        if (!request.method().equals("POST")) {
            throw Refusals.method(request.method(), name);
        }
        JsonNode body = request.body().length == 0 ? Json.object() : Writes.body(request, name);
        return application
                .run(name, body, caller)
                .map(made -> Answers.json(
                        200,
                        context(
                                made.type().set() + "/$entity",
                                renderer.row(
                                        made.type(),
                                        made.row(),
                                        Query.parse(organization, made.type(), Map.of()),
                                        Preferences.of(request)))))
                .orElseGet(Answers::none);
    }

    private Response collection(Request request, TableType type, List<String> rest, Caller caller) {
        if (rest.equals(List.of("$count"))) {
            get(request, "$count");
            return count(request, type);
        }
        if (!rest.isEmpty()) {
            throw Refusals.resource(rest.getFirst());
        }
        return switch (request.method()) {
            case "GET" -> read(request, type, organization.rows(type.name()), type.set());
            case "POST" -> writes.insert(request, type, query(request, type), caller);
            default -> throw Refusals.method(request.method(), type.set());
        };
    }

    private Response read(Request request, TableType type, Collection<Entity> rows, String path) {
        Preferences preferences = Preferences.of(request);
        boolean goesOn = request.query("$skiptoken")
                .map(Cookie::read)
                .filter(cookie -> cookie.from() > 0)
                .isPresent();
        boolean tracks =
                preferences.trackChanges() || request.query("$deltatoken").isPresent() || goesOn;
        if (tracks) {
            Query query = query(request, type);
            return applied(preferences, Answers.json(200, tracking.page(type, query, preferences, request)));
        }
        Query query = query(request, type);
        ObjectNode page = pages.page(type, rows, query, preferences, request, root + path);
        return applied(preferences, Answers.json(200, context(type.set() + names(query), page)));
    }

    private static String names(Query query) {
        String names = query.selected();
        return names.isEmpty() ? "" : "(" + names + ")";
    }

    private Response count(Request request, TableType type) {
        Query query = query(request, type);
        long count = query.deltaToken().isPresent()
                ? tracking.count(type, query, request)
                : organization.rows(type.name()).stream()
                        .filter(query.filter()::passes)
                        .limit(5000)
                        .count();
        return Response.bytes(200, "text/plain", String.valueOf(count).getBytes(StandardCharsets.UTF_8))
                .withHeader("OData-Version", "4.0");
    }

    private Response record(Request request, Address address, List<String> segments, Caller caller) {
        if (segments.size() == 2) {
            return below(request, address, segments.getLast());
        }
        if (segments.size() > 2) {
            throw Refusals.resource(segments.get(2));
        }
        TableType type = address.type();
        return switch (request.method()) {
            case "GET" -> one(request, type, address.require(organization));
            case "PATCH" -> writes.upsert(request, address, query(request, type), caller);
            case "DELETE" -> writes.delete(request, address, caller);
            default -> throw Refusals.method(request.method(), type.set());
        };
    }

    private Response one(Request request, TableType type, Entity row) {
        Query query = query(request, type);
        Preferences preferences = Preferences.of(request);
        boolean conditional =
                query.expand().isEmpty() && preferences.annotations().isEmpty();
        boolean known = request.header("If-None-Match").orElse("").strip().equals(Renderer.etag(row));
        if (conditional && known) {
            return Response.empty(304).withHeader("OData-Version", "4.0");
        }
        ObjectNode body = context(type.set() + names(query) + "/$entity", renderer.row(type, row, query, preferences));
        return applied(preferences, Answers.json(200, body)).withHeader("ETag", Renderer.etag(row));
    }

    /// What a navigation of a row leads to.
    private Response below(Request request, Address address, String navigation) {
        get(request, navigation);
        TableType type = address.type();
        Entity row = address.require(organization);
        Optional<TableType.Many> many = type.many(navigation);
        if (many.isPresent()) {
            String path = type.set() + "(" + row.id() + ")/" + navigation;
            return read(request, organization.type(many.get().table()), renderer.related(many.get(), row), path);
        }
        TableType.One one = type.one(navigation).orElseThrow(() -> Refusals.resource(navigation));
        return Rows.lookup(row.data(), one.lookup().name())
                .filter(target -> target.table().equals(one.table()))
                .flatMap(organization::find)
                .map(target -> one(request, organization.type(one.table()), target))
                .orElseGet(Answers::none);
    }

    private Query query(Request request, TableType type) {
        Map<String, String> options = new LinkedHashMap<>();
        request.queryNames()
                .forEach(name -> options.put(name, request.query(name).orElse("")));
        return Query.parse(organization, type, options);
    }

    private ObjectNode context(String path, ObjectNode rest) {
        ObjectNode body = Json.object().put("@odata.context", root + "$metadata#" + path);
        body.setAll(rest);
        return body;
    }

    static Response applied(Preferences preferences, Response response) {
        return preferences
                .applied()
                .map(text -> response.withHeader("Preference-Applied", text))
                .orElse(response);
    }
}
