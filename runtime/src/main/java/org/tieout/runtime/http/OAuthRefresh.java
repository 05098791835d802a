package org.tieout.runtime.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;

/// The refresh grant of OAuth 2.0 (RFC 6749, section 6), as vendors' token endpoints offer it.
public final class OAuthRefresh implements TokenExchange {

    /// How the client proves who it is (RFC 6749, section 2.3.1).
    public enum ClientAuthentication {
        /// client_id and client_secret in the form.
        FORM,
        /// In the Authorization header.
        BASIC
    }

    private final ApiClient client;
    private final URI tokenUrl;
    private final String clientId;
    private final Supplier<Optional<Secret>> clientSecret;
    private final ClientAuthentication authentication;

    /// @param client a client without a token source of its own
    /// @param clientSecret read anew for every exchange, so that a rotated one is taken up
    public OAuthRefresh(
            ApiClient client,
            URI tokenUrl,
            String clientId,
            Supplier<Optional<Secret>> clientSecret,
            ClientAuthentication authentication) {
        this.client = client;
        this.tokenUrl = tokenUrl;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.authentication = authentication;
    }

    @Override
    public Result exchange(Secret refreshToken) {
        var secret = clientSecret.get();
        if (secret.isEmpty()) {
            return new Result.Denied("no client secret is stored; give one in the configuration and run tieout apply");
        }
        return TokenEndpoint.result(client.call(request(refreshToken, secret.get())));
    }

    private ApiCall request(Secret refreshToken, Secret secret) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken.reveal(SecretAccess.forUse()));
        if (authentication == ClientAuthentication.FORM) {
            form.put("client_id", clientId);
            form.put("client_secret", secret.reveal(SecretAccess.forUse()));
        }
        var call = ApiCall.post("token", tokenUrl, "application/x-www-form-urlencoded", TokenEndpoint.form(form))
                .withHeader("Accept", "application/json")
                .anonymous();
        if (authentication == ClientAuthentication.FORM) {
            return call;
        }
        var pair = clientId + ":" + secret.reveal(SecretAccess.forUse());
        return call.withHeader(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
