package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Face;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Kernel;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.http.Router;
import org.tieout.simulator.qbo.company.Company;
import org.tieout.simulator.qbo.oauth.Connections;
import org.tieout.simulator.qbo.oauth.OAuthEndpoints;
import org.tieout.simulator.qbo.refusal.AccessRefusals;
import org.tieout.simulator.qbo.refusal.Refusal;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// QuickBooks Online, Accounting API v3 at minor version 75: `/qbo/v3/company/{realm}/…`, tokens at
/// `/qbo/oauth2/v1/tokens/bearer`. Every answer carries `intuit_tid`. Thread-safe.
public final class QboFace implements Face {
    private static final String CLIENT_ID = "sim-client-1";
    private static final String CLIENT_SECRET = "sim-client-secret-1";

    private final Kernel kernel;
    private final SimulatorClock clock;
    private final Random ids;
    private final Connections connections;
    private final Map<String, Realm> realms = new LinkedHashMap<>();
    private final Map<String, String> firstRefreshTokens = new HashMap<>();
    private final Router router;
    private final HumanActions humanActions;

    /// Founds and connects the companies.
    public QboFace(Kernel kernel, QboOptions options) {
        this.kernel = kernel;
        this.clock = kernel.clock();
        this.ids = kernel.random("intuit_tid");
        this.connections = new Connections(clock, options.tokens());
        for (String realm : options.realms()) {
            realms.put(
                    realm,
                    new Realm(
                            new Company(realm, clock, options.switches()),
                            new RateLimits(clock::protocolNanos, options.limits()),
                            new RequestIds()));
            firstRefreshTokens.put(realm, "sim-refresh-" + realm);
            connections.connect(realm, "sim-refresh-" + realm);
        }
        this.humanActions = new HumanActions(this::companyOrFirst, connections);
        this.router = routes(new OAuthEndpoints(connections, CLIENT_ID, CLIENT_SECRET, firstRealm()));
    }

    private Router routes(OAuthEndpoints oauth) {
        Endpoints endpoints = new Endpoints(clock);
        BatchEndpoint batch = new BatchEndpoint(clock, kernel.random("batch order"));
        String company = "/v3/company/{realm}";
        return new Router()
                .on("POST", "/oauth2/v1/tokens/bearer", "token", oauth::token)
                .on("POST", "/v2/oauth2/tokens/revoke", "revoke", oauth::revoke)
                .on("GET", "/connect/oauth2", "authorize", oauth::authorize)
                .on("GET", company + "/query", "query", service(endpoints::query))
                .on("POST", company + "/query", "query", queryPost(endpoints))
                .on("POST", company + "/batch", "batch", service(batch::handle))
                .on("GET", company + "/cdc", "cdc", service(endpoints::changes))
                .on("POST", company + "/{entity}", "write", service(endpoints::write))
                .on("GET", company + "/{entity}", "read", service(endpoints::readSingleton))
                .on("GET", company + "/{entity}/{id}", "read", service(endpoints::read));
    }

    private Router.Handler service(BiFunction<Realm, Request, JsonNode> endpoint) {
        return request -> {
            Realm realm = admit(request);
            JsonNode body = endpoint.apply(realm, request);
            return Wire.answer(wantsJson(request), body);
        };
    }

    private Router.Handler queryPost(Endpoints endpoints) {
        Router.Handler query = service(endpoints::query);
        return request -> request.header("Content-Type").orElse("").startsWith("application/text")
                ? query.handle(request)
                : Response.text(415, "Unsupported Media Type");
    }

    /// Token, realm, throttle and access, in the order of the vendor's layers.
    private Realm admit(Request request) {
        String id = request.pathParameter("realm");
        connections.authorize(request.header("Authorization"), id);
        Realm realm = Optional.ofNullable(realms.get(id)).orElseThrow(AccessRefusals::realmForbidden);
        realm.limits().admit(request.path().endsWith("/batch"));
        realm.requireAccess();
        return realm;
    }

