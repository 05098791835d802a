package org.tieout.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tieout.runtime.http.HostPolicy;

/// What a connection's section may say, by vendor. This is the grammar of the file, not knowledge of the
/// vendor's API.
///
/// @param settings all settings
/// @param required those that must be there
/// @param secrets those that must be there
/// @param optionalSecrets those that may be
/// @param urls settings that are addresses
/// @param hosts the vendor's own hosts, the only ones accepted outside development; one that begins with a dot stands
///     for all below it
record VendorKeys(
        List<String> settings,
        List<String> required,
        List<String> secrets,
        List<String> optionalSecrets,
        List<String> urls,
        Set<String> hosts) {

    /// Which hosts may be called.
    HostPolicy policy(boolean development) {
        return new HostPolicy(
                hosts.stream().filter(host -> !host.startsWith(".")).collect(Collectors.toUnmodifiableSet()),
                hosts.stream().filter(host -> host.startsWith(".")).collect(Collectors.toUnmodifiableSet()),
                development);
    }

    private static final List<String> OAUTH_SECRETS = List.of("client-secret", "refresh-token");
    private static final List<String> CLIENT_CREDENTIALS = List.of("client-secret");
    private static final List<String> URLS = List.of("base-url", "token-url");

    static final Map<String, VendorKeys> BY_VENDOR = Map.of(
            "amazon",
            new VendorKeys(
                    List.of(
                            "region",
                            "base-url",
                            "token-url",
                            "seller-id",
                            "marketplaces",
                            "client-id",
                            "read-from",
                            "wait-for-orders",
                            "settlement-cadence",
                            "call-timeout"),
                    List.of("region", "seller-id", "client-id"),
                    OAUTH_SECRETS,
                    List.of(),
                    URLS,
                    Set.of(
                            "api.amazon.com",
                            "sellingpartnerapi-na.amazon.com",
                            "sellingpartnerapi-eu.amazon.com",
                            "sellingpartnerapi-fe.amazon.com",
                            "sandbox.sellingpartnerapi-na.amazon.com",
                            "sandbox.sellingpartnerapi-eu.amazon.com",
                            "sandbox.sellingpartnerapi-fe.amazon.com")),
            "dynamics-sales",
            new VendorKeys(
                    List.of(
                            "organization-url",
                            "token-url",
                            "tenant-id",
                            "client-id",
                            "scope",
                            "read-from",
                            "call-timeout",
                            "write-back",
                            "write-back-columns",
                            OwnAddress.PORT),
                    List.of("organization-url", "tenant-id", "client-id"),
                    CLIENT_CREDENTIALS,
                    List.of(OwnAddress.SECRET),
                    List.of("organization-url", "token-url"),
                    Set.of(".dynamics.com", "login.microsoftonline.com")),
            "qbo",
            new VendorKeys(
                    List.of("base-url", "token-url", "realm-id", "client-id", "minor-version", "call-timeout"),
                    List.of("realm-id", "client-id"),
                    OAUTH_SECRETS,
                    List.of(),
                    URLS,
                    Set.of(
                            "oauth.platform.intuit.com",
                            "quickbooks.api.intuit.com",
                            "sandbox-quickbooks.api.intuit.com")),
            "bc",
            new VendorKeys(
                    List.of(
                            "base-url",
                            "token-url",
                            "tenant-id",
                            "environment-name",
                            "company-id",
                            "client-id",
                            "scope",
                            "call-timeout",
                            "journal-template",
                            "non-taxable-code",
                            "payment-amounts",
                            "count-batch-operations",
                            "bank-cards",
                            "item-posting-group",
                            "item-unit",
                            OwnAddress.URL,
                            OwnAddress.PORT),
                    List.of("tenant-id", "environment-name", "company-id", "client-id"),
                    CLIENT_CREDENTIALS,
                    List.of(OwnAddress.SECRET),
                    URLS,
                    Set.of("api.businesscentral.dynamics.com", "login.microsoftonline.com")));
}
