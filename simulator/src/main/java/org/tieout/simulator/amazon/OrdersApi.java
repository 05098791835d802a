package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// Orders API v2026-01-01: searchOrders and getOrder. A change is visible two minutes after it happened, in
/// world time.
/// A page token must come with the arguments of the search it continues, because exactly one of `createdAfter` and
/// `lastUpdatedAfter` is required of every search. Source: Amazon, models/orders-api-model/orders_2026-01-01.json.
/// Thread-safe.
final class OrdersApi {
    private static final Duration LAG = Duration.ofMinutes(2);
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);
    private static final int MOST_PER_PAGE = 100;
    private static final int MOST_MARKETPLACES = 50;
    private static final Pattern ORDER_ID = Pattern.compile("\\d{3}-\\d{7}-\\d{7}");
    private static final Set<String> STATUSES = Set.of(
            "PENDING_AVAILABILITY",
            "PENDING",
            "UNSHIPPED",
            "PARTIALLY_SHIPPED",
            "SHIPPED",
            "CANCELLED",
            "UNFULFILLABLE");
    private static final Set<String> SEARCH_PARAMETERS = Set.of(
            "createdAfter",
            "createdBefore",
            "lastUpdatedAfter",
            "lastUpdatedBefore",
            "fulfillmentStatuses",
            "marketplaceIds",
            "fulfilledBy",
            "maxResultsPerPage",
            "paginationToken",
            "includedData");

    private final SellerModel seller;
    private final PageTokens<Page> tokens;

    OrdersApi(SellerModel seller, SimulatorClock clock) {
        this.seller = seller;
        this.tokens = new PageTokens<>(clock, Dice.of(seller.options().seed(), "order-pages", 0), TOKEN_LIFETIME);
    }

    /// The rest of a search: what it asked, what it has still to show, and the watermark it echoes.
    private record Page(Map<String, String> asked, List<OrderView> rest, boolean byUpdate, Instant before) {}

    Response search(Request request) {
        Arguments arguments = Arguments.of(request, SEARCH_PARAMETERS, Refusal::invalidOrderInput);
        Set<IncludedData> included = IncludedData.of(arguments);
        int size = arguments.number("maxResultsPerPage", 1, MOST_PER_PAGE, MOST_PER_PAGE);
        Page page = arguments
                .text("paginationToken")
                .map(token -> continued(token, request))
                .orElseGet(() -> begun(arguments, request));
        ObjectNode body = Json.object();
        ArrayNode orders = body.putArray("orders");
        PageTokens.page(page.rest(), size).forEach(view -> orders.add(OrderJson.of(view, included)));
        List<OrderView> rest = PageTokens.rest(page.rest(), size);
        if (!rest.isEmpty()) {
            Page next = new Page(page.asked(), rest, page.byUpdate(), page.before());
            body.putObject("pagination").put("nextToken", tokens.keep(next));
        }
        body.put(page.byUpdate() ? "lastUpdatedBefore" : "createdBefore", OrderJson.time(page.before()));
        return Response.json(200, body);
    }

    Response get(Request request) {
        Arguments arguments = Arguments.of(request, Set.of("includedData"), Refusal::invalidOrderInput);
        Set<IncludedData> included = IncludedData.of(arguments);
        String id = request.pathParameter("orderId");
        if (!ORDER_ID.matcher(id).matches()) {
            throw Refusal.invalidOrderInput();
        }
        OrderView view = seller.listedOrders(visibleUntil()).stream()
                .filter(order -> order.order().id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("The order " + id + " does not exist."));
        ObjectNode body = Json.object();
        body.set("order", OrderJson.of(view, included));
        return Response.json(200, body);
    }

    private Instant visibleUntil() {
        return visibleUntil(seller.now());
    }

    /// What happened by then is visible now.
    static Instant visibleUntil(Instant now) {
        return now.minus(LAG).truncatedTo(ChronoUnit.MILLIS);
    }

    private Page continued(String token, Request request) {
        return tokens.find(token)
                .filter(page -> page.asked().equals(asked(request)))
                .orElseThrow(Refusal::invalidOrderInput);
    }

    private static Map<String, String> asked(Request request) {
        Map<String, String> asked = new LinkedHashMap<>();
        request.queryNames().stream()
                .filter(name -> !name.equals("paginationToken"))
                .forEach(name -> asked.put(name, request.query(name).orElse("")));
        return asked;
    }

    private Page begun(Arguments arguments, Request request) {
        boolean byUpdate = arguments.has("lastUpdatedAfter");
        boolean strayBefore = byUpdate ? arguments.has("createdBefore") : arguments.has("lastUpdatedBefore");
        if (byUpdate == arguments.has("createdAfter") || strayBefore) {
            throw Refusal.invalidOrderInput();
        }
        Instant visible = visibleUntil();
        Instant after =
                arguments.time(byUpdate ? "lastUpdatedAfter" : "createdAfter").orElseThrow();
        Optional<Instant> asked = arguments.time(byUpdate ? "lastUpdatedBefore" : "createdBefore");
        Instant before = asked.orElse(visible);
        if (before.isAfter(visible) || after.isAfter(before)) {
            throw Refusal.invalidOrderInput();
        }
        List<Marketplace> marketplaces = arguments.marketplaces("marketplaceIds", MOST_MARKETPLACES);
        List<String> statuses = arguments.list("fulfillmentStatuses", STATUSES);
        List<String> fulfilledBy = arguments.list("fulfilledBy", Set.of("MERCHANT", "AMAZON"));
        Comparator<OrderView> byTime = Comparator.comparing(view -> time(view, byUpdate));
        List<OrderView> found = seller.listedOrders(visible).stream()
                .filter(view -> !time(view, byUpdate).isBefore(after)
                        && !time(view, byUpdate).isAfter(before))
                .filter(view -> marketplaces.isEmpty()
                        || marketplaces.contains(view.order().marketplace()))
                .filter(view ->
                        statuses.isEmpty() || statuses.contains(view.status().name()))
                .filter(view -> fulfilledBy.isEmpty()
                        || fulfilledBy.contains(view.order().fulfilment().name()))
                .sorted(byTime.thenComparing(view -> view.order().id()))
                .toList();
        return new Page(asked(request), found, byUpdate, before);
    }

    private static Instant time(OrderView view, boolean byUpdate) {
        return byUpdate ? view.lastUpdated() : view.order().created();
    }

    /// The blocks a search or read can ask for.
    enum IncludedData {
        BUYER,
        RECIPIENT,
        PROCEEDS,
        EXPENSE,
        PROMOTION,
        CANCELLATION,
        FULFILLMENT,
        PACKAGES,
        TAX,
        PAYMENT,
        FULFILLMENT_ORDERS;

        private static final Set<String> NAMES =
                Set.copyOf(Stream.of(values()).map(Enum::name).toList());

        static Set<IncludedData> of(Arguments arguments) {
            Set<IncludedData> included = EnumSet.noneOf(IncludedData.class);
            arguments.list("includedData", NAMES).forEach(name -> included.add(valueOf(name)));
            return included;
        }
    }
}
