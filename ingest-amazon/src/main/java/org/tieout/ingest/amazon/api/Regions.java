package org.tieout.ingest.amazon.api;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tieout.runtime.config.ConfigException;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.http.HostPolicy;

/// Amazon's addresses, by region. Source: "SP-API Endpoints" and "Connect to the SP-API" of the Selling
/// Partner API documentation.
public final class Regions {

    private static final Map<String, String> ENDPOINTS = Map.of(
            "NA", "https://sellingpartnerapi-na.amazon.com",
            "EU", "https://sellingpartnerapi-eu.amazon.com",
            "FE", "https://sellingpartnerapi-fe.amazon.com");

    private static final String TOKEN_URL = "https://api.amazon.com/auth/o2/token";

    private static final Set<String> HOSTS = Set.of(
            "api.amazon.com",
            "sellingpartnerapi-na.amazon.com",
            "sellingpartnerapi-eu.amazon.com",
            "sellingpartnerapi-fe.amazon.com",
            "sandbox.sellingpartnerapi-na.amazon.com",
            "sandbox.sellingpartnerapi-eu.amazon.com",
            "sandbox.sellingpartnerapi-fe.amazon.com");

    private Regions() {}

    /// Where the connection's calls go.
    ///
    /// @throws ConfigException if it names a region that Amazon does not have
    public static URI endpoint(Connection connection) {
        var region = connection.required("region");
        var endpoint = ENDPOINTS.get(region);
        if (endpoint == null) {
            throw new ConfigException(List.of("Connection " + connection.name() + ": region " + region
                    + " is none of EU, FE, NA. Correct it in config/tieout.yaml and run tieout apply."));
        }
        return connection.url("base-url", endpoint);
    }

    /// Where its tokens come from; the same address in all regions.
    public static URI tokenUrl(Connection connection) {
        return connection.url("token-url", TOKEN_URL);
    }

    /// Which hosts may be called; documents lie in Amazon's object store, behind presigned links.
    public static HostPolicy hosts(Connection connection) {
        return new HostPolicy(HOSTS, Set.of(".amazonaws.com"), connection.development());
    }
}
