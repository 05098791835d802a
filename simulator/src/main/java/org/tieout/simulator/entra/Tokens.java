package org.tieout.simulator.entra;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.clock.SimulatorClock;

/// Access tokens by value. Time is protocol time. Thread-safe.
public final class Tokens {
    /// How long an access token lives, as the sample of the vendor says.
    public static final Duration LIFE = Duration.ofSeconds(3599);

    private final SimulatorClock clock;
    private final Map<String, Token> tokens = new HashMap<>();
    private final String prefix;
    private long issued;

    private record Token(String clientId, Instant expires) {}

    /// None yet; their values begin with this.
    public Tokens(SimulatorClock clock, String prefix) {
        this.clock = clock;
        this.prefix = prefix;
    }

    /// A new token of this app.
    public synchronized String issue(String clientId) {
        String value = prefix + ++issued;
        tokens.put(value, new Token(clientId, clock.protocolNow().plus(LIFE)));
        return value;
    }

    /// The app an `Authorization` header speaks for; empty where its token is unknown or expired.
    public synchronized Optional<String> principal(String authorization) {
        if (!authorization.startsWith("Bearer ")) {
            return Optional.empty();
        }
        return Optional.ofNullable(tokens.get(authorization.substring("Bearer ".length())))
                .filter(token -> clock.protocolNow().isBefore(token.expires()))
                .map(Token::clientId);
    }

    /// Ends every token.
    public synchronized void revokeAll() {
        tokens.clear();
    }
}
