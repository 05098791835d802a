package org.tieout.simulator.qbo.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.qbo.refusal.AccessRefusals;

/// The app's connections, one per realm, with their tokens. Time is protocol time. Thread-safe.
public final class Connections {
    private static final Duration REFRESH_IDLE_LIMIT = Duration.ofDays(101);
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);

    private final SimulatorClock clock;
    private final TokenOptions options;
    private final Map<String, Connection> byRealm = new HashMap<>();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, AccessToken> accessTokens = new HashMap<>();
    private long issued;

    private record Code(String realm, String redirectUri, Instant expires) {}

    private record AccessToken(String realm, Instant expires) {}

    private static final class Connection {
        private final Set<String> values = new LinkedHashSet<>();
        private String current;
        private Instant since;
        private Instant lastUsed;

        Connection(String current, Instant now) {
            this.current = current;
            this.since = now;
            this.lastUsed = now;
            values.add(current);
        }
    }

    /// A token response.
    public record Tokens(String accessToken, String refreshToken, Duration life, Duration refreshLife) {}

    /// Nothing is connected yet.
    public Connections(SimulatorClock clock, TokenOptions options) {
        this.clock = clock;
        this.options = options;
    }

    /// Connects a realm with a refresh token whose value is known beforehand.
    public synchronized void connect(String realm, String refreshToken) {
        disconnect(realm);
        byRealm.put(realm, new Connection(refreshToken, clock.protocolNow()));
    }

    /// A user grants access: a code to be redeemed once, with this redirect address.
    public synchronized String grant(String realm, String redirectUri) {
        String code = "sim-code-" + ++issued;
        codes.put(code, new Code(realm, redirectUri, clock.protocolNow().plus(CODE_LIFE)));
        return code;
    }

    /// Redeems a code; empty where it is unknown, used, too old or for another redirect address.
    public synchronized Optional<Tokens> redeem(String code, String redirectUri) {
        Code granted = codes.remove(code);
        if (granted == null
                || granted.expires().isBefore(clock.protocolNow())
                || !granted.redirectUri().equals(redirectUri)) {
            return Optional.empty();
        }
        connect(granted.realm(), "sim-refresh-" + granted.realm() + "-" + ++issued);
        return Optional.of(issue(granted.realm()));
    }

    /// Refreshes; empty where the refresh token is unknown, outdated, revoked or was idle for too long.
    public synchronized Optional<Tokens> refresh(String refreshToken) {
        Instant now = clock.protocolNow();
        for (Map.Entry<String, Connection> entry : byRealm.entrySet()) {
            Connection connection = entry.getValue();
            boolean accepted = connection.current.equals(refreshToken)
                    || (!options.oldValueDies() && connection.values.contains(refreshToken));
            if (accepted) {
                if (connection.lastUsed.plus(REFRESH_IDLE_LIMIT).isBefore(now)) {
                    return Optional.empty();
                }
                rotate(entry.getKey(), connection, now);
                return Optional.of(issue(entry.getKey()));
            }
        }
        return Optional.empty();
    }

    private void rotate(String realm, Connection connection, Instant now) {
        connection.lastUsed = now;
        if (!connection.since.plus(options.rotation()).isAfter(now)) {
            connection.current = "sim-refresh-" + realm + "-" + ++issued;
            connection.since = now;
            connection.values.add(connection.current);
        }
    }

    private Tokens issue(String realm) {
        Connection connection = byRealm.get(realm);
        if (connection == null) {
            throw new IllegalStateException(realm + " is not connected");
        }
        String token = "sim-access-" + realm + "-" + ++issued;
        accessTokens.put(token, new AccessToken(realm, clock.protocolNow().plus(options.accessTokenLife())));
        return new Tokens(token, connection.current, options.accessTokenLife(), REFRESH_IDLE_LIMIT);
    }

    /// Ends the connection this access or refresh token belongs to; false where there is none.
    public synchronized boolean revoke(String token) {
        AccessToken access = accessTokens.get(token);
        List<String> realms = access != null
                ? List.of(access.realm())
                : byRealm.entrySet().stream()
                        .filter(entry -> entry.getValue().values.contains(token))
                        .map(Map.Entry::getKey)
                        .toList();
        realms.forEach(this::disconnect);
        return !realms.isEmpty();
    }

    /// Ends a realm's connection, as a user does in the company's settings.
    public synchronized void disconnect(String realm) {
        byRealm.remove(realm);
        accessTokens.values().removeIf(token -> token.realm().equals(realm));
    }

    /// The refresh token the vendor would accept now.
    public synchronized Optional<String> currentRefreshToken(String realm) {
        return Optional.ofNullable(byRealm.get(realm)).map(connection -> connection.current);
    }

    /// Lets the request pass or refuses it: 401/3200 for the token, 403/3100 for the realm.
    public synchronized void authorize(Optional<String> authorization, String realm) {
        String bearer = authorization
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElseThrow(
                        () -> AccessRefusals.tokenInvalid("Malformed bearer token: no bearer token in the request"));
        AccessToken token = accessTokens.get(bearer);
        if (token == null) {
            throw AccessRefusals.tokenInvalid("Token invalid: the token is unknown or was revoked");
        }
        if (!clock.protocolNow().isBefore(token.expires())) {
            throw AccessRefusals.tokenInvalid("Token expired: the access token has expired");
        }
        if (!token.realm().equals(realm)) {
            throw AccessRefusals.realmForbidden();
        }
    }
}
