package org.tieout.ingest.amazon.auth;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tieout.ingest.amazon.api.Regions;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.ApiProfile;
import org.tieout.runtime.http.OAuthRefresh;
import org.tieout.runtime.http.OAuthRefresh.ClientAuthentication;
import org.tieout.runtime.http.TokenSource;
import org.tieout.runtime.secret.SecretStore;

/// Access tokens of a seller's account: the refresh grant of Login with Amazon, with the client's id and
/// secret in the form. Amazon's errors invalid_grant, invalid_client and unauthorized_client mean that a
/// person must authorize again.
///
/// Source: "Connect to the SP-API", step "Request a Login with Amazon access token".
public final class LoginWithAmazon implements AutoCloseable {

    private final ApiClient client;
    private final TokenSource tokens;

    public LoginWithAmazon(Connection connection, SecretStore secrets, MeterRegistry meters, Clock clock) {
        this.client = new ApiClient(
                ApiProfile.tokenEndpoint("amazon", List.of("x-amzn-RequestId"), Regions.hosts(connection)),
                Optional.empty(),
                meters);
        var exchange = new OAuthRefresh(
                client,
                Regions.tokenUrl(connection),
                connection.required("client-id"),
                () -> secrets.read(connection.name(), TokenSource.CLIENT_SECRET),
                ClientAuthentication.FORM);
        this.tokens = new TokenSource(connection.name(), secrets, exchange, clock);
    }

    /// Where access tokens come from.
    public TokenSource tokens() {
        return tokens;
    }

    @Override
    public void close() {
        client.close();
    }
}
