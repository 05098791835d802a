package org.tieout.alerts;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.secret.Secret;

/// Where mail is handed over, and to whom it goes.
///
/// @param host the mail server
/// @param port its port
/// @param security how the connection is protected
/// @param user who we are there; empty when it asks nobody
/// @param password with which password
/// @param from the sender's address
/// @param to the receivers' addresses
/// @param timeout for connecting, and for each answer
record MailSettings(
        String host,
        int port,
        Security security,
        Optional<String> user,
        Optional<Secret> password,
        String from,
        List<String> to,
        Duration timeout) {

    static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// How a connection is protected.
    enum Security {
        /// Begins in the clear and turns to TLS before anything is said (RFC 3207).
        STARTTLS(587),
        /// TLS from the first byte (RFC 8314).
        TLS(465),
        /// Not at all: for a server on this very machine.
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    MailSettings {
        to = List.copyOf(to);
    }

    /// As configured.
    static MailSettings of(Connection connection, Optional<Secret> password) {
        var security = Security.valueOf(
                connection.setting("security").orElse("starttls").toUpperCase(Locale.ROOT));
        return new MailSettings(
                connection.required("host"),
                connection.setting("port").map(Integer::parseInt).orElse(security.port),
                security,
                connection.setting("user"),
                password,
                connection.required("from"),
                connection.list("to").stream().map(String::strip).toList(),
                connection.duration("call-timeout", TIMEOUT));
    }
}
