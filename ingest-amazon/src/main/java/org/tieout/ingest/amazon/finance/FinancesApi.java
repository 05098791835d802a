package org.tieout.ingest.amazon.finance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.ingest.amazon.api.SellingPartner;
import org.tieout.runtime.http.RateBudget;

/// The operations listTransactions, listSummary and listBalances of the Finances API v2024-06-19. Source:
/// "Finances API v2024-06-19 reference" of the Selling Partner API documentation, the sections of that
/// name.
public final class FinancesApi {

    private static final String BASE = "/finances/2024-06-19/";

    private final SellingPartner api;
    private final List<String> marketplaces;

    /// "Usage Plan" of each of them: one call in two seconds, ten at once.
    private final RateBudget transactionsBudget = new RateBudget(0.5, 10);

    private final RateBudget summaryBudget = new RateBudget(0.5, 10);
    private final RateBudget balancesBudget = new RateBudget(0.5, 10);

    /// @param marketplaces ids of the marketplaces whose balances are read; empty for all of the account's
    public FinancesApi(SellingPartner api, List<String> marketplaces) {
        this.api = api;
        this.marketplaces = List.copyOf(marketplaces);
    }

    /// Which transactions to list. The marketplace is never named: "If you want to retrieve MFN orders in
    /// the US store, do not supply the marketplaceId parameter."
    ///
    /// @param postedAfter posted then or later
    /// @param postedBefore posted before; none means until two minutes ago, which is Amazon's default
    /// @param status only those with this status; none means all
    public record Search(Instant postedAfter, Optional<Instant> postedBefore, Optional<String> status) {}

    /// A page of transactions, as Amazon writes them. It may be empty and yet not be the last.
    public record Page(List<JsonNode> transactions, Optional<String> nextToken) {
        public Page {
            transactions = List.copyOf(transactions);
        }
    }

    /// The first page of a search, or the one that the token stands for: "call the operation with this
    /// token and include the same arguments as the call that produced the token".
    public Fetched<Page> transactions(Search search, Optional<String> nextToken) {
        var query = new LinkedHashMap<String, String>();
        query.put("postedAfter", search.postedAfter().toString());
        search.postedBefore().ifPresent(before -> query.put("postedBefore", before.toString()));
        search.status().ifPresent(status -> query.put("transactionStatus", status));
        nextToken.ifPresent(token -> query.put("nextToken", token));
        return api.get("listTransactions", BASE + "transactions", query, transactionsBudget, FinancesApi::page);
    }

    /// What Amazon says a settlement comes to; empty as long as Amazon has no summary of it.
    public Fetched<List<JsonNode>> summary(String settlementId) {
        var query = new LinkedHashMap<String, String>();
        query.put("relatedIdentifierName", "SETTLEMENT_ID");
        query.put("relatedIdentifierValue", settlementId);
        return api.get("listSummary", BASE + "summary", query, summaryBudget, json -> list(json, "summaries"));
    }

    /// What Amazon holds: at the end of that day, or now.
    public Fetched<List<JsonNode>> balances(Optional<LocalDate> asOf) {
        var query = new LinkedHashMap<String, String>();
        if (!marketplaces.isEmpty()) {
            query.put("marketplaceIds", String.join(",", marketplaces));
        }
        asOf.ifPresent(day -> query.put("asOfDate", day.toString()));
        return api.get(
                "listBalances", BASE + "balances", Map.copyOf(query), balancesBudget, json -> list(json, "balances"));
    }

    private static Page page(JsonNode json) {
        var payload = json.path("payload");
        var token = Optional.of(payload.path("nextToken").asText("")).filter(text -> !text.isEmpty());
        // A page without results was seen as null as well as an empty list.
        return new Page(payload.path("transactions").isNull() ? List.of() : list(payload, "transactions"), token);
    }

    private static List<JsonNode> list(JsonNode json, String name) {
        if (!json.path(name).isArray()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        var found = new ArrayList<JsonNode>();
        json.path(name).forEach(found::add);
        return found;
    }
}
