package org.tieout.runtime.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A password, token or key. Never prints, and is not serialisable.
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /// Wraps a value.
    ///
    /// @throws IllegalArgumentException if it is blank
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret is never empty");
        }
        return new Secret(value);
    }

    /// The value.
    public String reveal(SecretAccess access) {
        Objects.requireNonNull(access);
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    /// The same for every secret: not even a hash of the value leaks.
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
