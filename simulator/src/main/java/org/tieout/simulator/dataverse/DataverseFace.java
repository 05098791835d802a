package org.tieout.simulator.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.dataverse.odata.Answers;
import org.tieout.simulator.dataverse.odata.Binder;
import org.tieout.simulator.dataverse.odata.Service;
import org.tieout.simulator.dataverse.sales.Crm;
import org.tieout.simulator.dataverse.sales.Deals;
import org.tieout.simulator.dataverse.sales.Founding;
import org.tieout.simulator.dataverse.sales.Schema;
import org.tieout.simulator.dataverse.webhook.Webhooks;
import org.tieout.simulator.entra.App;
import org.tieout.simulator.entra.TokenEndpoint;
import org.tieout.simulator.entra.Tokens;
import org.tieout.simulator.http.Face;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Kernel;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// Dynamics 365 Sales, Dataverse Web API v9.2: `/dataverse/{org}/api/data/v9.2/…`, tokens at
/// `/dataverse/{tenant}/oauth2/v2.0/token`. Thread-safe.
public final class DataverseFace implements Face {
    private static final App APP = new App("8a1f0c2e-0000-4000-8000-5ee11e300001", "sim-dataverse-client-secret-1");

    private final Kernel kernel;
    private final DataverseOptions options;
    private final Tokens tokens;
    private final TokenEndpoint tokenEndpoint;
    private final ServiceLimits limits;
    private final Organization organization;
    private final Crm crm;
    private final Founding founding;
    private final Deals deals;
    private final Webhooks webhooks;
    private final Post post;
    private final HumanActions humanActions;
    private final Api api;
    private final String root;

    /// Founds the organisation.
    public DataverseFace(Kernel kernel, DataverseOptions options) {
        this.kernel = kernel;
        this.options = options;
        this.tokens = new Tokens(kernel.clock(), "sim-dataverse-access-");
        this.limits = new ServiceLimits(kernel.clock()::protocolNanos, options.limits());
        this.organization = new Organization(
                kernel.clock(),
                kernel.random("dataverse ids"),
                kernel.random("dataverse passing ids"),
                Schema.tables(options.customColumns()),
                options.switches());
        Random ids = kernel.random("dataverse correlation ids");
        this.tokenEndpoint = new TokenEndpoint(
                kernel.clock(),
                tokens,
                options.tenantId(),
                organizationUrl() + "/.default",
                Map.of(APP.clientId(), APP),
                () -> new UUID(ids.nextLong(), ids.nextLong()),
                () -> true);
        this.root = "/" + options.org() + "/api/data/v9.2/";
        String address = kernel.address() + "/dataverse" + root;
        this.crm = new Crm(organization, address);
        this.founding = organization.atomically(() -> Founding.found(organization, crm, APP.clientId()));
        this.webhooks = new Webhooks(organization, Duration.ofMillis(options.webhookTimeoutMillis()));
        organization.listen(webhooks::before, webhooks::after);
        this.deals = new Deals(organization, crm, founding);
        if (options.seeded()) {
            deals.seed();
        }
        this.post = new Post(this::pass, options.webhooksByThemselves());
        this.humanActions = new HumanActions(
                organization,
                crm,
                new Binder(organization, address),
                new Caller(founding.seller().id(), true, true));
        controls();
        this.api = new Api(organization, new Service(organization, crm, address, options.pageSize()), address);
    }

    private void controls() {
        humanActions.on("tokens/expire", _ -> tokens.revokeAll());
        humanActions.on(
                "secret/expire",
                body -> tokenEndpoint.expireSecret(
                        APP.clientId(), body.path("on").asBoolean()));
        humanActions.on("limits", this::limit);
        humanActions.asking(
                "advance", body -> Json.object().put("advanced", deals.advance(HumanActions.text(body, "deal"))));
        humanActions.on(
                "pass",
                body -> deals.pass(HumanActions.duration(body), kernel.clock().worldNow()));
        humanActions.asking(
                "webhooks/deliver",
                body -> Json.object()
                        .put("sent", webhooks.deliver(body.path("all").asBoolean())));
        humanActions.on(
                "webhooks/lose", body -> webhooks.lose(body.path("count").asInt()));
        humanActions.on(
                "webhooks/double", body -> webhooks.twice(body.path("count").asInt()));
        humanActions.on("webhooks/delay", body -> webhooks.delay(HumanActions.duration(body)));
        humanActions.on("webhooks/reorder", _ -> webhooks.reorder());
        humanActions.on(
                "webhooks/limit", body -> webhooks.limit(body.path("bytes").asInt()));
    }

    private void limit(JsonNode body) {
        ServiceLimits.Limits now = limits.limits();
        limits.set(new ServiceLimits.Limits(
                body.path("requests").asInt(now.requests()),
                body.path("executionMillis").asLong(now.executionMillis()),
                body.path("concurrent").asInt(now.concurrent()),
                body.path("costMillis").asLong(now.costMillis())));
    }

