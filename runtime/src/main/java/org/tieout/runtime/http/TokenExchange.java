package org.tieout.runtime.http;

import java.time.Duration;
import java.util.Optional;
import org.tieout.runtime.secret.Secret;

/// Changes a stored credential into an access token at the vendor's token endpoint.
@FunctionalInterface
public interface TokenExchange {

    /// What the endpoint says.
    sealed interface Result {

        /// An access token.
        ///
        /// @param lifetime how long it is good for
        /// @param refreshToken the refresh token to use from now on, if the endpoint sent one
        record Granted(Secret accessToken, Duration lifetime, Optional<Secret> refreshToken) implements Result {}

        /// The credentials are not valid, and will not be by asking again.
        record Denied(String reason) implements Result {}

        /// No answer, or none that tells.
        record Unavailable(String reason) implements Result {}
    }

    /// Asks once.
    ///
    /// @param credential the stored secret of that name
    Result exchange(Secret credential);

    /// Which stored secret is exchanged.
    default String credential() {
        return TokenSource.REFRESH_TOKEN;
    }
}
