package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// Answers one request below the API root: finds what the path points at and reads or changes it. It knows nothing of
/// tokens, limits or transactions; whoever calls it opens the transaction and writes the refusals. Not thread-safe:
/// the company guards it.
public final class Service {
    private final String root;
    private final Tenant tenant;
    private final int pageSize;

    /// The companies and what is not of one company.
    public interface Tenant {
        /// The sets without a company: `companies`, `subscriptions`.
        Sets ownSets();

        /// The sets of a company; without a key those of the default one.
        ///
        /// @throws Refusal where there is no such company
        Sets company(Optional<String> key);

        /// The id of the company, for addresses.
        String companyId();

        /// What is on.
        boolean on(Switch one);
    }

    /// `root` ends with a slash.
    public Service(String root, Tenant tenant, int pageSize) {
        this.root = root;
        this.tenant = tenant;
        this.pageSize = pageSize;
    }

    /// Where a request leads, and the address of its collection or record for links.
    private record Found(Place place, Sets sets, String scope) {}

    /// Answers.
    ///
    /// @param request its path begins with a slash and is relative to the API root
    /// @throws Refusal what the vendor refuses
    public Response answer(Request request) {
        Found found = find(request);
        if (!request.method().equals("GET") && readOnly(request)) {
            throw Refusals.badRequest("The request changes data, but Data-Access-Intent is ReadOnly.");
        }
        return switch (found.place()) {
            case Place.Many many -> collection(request, found, many);
            case Place.One one -> record(request, found, one);
            case Place.Count(var many) -> count(request, found, many);
            case Place.Action(var one, var name) -> action(request, found, one, name);
            case Place.Content(var one, var name) -> content(request, one, name);
        };
    }

    private static boolean readOnly(Request request) {
        return request.header("Data-Access-Intent").orElse("").equalsIgnoreCase("ReadOnly");
    }