    /// What happens without anybody asking: deals move with world time, webhooks leave when they are due.
    private void pass() {
        deals.run(kernel.clock().worldNow());
        webhooks.deliver(false);
    }

    private String organizationUrl() {
        return options.organizationUrl(kernel.address().toString());
    }

    @Override
    public String name() {
        return "dataverse";
    }

    @Override
    public String operation(Request request) {
        return Operations.of(request, root);
    }

    @Override
    public Response handle(Request request) {
        String[] segments = request.path().substring(1).split("/", -1);
        if (segments.length == 4 && request.path().endsWith("/oauth2/v2.0/token")) {
            return request.method().equals("POST")
                    ? token(segments[0], request)
                    : Response.text(405, "Method Not Allowed");
        }
        deals.run(kernel.clock().worldNow());
        try {
            String principal =
                    tokens.principal(request.header("Authorization").orElse("")).orElseThrow(Refusals::credentials);
            Caller caller = caller(principal);
            Request below = below(request);
            Response answer = limits.admit(principal, () -> api.answer(below, caller));
            return said(answer)
                    .withHeader(
                            "x-ms-ratelimit-burst-remaining-xrm-requests", String.valueOf(limits.remaining(principal)))
                    .withHeader(
                            "x-ms-ratelimit-time-remaining-xrm-requests",
                            String.valueOf(limits.remainingSeconds(principal)));
        } catch (ServiceLimits.TooMuch tooMuch) {
            return Answers.refusal(tooMuch.refusal()).withHeader("Retry-After", String.valueOf(tooMuch.retryAfter()));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private Response said(Response answer) {
        return organization.on(Switch.LOCALISED_MESSAGES) ? Languages.translated(answer) : answer;
    }

    private Response token(String tenant, Request request) {
        synchronized (tokenEndpoint) {
            return tokenEndpoint.token(tenant, request);
        }
    }

    private Response refused(Refusal refusal) {
        Response answer = Answers.refusal(refusal);
        return refusal.status() == 401
                ? answer.withHeader(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=" + kernel.address() + "/dataverse/" + options.tenantId()
                                + "/oauth2/authorize, resource_id=" + organizationUrl() + "/")
                : answer;
    }

    /// The application user of an app (section 1).
    private Caller caller(String clientId) {
        Optional<Entity> user = organization.atomically(() -> organization.rows("systemuser").stream()
                .filter(row -> row.text("applicationid").equals(clientId) && !row.flag("isdisabled"))
                .findFirst());
        UUID id = user.orElseThrow(Refusals::notAMember).id();
        return new Caller(id, organization.on(Switch.INTEGRATION_USER), false);
    }

    /// The request as the API sees it, relative to its root.
    private Request below(Request request) {
        String path = request.path();
        if (!path.startsWith(root) || path.length() == root.length()) {
            throw Refusals.resource(path);
        }
        return request.at(path.substring(root.length() - 1));
    }

    @Override
    public Response failure(int status) {
        return switch (status) {
            case 401 -> refused(Refusals.credentials());
            case 412 -> Answers.refusal(Refusals.version());
            case 429 ->
                Answers.refusal(new Refusal(
                                429,
                                "0x80072322",
                                "Number of requests exceeded the limit of 6000 over time window of 300 seconds."))
                        .withHeader("Retry-After", "10");
            case 503 ->
                Answers.refusal(new Refusal(503, "0x80072321", "The server is unavailable: ordered by a fault."));
            default ->
                Answers.refusal(new Refusal(status, "0x80040216", "An unexpected error occurred: ordered by a fault."));
        };
    }

    @Override
    public JsonNode truth(Request request) {
        return new Truth(organization, deals, webhooks).tell();
    }

    @Override
    public Response control(Request request) {
        return humanActions.handle(request);
    }

    @Override
    public void worldAdvanced(Instant now) {
        deals.run(now);
        webhooks.deliver(false);
    }

    @Override
    public void close() {
        post.close();
        webhooks.close();
    }

    @Override
    public FaceDescription describe() {
        String base = kernel.address() + "/dataverse";
        return new FaceDescription(
                name(),
                base,
                base + "/" + options.tenantId() + "/oauth2/v2.0/token",
                APP.clientId(),
                APP.clientSecret(),
                "",
                Map.of(
                        "tenantId", List.of(options.tenantId()),
                        "organizationUrl", List.of(organizationUrl()),
                        "organizationId", List.of(founding.organization().toString())));
    }

    /// The organisation.
    public Organization organization() {
        return organization;
    }

    /// The webhooks.
    public Webhooks webhooks() {
        return webhooks;
    }

    /// The seeded deals.
    public Deals deals() {
        return deals;
    }

    /// The limits of users.
    public ServiceLimits limits() {
        return limits;
    }
}