    private static boolean wantsJson(Request request) {
        return request.header("Accept").orElse("").contains("application/json");
    }

    @Override
    public String name() {
        return "qbo";
    }

    @Override
    public String operation(Request request) {
        return router.match(request).map(QboFace::operationOf).orElse("unknown");
    }

    private static String operationOf(Router.Match match) {
        boolean entity = match.operation().equals("write") || match.operation().equals("read");
        if (!entity) {
            return match.operation();
        }
        String type = EntityType.atPath(match.request().pathParameter("entity"))
                .map(EntityType::apiName)
                .orElse("Unknown");
        return (match.operation().equals("read") ? "read" : verb(match.request())) + type;
    }

    private static String verb(Request request) {
        try {
            return Verb.of(
                            request.query("operation").orElse(""),
                            Endpoints.include(request.query("include").orElse("")),
                            request.json().orElseGet(Json::object))
                    .lower();
        } catch (Refusal noSuchVerb) {
            return "unknown";
        }
    }

    @Override
    public Response handle(Request request) {
        Response response;
        try {
            response = router.match(request)
                    .orElseThrow(() -> Refusals.unsupportedOperation(request.path()))
                    .answer();
        } catch (Refusal refusal) {
            response = Wire.refusal(wantsJson(request), refusal, clock.protocolNow());
        }
        return signed(response);
    }

    private Response signed(Response response) {
        UUID id;
        synchronized (ids) {
            id = new UUID(ids.nextLong(), ids.nextLong());
        }
        return response.withHeader("intuit_tid", "1-" + id).withHeader("QBO-Version", "1975.simulated");
    }

    @Override
    public Response failure(int status) {
        Refusal refusal = switch (status) {
            case 400 -> Refusals.business("Please wait a few minutes and try again");
            case 401 -> AccessRefusals.tokenInvalid("Token expired: ordered by a fault");
            case 403 -> AccessRefusals.realmForbidden();
            case 429 -> AccessRefusals.throttled();
            default -> AccessRefusals.systemFailure(status);
        };
        return signed(Wire.refusal(true, refusal, clock.protocolNow()));
    }

    @Override
    public JsonNode truth(Request request) {
        return Truth.of(companyOrFirst(request.query("realm")));
    }

    @Override
    public Response control(Request request) {
        return humanActions.handle(request);
    }

    @Override
    public FaceDescription describe() {
        String base = kernel.address() + "/qbo";
        return new FaceDescription(
                name(),
                base,
                base + "/oauth2/v1/tokens/bearer",
                CLIENT_ID,
                CLIENT_SECRET,
                refreshToken(firstRealm()),
                Map.of("realmId", List.copyOf(realms.keySet())));
    }

    /// The refresh token a realm was connected with in the beginning.
    ///
    /// @throws NoSuchElementException if there is no such realm
    public String refreshToken(String realm) {
        return Optional.ofNullable(firstRefreshTokens.get(realm))
                .orElseThrow(() -> new NoSuchElementException("no realm " + realm));
    }

    /// The first company.
    public Company company() {
        return companyOrFirst(Optional.empty());
    }

    /// The company of this realm.
    ///
    /// @throws NoSuchElementException if there is no such realm
    public Company company(String realm) {
        return companyOrFirst(Optional.of(realm));
    }

    /// The throttles of this realm.
    ///
    /// @throws NoSuchElementException if there is no such realm
    public RateLimits limits(String realm) {
        return realm(realm).limits();
    }

    /// The app's connections: a user disconnects a realm here.
    public Connections connections() {
        return connections;
    }

    private Company companyOrFirst(Optional<String> realm) {
        return realm(realm.orElseGet(this::firstRealm)).company();
    }

    private Realm realm(String id) {
        return Optional.ofNullable(realms.get(id)).orElseThrow(() -> new NoSuchElementException("no realm " + id));
    }

    private String firstRealm() {
        return realms.keySet().iterator().next();
    }
}