    private Found find(Request request) {
        List<String> segments =
                new ArrayList<>(List.of(request.path().substring(1).split("/", -1)));
        if (segments.size() > 1 && segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        Place.Segment first = Place.Segment.of(segments.getFirst());
        boolean scoped = first.name().equals("companies") && first.key().isPresent() && segments.size() > 1;
        if (scoped) {
            Sets company = tenant.company(first.key());
            return new Found(Place.resolve(segments.subList(1, segments.size()), company), company, scope());
        }
        if (tenant.ownSets().set(first.name()).isPresent()) {
            return new Found(Place.resolve(segments, tenant.ownSets()), tenant.ownSets(), "");
        }
        Sets company = tenant.company(request.query("company"));
        return new Found(Place.resolve(segments, company), company, scope());
    }

    private String scope() {
        return "companies(" + tenant.companyId() + ")/";
    }

    private Response collection(Request request, Found found, Place.Many many) {
        return switch (request.method()) {
            case "GET" -> {
                QueryOptions options = options(request, many.set(), found.sets());
                if (options.count()) {
                    requireCounts();
                }
                Pages.Paging paging = new Pages.Paging(
                        request,
                        root + request.path().substring(1),
                        Pages.size(request, pageSize),
                        tenant.on(Switch.SKIP_TOKENS_ARE_KEYS) ? Pages.Style.KEY : Pages.Style.OPAQUE);
                ObjectNode page = Pages.page(many.set(), many.rows(options.filter()), options, paging);
                ObjectNode body = context(found.scope() + many.set().type().set(), page);
                yield applied(request, Answers.json(200, body));
            }
            case "POST" -> insert(request, found, many);
            default ->
                throw Refusals.methodNotAllowed(
                        request.method(), many.set().type().set());
        };
    }

    /// Says that a preferred page size was followed.
    private static Response applied(Request request, Response answer) {
        return Pages.preferred(request)
                .map(size -> answer.withHeader("Preference-Applied", "odata.maxpagesize=" + size))
                .orElse(answer);
    }

    private Response insert(Request request, Found found, Place.Many many) {
        JsonNode payload = body(request);
        Entity created = insert(many.set(), many.parent(), payload, found.sets(), 0);
        String location = root + found.scope() + many.set().type().set() + "("
                + many.set().key(created) + ")";
        String preference = request.header("Prefer").orElse("");
        if (preference.contains("return-no-content") || preference.contains("return=minimal")) {
            return Response.empty(204).withHeader("Location", location).withHeader("OData-Version", "4.0");
        }
        QueryOptions options = options(request, many.set(), found.sets());
        if (tenant.on(Switch.LINES_IN_POST_REPLY)) {
            options = withParts(options, many.set().type(), payload, found.sets());
        }
        return Answers.json(201, written(found, many.set(), created, options)).withHeader("Location", location);
    }

    /// `level` counts down into the parts of a deep insert.
    private Entity insert(EntitySet set, Optional<Entity> parent, JsonNode payload, Sets sets, int level) {
        Binder.Bound bound = bind(set.type(), payload);
        Entity created = set.insert(parent, bound.values());
        if (level > 0 && tenant.on(Switch.PARTS_OF_PARTS_ARE_IGNORED)) {
            return created;
        }
        bound.parts().forEach((navigation, elements) -> {
            EntitySet parts =
                    sets.set(navigation.set()).orElseThrow(() -> Refusals.resourceNotFound(navigation.name()));
            elements.forEach(element -> insert(parts, Optional.of(created), element, sets, level + 1));
        });
        return set.inserted(created);
    }

    private Binder.Bound bind(EntityType type, JsonNode payload) {
        return Binder.bind(type, payload, tenant.on(Switch.PAGE_ORDER_OF_FIELDS));
    }

    private static QueryOptions withParts(QueryOptions options, EntityType type, JsonNode payload, Sets sets) {
        Predicate<String> sent = payload::has;
        String names = String.join(
                ",",
                type.navigations().stream()
                        .filter(Navigation::many)
                        .map(Navigation::name)
                        .filter(sent)
                        .toList());
        return options.expand().isEmpty() ? QueryOptions.parse(type, Map.of("$expand", names), sets) : options;
    }

    private Response record(Request request, Found found, Place.One one) {
        EntitySet set = one.set();
        Optional<String> token = request.header("If-Match");
        return switch (request.method()) {
            case "GET" -> Answers.json(200, written(found, set, one.entity(), options(request, set, found.sets())));
            case "PATCH" -> {
                ETags.check(token, one.entity(), true);
                Binder.Bound bound = bind(set.type(), body(request));
                if (!bound.parts().isEmpty()) {
                    throw Refusals.badRequest("Deep updates are not supported; change the parts one by one.");
                }
                Entity changed = set.modify(one.entity(), bound.values());
                yield Answers.json(200, written(found, set, changed, options(request, set, found.sets())));
            }
            case "DELETE" -> {
                ETags.check(token, one.entity(), set.deleteNeedsToken());
                set.delete(one.entity());
                yield Response.empty(204).withHeader("OData-Version", "4.0");
            }
            default ->
                throw Refusals.methodNotAllowed(request.method(), set.type().set());
        };
    }

    private Response count(Request request, Found found, Place.Many many) {
        if (!request.method().equals("GET")) {
            throw Refusals.methodNotAllowed(request.method(), "$count");
        }
        requireCounts();
        QueryOptions options = options(request, many.set(), found.sets());
        int count =
                Pages.matching(many.set(), many.rows(options.filter()), options).size();
        return Response.bytes(200, "text/plain", String.valueOf(count).getBytes(StandardCharsets.UTF_8))
                .withHeader("OData-Version", "4.0");
    }

    private void requireCounts() {
        if (tenant.on(Switch.COUNT_IS_REFUSED)) {
            throw new Refusal(501, "BadRequest_MethodNotImplemented", "$count is not supported.");
        }
    }

    private Response action(Request request, Found found, Place.One one, String name) {
        if (!request.method().equals("POST")) {
            throw Refusals.methodNotAllowed(request.method(), "Microsoft.NAV." + name);
        }
        ETags.check(request.header("If-Match"), one.entity(), false);
        one.set().act(one.entity(), name);
        Response done = Response.empty(204).withHeader("OData-Version", "4.0");
        return tenant.on(Switch.LOCATION_ON_ACTIONS)
                ? done.withHeader(
                        "Location",
                        root + found.scope() + one.set().type().set() + "("
                                + one.set().key(one.entity()) + ")")
                : done;
    }

    private static Response content(Request request, Place.One one, String name) {
        return switch (request.method()) {
            case "GET" ->
                Response.bytes(
                                200,
                                "application/octet-stream",
                                one.set().stream(one.entity(), name).orElseThrow())
                        .withHeader("OData-Version", "4.0");
            case "PATCH" -> {
                ETags.check(request.header("If-Match"), one.entity(), true);
                one.set().writeStream(one.entity(), name, request.body());
                yield Response.empty(204).withHeader("OData-Version", "4.0");
            }
            default -> throw Refusals.methodNotAllowed(request.method(), name);
        };
    }

    private ObjectNode written(Found found, EntitySet set, Entity entity, QueryOptions options) {
        return context(found.scope() + set.type().set() + "/$entity", Renderer.record(set, entity, options));
    }

    private ObjectNode context(String path, ObjectNode rest) {
        ObjectNode body = Json.object().put("@odata.context", root + "$metadata#" + path);
        body.setAll(rest);
        return body;
    }

    private static QueryOptions options(Request request, EntitySet set, Sets sets) {
        Map<String, String> options = new LinkedHashMap<>();
        request.queryNames()
                .forEach(name -> options.put(name, request.query(name).orElse("")));
        return QueryOptions.parse(set.type(), options, sets);
    }

    private static JsonNode body(Request request) {
        return request.json().orElseThrow(() -> Refusals.badRequest("The body is no valid JSON."));
    }
}
