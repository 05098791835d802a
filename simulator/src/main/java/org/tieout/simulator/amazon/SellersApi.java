package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// Sellers API v1: the marketplaces the account takes part in. Source: Amazon,
/// models/sellers-api-model/sellers.json.
final class SellersApi {
    private final SellerModel seller;

    SellersApi(SellerModel seller) {
        this.seller = seller;
    }

    Response participations(Request request) {
        Arguments.of(request, Set.of(), () -> Refusal.invalidInput("Invalid Input"));
        ObjectNode body = Json.object();
        ArrayNode payload = body.putArray("payload");
        for (Marketplace marketplace : seller.options().marketplaces()) {
            ObjectNode entry = payload.addObject();
            entry.putObject("marketplace")
                    .put("id", marketplace.id())
                    .put("name", marketplace.marketplaceName())
                    .put("countryCode", marketplace.name())
                    .put("defaultCurrencyCode", marketplace.currency())
                    .put("defaultLanguageCode", marketplace.language())
                    .put("domainName", marketplace.domain());
            entry.putObject("participation").put("isParticipating", true).put("hasSuspendedListings", false);
            entry.put("storeName", "Simulated Kitchen Store");
        }
        return Response.json(200, body);
    }
}
