package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.journal.Journals;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.sales.Sales;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.bc.webhook.Webhooks;
import org.tieout.simulator.entra.App;
import org.tieout.simulator.entra.TokenEndpoint;
import org.tieout.simulator.entra.Tokens;
import org.tieout.simulator.http.Face;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.Kernel;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// Business Central, API v2.0: `/bc/v2.0/{tenant}/{environment}/api/v2.0/…`, tokens at
/// `/bc/{tenant}/oauth2/v2.0/token`. Thread-safe.
public final class BcFace implements Face {
    private static final App APP = new App("sim-bc-client-1", "sim-bc-client-secret-1");
    private static final String SCOPE = "https://api.businesscentral.dynamics.com/.default";

    private final Kernel kernel;
    private final BcOptions options;
    private final Random ids;
    private final Tokens tokens;
    private final TokenEndpoint tokenEndpoint;
    private final UserLimits limits;
    private final Company company;
    private final Api api;
    private final Journals journals;
    private final Webhooks webhooks;
    private final Human human;
    private final HumanActions humanActions;

    /// Founds the company.
    public BcFace(Kernel kernel, BcOptions options) {
        this.kernel = kernel;
        this.options = options;
        this.ids = kernel.random("bc correlation ids");
        this.tokens = new Tokens(kernel.clock(), "sim-bc-access-");
        this.limits = new UserLimits(kernel.clock()::protocolNanos, options.limits());
        this.company = new Company(kernel.clock(), kernel.random("bc ids"), options.switches());
        Sales.register(company.books());
        this.tokenEndpoint = new TokenEndpoint(
                kernel.clock(),
                tokens,
                options.tenantId(),
                SCOPE,
                Map.of(APP.clientId(), APP),
                this::nextId,
                () -> company.books().on(Switch.INVALID_CLIENT_IS_401));
        this.api = new Api(
                kernel.address() + "/bc" + root(),
                company,
                new Companies(company, kernel.clock().protocolNow()),
                options.pageSize(),
                this::nextId);
        Batch batch = new Batch(api, company, kernel.address() + "/bc" + root(), kernel.random("bc batch order"));
        api.register("$batch", batch::answer);
        this.webhooks = new Webhooks(company);
        api.register(webhooks.set());
        this.journals = Journals.register(company.books(), Sales.tables());
        this.human = new Human(company, api);
        this.humanActions = new HumanActions(company, human, tokens, tokenEndpoint, APP.clientId());
        JournalActions.register(humanActions, company, journals, webhooks, batch.faults());
    }

    private String root() {
        return "/v2.0/" + options.tenantId() + "/" + options.environment() + "/api/v2.0/";
    }

    private UUID nextId() {
        synchronized (ids) {
            return new UUID(ids.nextLong(), ids.nextLong());
        }
    }

    @Override
    public String name() {
        return "bc";
    }

    @Override
    public String operation(Request request) {
        return Operations.of(request, root());
    }

    @Override
    public Response handle(Request request) {
        String[] segments = request.path().substring(1).split("/", -1);
        boolean token = segments.length == 4 && request.path().endsWith("/oauth2/v2.0/token");
        if (token) {
            return request.method().equals("POST")
                    ? tokenEndpoint.token(segments[0], request)
                    : Response.text(405, "Method Not Allowed");
        }
        try {
            String principal =
                    tokens.principal(request.header("Authorization").orElse("")).orElseThrow(Refusals::credentials);
            Request below = below(request);
            if (company.books().on(Switch.BATCHES_COUNT_OPERATIONS)) {
                limits.charge(principal, Batch.operations(below) - 1);
            }
            return limits.admit(principal, request.body().length, () -> localised(request, processed(below)));
        } catch (Refusal refusal) {
            return throttled(refusal, localised(request, api.refused(refusal)));
        }
    }

    /// The job queue goes on with whatever reaches the company.
    private Response processed(Request request) {
        company.atomically(() -> journals.runQueue(kernel.clock().protocolNow()));
        return api.answer(request);
    }

    /// The request as the API sees it, relative to its root. The tenant may be left out: the token names it.
    private Request below(Request request) {
        String path = request.path();
        return Stream.of(root(), root().replace(options.tenantId() + "/", ""))
                .filter(root -> path.length() > root.length() && path.regionMatches(true, 0, root, 0, root.length()))
                .map(root -> request.at(path.substring(root.length() - 1)))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "BadRequest_NotFound", "There is no API at " + path + "."));
    }

    private Response throttled(Refusal refusal, Response answer) {
        return refusal.status() == 429 && company.books().on(Switch.RETRY_AFTER_ON_429)
                ? answer.withHeader("Retry-After", "10")
                : answer;
    }

    /// Texts are in the caller's language, codes are not (section 4).
    private static Response localised(Request request, Response answer) {
        String language = request.header("Accept-Language").orElse("en-US");
        return answer.status() < 400 || language.toLowerCase(Locale.ROOT).startsWith("en")
                ? answer
                : Languages.translated(answer);
    }

    @Override
    public Response failure(int status) {
        Refusal refusal = switch (status) {
            case 401 -> Refusals.credentials();
            case 409 -> Refusals.changed();
            case 429 -> UserLimits.tooMany();
            case 503 ->
                new Refusal(503, "Internal_TenantUnavailable", "The tenant is not available: ordered by a fault.");
            default -> new Refusal(status, "Internal_ServerError", "Something went wrong: ordered by a fault.");
        };
        return throttled(refusal, api.refused(refusal));
    }

    @Override
    public JsonNode truth(Request request) {
        return Truth.of(company);
    }

    @Override
    public Response control(Request request) {
        return humanActions.handle(request);
    }

    @Override
    public FaceDescription describe() {
        String base = kernel.address() + "/bc";
        return new FaceDescription(
                name(),
                base,
                base + "/" + options.tenantId() + "/oauth2/v2.0/token",
                APP.clientId(),
                APP.clientSecret(),
                "",
                Map.of(
                        "tenantId", List.of(options.tenantId()),
                        "environment", List.of(options.environment()),
                        "companyId", List.of(company.id().toString())));
    }

    @Override
    public void close() {
        webhooks.close();
    }

    /// The company.
    public Company company() {
        return company;
    }

    /// A person who works on the company's documents.
    public Human human() {
        return human;
    }

    /// The limits of users and principals.
    public UserLimits limits() {
        return limits;
    }
}
