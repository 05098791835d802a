package org.tieout.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a vendor may tell us of changes: an address that leads here from outside, the port behind it on this
/// machine, and a secret by which what arrives is known.
final class OwnAddress {
    static final String URL = "webhook-url";
    static final String PORT = "webhook-port";
    static final String SECRET = "webhook-secret";

    private static final Pattern A_PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private OwnAddress() {}

    /// What is wrong with it and what to do, by key; all three belong together.
    static Map<String, String> problems(Map<String, String> settings, boolean hasSecret, boolean development) {
        var problems = new LinkedHashMap<String, String>();
        var url = settings.get(URL);
        var port = settings.get(PORT);
        if (url == null) {
            if (port != null || hasSecret) {
                problems.put(
                        URL, "is missing. Give the address that leads to the sink, or leave out what belongs to it");
            }
            return problems;
        }
        problem(url, development).ifPresent(what -> problems.put(URL, what));
        if (port == null) {
            problems.put(PORT, "is missing. Say on which port of this machine the sink listens");
        } else if (!isPort(port)) {
            problems.put(PORT, "\"" + port + "\" is no port. Write a number from 1 to 65535");
        }
        if (!hasSecret) {
            problems.put("secrets." + SECRET, "is missing. Make a long random text: {env: VARIABLE} or {file: path}");
        }
        return problems;
    }

    /// What is wrong where the vendor is given our address by hand: a port and a secret belong together.
    static Map<String, String> listening(Map<String, String> settings, boolean hasSecret) {
        var problems = new LinkedHashMap<String, String>();
        var port = settings.get(PORT);
        if (port != null && !isPort(port)) {
            problems.put(PORT, "\"" + port + "\" is no port. Write a number from 1 to 65535");
        }
        if (port != null && !hasSecret) {
            problems.put("secrets." + SECRET, "is missing. Make a long random text: {env: VARIABLE} or {file: path}");
        } else if (port == null && hasSecret) {
            problems.put(PORT, "is missing. Say on which port of this machine to listen, or leave out the secret");
        }
        return problems;
    }

    private static boolean isPort(String port) {
        return A_PORT.matcher(port).matches() && Integer.parseInt(port) <= 65_535;
    }

    private static Optional<String> problem(String address, boolean development) {
        try {
            var url = new URI(address);
            var scheme = String.valueOf(url.getScheme());
            if (url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
                return Optional.of("\"" + address + "\" is no https address. Write it as https://host/path");
            }
            return scheme.equals("https") || (scheme.equals("http") && development && Loopback.is(url.getHost()))
                    ? Optional.empty()
                    : Optional.of("is not https. Put a reverse proxy with TLS before the sink");
        } catch (URISyntaxException e) {
            return Optional.of("\"" + address + "\" is no https address: " + e.getReason());
        }
    }
}
