package org.tieout.simulator.http;

import java.util.List;
import java.util.Map;

/// What a client needs to be pointed at a face. `ids` holds the vendor's own identifiers by their names, such as
/// `realmId`, or `sellerId` and `marketplaceIds`.
public record FaceDescription(
        String name,
        String baseUrl,
        String tokenUrl,
        String clientId,
        String clientSecret,
        String refreshToken,
        Map<String, List<String>> ids) {}
