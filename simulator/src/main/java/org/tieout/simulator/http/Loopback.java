package org.tieout.simulator.http;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/// Whom the simulator may call: this machine and nobody else. Judged by the name alone, because a look-up would itself
/// leave the machine, and could answer otherwise tomorrow. Stateless.
public final class Loopback {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<String> NAMES = Set.of("localhost", "[::1]");
    private static final Pattern IPV4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private Loopback() {}

    /// Whether an address may be called; no for what is no address.
    public static boolean mayCall(String url) {
        try {
            URI uri = URI.create(url);
            String host = String.valueOf(uri.getHost());
            return SCHEMES.contains(String.valueOf(uri.getScheme()))
                    && (NAMES.contains(host) || IPV4.matcher(host).matches());
        } catch (IllegalArgumentException notUrl) {
            return false;
        }
    }
}
