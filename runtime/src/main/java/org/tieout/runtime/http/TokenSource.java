package org.tieout.runtime.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretException;
import org.tieout.runtime.secret.SecretStore;

/// The access token of one connection: cached, refreshed shortly before it ends, by one thread while the
/// others wait.
///
/// A refresh token that the vendor rotated is stored durably before the access token that came with it is
/// used: a crash in between must not leave us with a token that no longer works. Once the vendor has denied
/// the credentials they are not tried again until one of the connection's secrets changes. Thread-safe.
public final class TokenSource {

    /// The name of the refresh token in the [SecretStore].
    public static final String REFRESH_TOKEN = "refresh-token";

    /// The name of the client secret in the [SecretStore].
    public static final String CLIENT_SECRET = "client-secret";

    private static final Duration LARGEST_MARGIN = Duration.ofMinutes(2);

    /// What the caller gets.
    public sealed interface Access {
        /// A token to use now.
        record Granted(Secret token) implements Access {}

        /// The credentials are not valid: a person has to do something.
        record Denied(String reason) implements Access {}

        /// None to be had at the moment.
        record Unavailable(String reason) implements Access {}
    }

    private record Held(Access.Granted access, Instant refreshAt) {}

    private record Denial(Access.Denied access, Instant secretsOf) {}

    private final String connection;
    private final SecretStore secrets;
    private final TokenExchange exchange;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable Held held;
    private @Nullable Denial denial;
    private @Nullable Secret unsavedRotation;

    public TokenSource(String connection, SecretStore secrets, TokenExchange exchange, Clock clock) {
        this.connection = connection;
        this.secrets = secrets;
        this.exchange = exchange;
        this.clock = clock;
    }

    /// The token, from memory or from the vendor.
    public Access access() {
        var known = held;
        if (known != null && clock.instant().isBefore(known.refreshAt())) {
            return known.access();
        }
        refreshing.lock();
        try {
            var refreshed = held;
            if (refreshed != null && clock.instant().isBefore(refreshed.refreshAt())) {
                return refreshed.access();
            }
            return refresh();
        } finally {
            refreshing.unlock();
        }
    }

    /// The vendor no longer takes that token. Does nothing if another has replaced it already.
    public void expire(Access.Granted token) {
        refreshing.lock();
        try {
            var known = held;
            if (known != null && known.access().equals(token)) {
                held = null;
            }
        } finally {
            refreshing.unlock();
        }
    }

    private Access refresh() {
        var secretsOf = secrets.changedAt(connection);
        var denied = denial;
        if (denied != null && denied.secretsOf().equals(secretsOf)) {
            return denied.access();
        }
        try {
            var credential = currentCredential();
            if (credential.isEmpty()) {
                return deny(
                        "no " + exchange.credential().replace('-', ' ')
                                + " is stored; give one in the configuration and run tieout apply",
                        secretsOf);
            }
            return switch (exchange.exchange(credential.get())) {
                case TokenExchange.Result.Granted granted -> hold(granted, credential.get());
                case TokenExchange.Result.Denied(var reason) -> deny(reason, secretsOf);
                case TokenExchange.Result.Unavailable(var reason) -> new Access.Unavailable(reason);
            };
        } catch (SecretException e) {
            return new Access.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    /// A rotation that could not be stored is stored first: the vendor no longer takes its predecessor.
    private Optional<Secret> currentCredential() {
        var unsaved = unsavedRotation;
        if (unsaved != null) {
            keep(unsaved);
            return Optional.of(unsaved);
        }
        return secrets.read(connection, exchange.credential());
    }

    private Access hold(TokenExchange.Result.Granted granted, Secret used) {
        granted.refreshToken().filter(rotated -> !rotated.equals(used)).ifPresent(rotated -> {
            unsavedRotation = rotated;
            keep(rotated);
        });
        denial = null;
        var tenth = granted.lifetime().dividedBy(10);
        var margin = tenth.compareTo(LARGEST_MARGIN) < 0 ? tenth : LARGEST_MARGIN;
        var access = new Access.Granted(granted.accessToken());
        held = new Held(access, clock.instant().plus(granted.lifetime()).minus(margin));
        return access;
    }

    private void keep(Secret rotated) {
        secrets.store(connection, REFRESH_TOKEN, rotated);
        unsavedRotation = null;
    }

    private Access deny(String reason, Instant secretsOf) {
        var access = new Access.Denied(connection + ": " + reason);
        denial = new Denial(access, secretsOf);
        return access;
    }
}
