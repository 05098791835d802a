package org.tieout.runtime.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which hosts may be called. In development any, so that a simulator, a proxy or a stub can stand in;
/// elsewhere only the vendor's own, by https: the base URL of a connection is not free text (OWASP ASVS 5.0,
/// 13.2.4).
///
/// @param hosts the vendor's hosts
/// @param suffixes endings, with their dot, of further hosts of the vendor, such as those of download links
/// @param development whether any host will do
public record HostPolicy(Set<String> hosts, Set<String> suffixes, boolean development) {

    public HostPolicy {
        hosts = Set.copyOf(hosts);
        suffixes = Set.copyOf(suffixes);
    }

    /// Whether that address may be called.
    public boolean permits(URI address) {
        if (development) {
            return true;
        }
        return "https".equalsIgnoreCase(address.getScheme()) && isVendors(address.getHost());
    }

    private boolean isVendors(@Nullable String host) {
        if (host == null) {
            return false;
        }
        var name = host.toLowerCase(Locale.ROOT);
        return hosts.contains(name) || suffixes.stream().anyMatch(name::endsWith);
    }
}
