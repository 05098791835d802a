package org.tieout.simulator.qbo.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.qbo.oauth.Connections.Tokens;

/// Token, revocation and authorization endpoints. Source: Intuit developer documentation, "OAuth 2.0". Thread-safe.
public final class OAuthEndpoints {
    private static final String SCOPE = "com.intuit.quickbooks.accounting";
    private static final int HARD_EXPIRY_SECONDS = 157_680_000;

    private final Connections connections;
    private final String clientId;
    private final String clientSecret;
    private final String firstRealm;

    /// Accepts this client only; the user at the authorization endpoint always picks `firstRealm`.
    public OAuthEndpoints(Connections connections, String clientId, String clientSecret, String firstRealm) {
        this.connections = connections;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.firstRealm = firstRealm;
    }

    /// `POST /oauth2/v1/tokens/bearer`.
    public Response token(Request request) {
        if (!clientIsKnown(request)) {
            return Response.json(401, Json.object().put("error", "invalid_client"));
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return error("invalid_request", "Content type must be application/x-www-form-urlencoded");
        }
        Map<String, String> form = request.form();
        boolean hardExpiry = request.header("x-include-refresh-token-hard-expires-in")
                .map("true"::equalsIgnoreCase)
                .orElse(false);
        return switch (form.getOrDefault("grant_type", "")) {
            case "refresh_token" ->
                answer(
                        connections.refresh(form.getOrDefault("refresh_token", "")),
                        hardExpiry,
                        "Incorrect or invalid refresh token");
            case "authorization_code" ->
                answer(
                        connections.redeem(form.getOrDefault("code", ""), form.getOrDefault("redirect_uri", "")),
                        hardExpiry,
                        "Invalid authorization code");
            default -> error("unsupported_grant_type", "Unsupported grant type");
        };
    }

    /// `POST /v2/oauth2/tokens/revoke`, body as JSON (documentation) or form (the vendor's Java SDK).
    public Response revoke(Request request) {
        if (!clientIsKnown(request)) {
            return Response.json(401, Json.object().put("error", "invalid_client"));
        }
        String token = request.json()
                .map(json -> json.path("token").asText(""))
                .orElseGet(() -> request.form().getOrDefault("token", ""));
        return connections.revoke(token) ? Response.empty(200) : error("invalid_request", "Token invalid");
    }

    /// `GET /connect/oauth2`: a user who agrees at once.
    public Response authorize(Request request) {
        String redirect = request.query("redirect_uri").orElse("");
        String state = request.query("state").map(OAuthEndpoints::encode).orElse("");
        if (!request.query("client_id").orElse("").equals(clientId)
                || !request.query("response_type").orElse("").equals("code")
                || redirect.isEmpty()) {
            return error("invalid_request", "client_id, response_type=code and redirect_uri are required");
        }
        String outcome = request.query("scope").orElse("").contains(SCOPE)
                ? "code=" + connections.grant(firstRealm, redirect) + "&realmId=" + firstRealm
                : "error=invalid_scope";
        return Response.empty(302)
                .withHeader("Location", redirect + (redirect.contains("?") ? "&" : "?") + outcome + "&state=" + state);
    }

    private boolean clientIsKnown(Request request) {
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        return request.header("Authorization").map(expected::equals).orElse(false);
    }

    private static Response answer(Optional<Tokens> tokens, boolean hardExpiry, String refusal) {
        return tokens.map(granted -> Response.json(200, body(granted, hardExpiry)))
                .orElseGet(() -> error("invalid_grant", refusal));
    }

    private static JsonNode body(Tokens tokens, boolean hardExpiry) {
        ObjectNode body = Json.object()
                .put("token_type", "bearer")
                .put("expires_in", tokens.life().toSeconds())
                .put("access_token", tokens.accessToken())
                .put("refresh_token", tokens.refreshToken())
                .put("x_refresh_token_expires_in", tokens.refreshLife().toSeconds());
        if (hardExpiry) {
            body.put("x_refresh_token_hard_expires_in", HARD_EXPIRY_SECONDS);
        }
        return body;
    }

    private static Response error(String error, String description) {
        return Response.json(400, Json.object().put("error", error).put("error_description", description));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
