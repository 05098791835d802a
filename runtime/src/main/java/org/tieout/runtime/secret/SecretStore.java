package org.tieout.runtime.secret;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tieout.schemas.Keys;

/// Keeps the secrets of connections. Thread-safe; one writer per connection is the rule, though: the service
/// that uses it.
public interface SecretStore extends AutoCloseable {

    /// Keeps a secret. When this returns it is durable, and every later [#read] of this store sees it.
    ///
    /// @throws SecretException if it could not be kept; the old one stands then
    void store(String connection, String name, Secret secret);

    /// The secret of that name.
    ///
    /// @throws SecretException if it is there and cannot be decrypted: another key, or moved from another
    ///     connection
    Optional<Secret> read(String connection, String name);

    /// When any secret of the connection last changed; [Instant#EPOCH] if it has none. A connection that was
    /// refused need not ask again before this moves.
    Instant changedAt(String connection);

    @Override
    void close();

    /// A store in memory, for tests and offline work.
    static SecretStore inMemory(Clock clock) {
        return new SecretStore() {
            private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
            private final Map<String, Instant> changes = new ConcurrentHashMap<>();

            @Override
            public void store(String connection, String name, Secret secret) {
                secrets.put(Keys.of(connection, name), secret);
                changes.put(connection, clock.instant());
            }

            @Override
            public Optional<Secret> read(String connection, String name) {
                return Optional.ofNullable(secrets.get(Keys.of(connection, name)));
            }

            @Override
            public Instant changedAt(String connection) {
                return changes.getOrDefault(connection, Instant.EPOCH);
            }

            @Override
            public void close() {}
        };
    }
}
