package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.tieout.simulator.http.Face;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.Kernel;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.http.Router;

/// The Selling Partner API and Login with Amazon in front of one simulated seller. A request passes, in this
/// order: the
/// user-agent, the path, the token, the operation's token bucket, its arguments; the first that objects answers.
/// `x-amzn-RateLimit-Limit` goes with 20x, 400 and 404 only, `X-Amzn-RequestId` with every answer. Sources: Amazon,
/// "Connect to the SP-API", "Usage Plans and Rate Limits", recorded traffic. Thread-safe.
public final class AmazonFace implements Face {
    /// Made-up merchant token of the seller.
    public static final String SELLER_ID = "A1SIMSELLER001";

    private static final String TOKEN = "token";
    private static final String FETCH_DOCUMENT = "fetchDocument";
    private static final int LONGEST_USER_AGENT = 500;
    private static final Set<Integer> STATUSES_WITH_RATE = Set.of(200, 202, 400, 404);

    private final Kernel kernel;
    private final SellerModel seller;
    private final LoginWithAmazon login;
    private final UsagePlans plans;
    private final FinancesApi finances;
    private final AmazonControl control;
    private final Router router;
    private final AtomicLong requests = new AtomicLong();

    /// A face over a seller with these options, whose world follows the kernel's clock.
    public AmazonFace(Kernel kernel, SellerOptions options) {
        this.kernel = kernel;
        seller = new SellerModel(options, kernel.clock()::worldNow);
        login = new LoginWithAmazon(kernel.clock(), options.seed());
        plans = new UsagePlans(kernel.clock()::protocolNanos, options.usagePlanFactor());
        RequestedReports requested = new RequestedReports(seller, kernel.clock());
        Documents documents = new Documents(
                kernel.address(),
                kernel.clock(),
                options.seed(),
                id -> seller.document(id).or(() -> requested.document(id)));
        finances = new FinancesApi(seller, kernel.clock());
        BalancesApi balances = new BalancesApi(seller);
        control = new AmazonControl(seller, login, plans, documents, finances);
        OrdersApi orders = new OrdersApi(seller, kernel.clock());
        ReportsApi reports = new ReportsApi(seller, kernel.clock(), requested, documents);
        SellersApi sellers = new SellersApi(seller);
        router = new Router()
                .on("POST", "/auth/o2/token", TOKEN, login::token)
                .on("GET", "/documents/{documentId}", FETCH_DOCUMENT, documents::fetch)
                .on("GET", "/orders/2026-01-01/orders", "searchOrders", orders::search)
                .on("GET", "/orders/2026-01-01/orders/{orderId}", "getOrder", orders::get)
                .on("GET", "/finances/2024-06-19/transactions", "listTransactions", finances::transactions)
                .on("GET", "/finances/2024-06-19/balances", "listBalances", balances::balances)
                .on("GET", "/finances/2024-06-19/summary", "listSummary", balances::summaries)
                .on("GET", "/reports/2021-06-30/reports", "getReports", reports::list)
                .on("POST", "/reports/2021-06-30/reports", "createReport", reports::create)
                .on("GET", "/reports/2021-06-30/reports/{reportId}", "getReport", reports::get)
                .on("DELETE", "/reports/2021-06-30/reports/{reportId}", "cancelReport", reports::cancel)
                .on("GET", "/reports/2021-06-30/documents/{reportDocumentId}", "getReportDocument", reports::document)
                .on(
                        "GET",
                        "/sellers/v1/marketplaceParticipations",
                        "getMarketplaceParticipations",
                        sellers::participations);
    }

    /// The seller: what is true, and how to make it worse.
    public SellerModel seller() {
        return seller;
    }

    /// The tokens, secrets and authorization codes.
    public LoginWithAmazon login() {
        return login;
    }

    /// Makes listTransactions hand out the token again that it was asked by.
    public void repeatTransactionPages(boolean on) {
        finances.repeatPages(on);
    }

    /// The token buckets.
    public UsagePlans usagePlans() {
        return plans;
    }

    @Override
    public String name() {
        return "amazon";
    }

    @Override
    public String operation(Request request) {
        return router.match(request).map(Router.Match::operation).orElse("unknown");
    }

    @Override
    public Response handle(Request request) {
        Response response;
        try {
            response = answer(request);
        } catch (Refusal refusal) {
            response = refusal.response();
        }
        Optional<Router.Match> match = router.match(request);
        boolean limited = match.isPresent()
                && !Set.of(TOKEN, FETCH_DOCUMENT).contains(match.get().operation());
        if (limited && STATUSES_WITH_RATE.contains(response.status())) {
            response = response.withHeader(
                    "x-amzn-RateLimit-Limit", plans.header(match.get().operation()));
        }
        return identified(response);
    }

    private Response answer(Request request) {
        Router.Match match = router.match(request).orElse(null);
        if (match != null && Set.of(TOKEN, FETCH_DOCUMENT).contains(match.operation())) {
            return match.answer();
        }
        Optional<String> userAgent = request.header("user-agent");
        if (userAgent.isEmpty() || userAgent.get().isBlank() || userAgent.get().length() > LONGEST_USER_AGENT) {
            throw Refusal.invalidInput("The user-agent header is missing or too long.");
        }
        if (match == null || !login.accepts(request.header("x-amz-access-token"))) {
            throw Refusal.unauthorized();
        }
        if (!plans.take(match.operation())) {
            return Refusal.quotaExceeded();
        }
        return match.answer();
    }

    private Response identified(Response response) {
        UUID id = new UUID(kernel.seed(), requests.incrementAndGet());
        return response.withHeader("X-Amzn-RequestId", id.toString());
    }

    @Override
    public Response failure(int status) {
        return identified(status == 429 ? Refusal.quotaExceeded() : Refusal.internalFailure(status));
    }

    @Override
    public JsonNode truth(Request request) {
        return AmazonTruth.of(seller);
    }

    @Override
    public Response control(Request request) {
        return control.handle(request);
    }

    @Override
    public FaceDescription describe() {
        String base = kernel.address() + "/amazon";
        List<String> marketplaceIds =
                seller.options().marketplaces().stream().map(Marketplace::id).toList();
        return new FaceDescription(
                name(),
                base,
                base + "/auth/o2/token",
                login.clientId(),
                login.clientSecret(),
                login.refreshToken(),
                Map.of("sellerId", List.of(SELLER_ID), "marketplaceIds", marketplaceIds));
    }
}
