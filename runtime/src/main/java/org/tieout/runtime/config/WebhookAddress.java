package org.tieout.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;

/// Which addresses alerts may be sent to: any host by https; in development also this very machine by http.
/// The address is a secret, since most chat tools put their token into it: what is said about it never shows more
/// than its host.
public final class WebhookAddress {

    private WebhookAddress() {}

    /// What is wrong with an address, and what to do; empty when it may be called.
    public static Optional<String> problem(Secret address, boolean development) {
        try {
            var url = new URI(address.reveal(SecretAccess.forUse()));
            var host = url.getHost();
            if (host == null || url.getScheme() == null) {
                return Optional.of("is no http address. Write it as https://host/path");
            }
            if (url.getUserInfo() != null) {
                return Optional.of("holds a user name. Use the signing key, or a token in the path");
            }
            return switch (url.getScheme()) {
                case "https" -> Optional.empty();
                case "http" ->
                    development && Loopback.is(host)
                            ? Optional.empty()
                            : Optional.of(
                                    "is not https (host " + host + "). Alerts name your orders and payouts: use https");
                default -> Optional.of("is no http address. Write it as https://host/path");
            };
        } catch (URISyntaxException e) {
            // The exception quotes the address.
            return Optional.of("is no http address: wrong at character " + e.getIndex());
        }
    }
}
