package org.tieout.ingest.amazon.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.ingest.amazon.api.SellingPartner;
import org.tieout.runtime.http.RateBudget;

/// The operation searchOrders of the Orders API v2026-01-01. Asks for everything accounting needs and for
/// nothing personal: never BUYER, RECIPIENT or PAYMENT.
public final class OrdersApi {

    /// The blocks that are asked for.
    static final String INCLUDED_DATA = "PROCEEDS,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX";

    private static final String PATH = "/orders/2026-01-01/orders";
    private static final int PAGE = 100;

    private final SellingPartner api;
    private final List<String> marketplaces;

    /// "dynamic usage plan": one call in 178 s by default, 20 at once; the answer announces the account's own
    /// rate.
    private final RateBudget budget = new RateBudget(0.0056, 20);

    /// @param marketplaces ids of the marketplaces to read; empty for all of the account's
    public OrdersApi(SellingPartner api, List<String> marketplaces) {
        this.api = api;
        this.marketplaces = List.copyOf(marketplaces);
    }

    /// A page of orders.
    ///
    /// @param orders the orders, as Amazon writes them
    /// @param nextToken how to ask for the next page; none on the last
    /// @param lastUpdatedBefore until when the search saw changes: where the next one begins
    public record Page(List<JsonNode> orders, Optional<String> nextToken, Instant lastUpdatedBefore) {
        public Page {
            orders = List.copyOf(orders);
        }
    }

    /// Orders changed since that time, or the next page of them.
    public Fetched<Page> search(Instant lastUpdatedAfter, Optional<String> paginationToken) {
        var query = new LinkedHashMap<String, String>();
        query.put("lastUpdatedAfter", lastUpdatedAfter.toString());
        if (!marketplaces.isEmpty()) {
            query.put("marketplaceIds", String.join(",", marketplaces));
        }
        query.put("includedData", INCLUDED_DATA);
        query.put("maxResultsPerPage", Integer.toString(PAGE));
        paginationToken.ifPresent(token -> query.put("paginationToken", token));
        return api.get("searchOrders", PATH, query, budget, OrdersApi::page);
    }

    private static Page page(JsonNode json) {
        var before = json.path("lastUpdatedBefore").asText();
        if (!json.path("orders").isArray() || before.isEmpty()) {
            throw new IllegalArgumentException("orders or lastUpdatedBefore is missing");
        }
        var orders = new ArrayList<JsonNode>();
        json.path("orders").forEach(orders::add);
        var token =
                Optional.of(json.path("pagination").path("nextToken").asText()).filter(text -> !text.isEmpty());
        return new Page(orders, token, Instant.parse(before));
    }
}
