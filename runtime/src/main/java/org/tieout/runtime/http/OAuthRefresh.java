package org.tieout.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /// The errors of RFC 6749, section 5.2, that no repetition cures.
    private static final Set<String> FINAL_ERRORS =
            Set.of("invalid_grant", "invalid_client", "unauthorized_client", "access_denied");

    private static final JsonMapper JSON = new JsonMapper();

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
        return switch (client.call(request(refreshToken, secret.get()))) {
            case Answer.Accepted(var reply) -> granted(reply);
            case Answer.Refused(var reply, var reason) -> refused(reply);
            case Answer.Throttled(var after, var reason) -> new Result.Unavailable(reason);
            case Answer.Unauthorized(var reason) ->
                new Result.Denied("the token endpoint refuses the client: " + reason);
            case Answer.Unavailable(var after, var reason) -> new Result.Unavailable(reason);
            case Answer.Unknown(var reason) -> new Result.Unavailable(reason);
        };
    }

    private ApiCall request(Secret refreshToken, Secret secret) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken.reveal(SecretAccess.forUse()));
        if (authentication == ClientAuthentication.FORM) {
            form.put("client_id", clientId);
            form.put("client_secret", secret.reveal(SecretAccess.forUse()));
        }
        var call = ApiCall.post("token", tokenUrl, "application/x-www-form-urlencoded", encode(form))
                .withHeader("Accept", "application/json")
                .anonymous();
        if (authentication == ClientAuthentication.FORM) {
            return call;
        }
        var pair = clientId + ":" + secret.reveal(SecretAccess.forUse());
        return call.withHeader(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Result granted(Reply reply) {
        var json = parse(reply);
        var token = json.path("access_token").asText();
        var lifetime = json.path("expires_in").asLong();
        if (token.isBlank() || lifetime <= 0) {
            return new Result.Unavailable("the token endpoint answered without a token (" + reply + ")");
        }
        var rotated = Optional.of(json.path("refresh_token").asText())
                .filter(text -> !text.isBlank())
                .map(Secret::of);
        return new Result.Granted(Secret.of(token), Duration.ofSeconds(lifetime), rotated);
    }

    private static Result refused(Reply reply) {
        var json = parse(reply);
        var error = json.path("error").asText();
        var reason = error.isEmpty()
                ? reply.toString()
                : error + ": " + json.path("error_description").asText();
        return FINAL_ERRORS.contains(error)
                ? new Result.Denied("the token endpoint says " + reason)
                : new Result.Unavailable("the token endpoint says " + reason);
    }

    private static JsonNode parse(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
