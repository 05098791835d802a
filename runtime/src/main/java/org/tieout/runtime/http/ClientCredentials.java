package org.tieout.runtime.http;

import java.net.URI;
import java.util.LinkedHashMap;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;

/// The client credentials grant of OAuth 2.0 (RFC 6749, section 4.4): the client proves who it is and gets a
/// token for itself. There is no refresh token; the client secret is exchanged anew each time, so that a
/// rotated one is taken up.
public final class ClientCredentials implements TokenExchange {

    private final ApiClient client;
    private final URI tokenUrl;
    private final String clientId;
    private final String scope;

    /// @param client a client without a token source of its own
    /// @param scope what the token is for
    public ClientCredentials(ApiClient client, URI tokenUrl, String clientId, String scope) {
        this.client = client;
        this.tokenUrl = tokenUrl;
        this.clientId = clientId;
        this.scope = scope;
    }

    @Override
    public String credential() {
        return TokenSource.CLIENT_SECRET;
    }

    @Override
    public Result exchange(Secret clientSecret) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", clientId);
        form.put("client_secret", clientSecret.reveal(SecretAccess.forUse()));
        form.put("scope", scope);
        var call = ApiCall.post("token", tokenUrl, "application/x-www-form-urlencoded", TokenEndpoint.form(form))
                .withHeader("Accept", "application/json")
                .anonymous();
        return TokenEndpoint.result(client.call(call));
    }
}
