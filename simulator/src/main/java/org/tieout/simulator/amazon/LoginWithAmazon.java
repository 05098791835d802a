package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// The token endpoint and the tokens it has handed out, in protocol time. Lifetimes: access token 3600 s,
/// authorization
/// code 5 minutes, an old client secret 7 days after rotation, a grant 365 days. Sources: Amazon, "Connect to the
/// SP-API",
/// "Renew Authorizations", "Rotate your Application's LWA Credentials". Thread-safe.
public final class LoginWithAmazon {
    static final Duration ACCESS_LIFETIME = Duration.ofHours(1);
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(5);
    private static final Duration OLD_SECRET_LIFETIME = Duration.ofDays(7);
    private static final Duration GRANT_LIFETIME = Duration.ofDays(365);
    private static final Set<String> SCOPES = Set.of(
            "sellingpartnerapi::notifications",
            "sellingpartnerapi::client_credential:rotation",
            "sellingpartnerapi::migration");

    private final SimulatorClock clock;
    private final Dice dice;
    private final String clientId = "amzn1.application-oa2-client.sim0001";
    private String clientSecret = "sim-client-secret-1";
    private String oldSecret = "";
    private Instant oldSecretUntil = Instant.MIN;
    private String refreshToken = "Atzr|sim-refresh-token-1";
    private Instant grantUntil;
    private final Map<String, Instant> codes = new HashMap<>();
    private final Map<String, Instant> sellerTokens = new HashMap<>();

    LoginWithAmazon(SimulatorClock clock, long seed) {
        this.clock = clock;
        this.dice = Dice.of(seed, "lwa", 0);
        this.grantUntil = clock.protocolNow().plus(GRANT_LIFETIME);
    }

    /// The application's id.
    public String clientId() {
        return clientId;
    }

    /// The application's current secret.
    public synchronized String clientSecret() {
        return clientSecret;
    }

    /// The seller's current refresh token.
    public synchronized String refreshToken() {
        return refreshToken;
    }

    /// What the consent page would hand to the redirect address as `spapi_oauth_code`.
    public synchronized String issueAuthorizationCode() {
        String code = "ANsim" + dice.letters(12);
        codes.put(code, clock.protocolNow().plus(CODE_LIFETIME));
        return code;
    }

    /// Gives the application a new secret; the old one works for seven more days.
    public synchronized String rotateSecret() {
        oldSecret = clientSecret;
        oldSecretUntil = clock.protocolNow().plus(OLD_SECRET_LIFETIME);
        clientSecret = "sim-client-secret-" + dice.letters(6).toLowerCase(Locale.ROOT);
        return clientSecret;
    }

    /// The seller withdraws the authorization: the refresh token and all access tokens are dead.
    public synchronized void revokeGrant() {
        grantUntil = Instant.MIN;
        sellerTokens.clear();
    }

    /// Ends every access token now; the refresh token still works.
    public synchronized void expireAccessTokens() {
        sellerTokens.clear();
    }

    /// Whether the token opens the seller's data. A token without a grant does not.
    synchronized boolean accepts(Optional<String> accessToken) {
        Instant now = clock.protocolNow();
        return accessToken
                .map(sellerTokens::get)
                .filter(until -> until.isAfter(now))
                .isPresent();
    }

    /// Answers `POST /auth/o2/token`.
    synchronized Response token(Request request) {
        String contentType = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/x-www-form-urlencoded")) {
            return refused(400, "invalid_request", "OA2InvalidRequestException", "Unsupported content type");
        }
        Map<String, String> form = request.form();
        String grantType = form.getOrDefault("grant_type", "");
        return switch (grantType) {
            case "" -> missing("grant_type");
            case "refresh_token", "authorization_code", "client_credentials" ->
                authenticated(form) ? granted(grantType, form) : unknownClient();
            default ->
                refused(
                        400,
                        "unsupported_grant_type",
                        "OA2UnsupportedGrantTypeException",
                        "The authorization grant type is not supported by the authorization server");
        };
    }

    private Response granted(String grantType, Map<String, String> form) {
        return switch (grantType) {
            case "refresh_token" -> refreshed(form);
            case "authorization_code" -> exchanged(form);
            default -> grantless(form);
        };
    }

    private Response refreshed(Map<String, String> form) {
        if (!form.containsKey("refresh_token")) {
            return missing("refresh_token");
        }
        boolean valid = refreshToken.equals(form.get("refresh_token"))
                && clock.protocolNow().isBefore(grantUntil);
        return valid ? sellerToken() : invalidGrant("refresh_token");
    }

    private Response exchanged(Map<String, String> form) {
        if (!form.containsKey("code")) {
            return missing("code");
        }
        Instant until = codes.remove(form.getOrDefault("code", ""));
        if (until == null || !clock.protocolNow().isBefore(until)) {
            return invalidGrant("code");
        }
        refreshToken = "Atzr|sim-refresh-" + dice.letters(10);
        grantUntil = clock.protocolNow().plus(GRANT_LIFETIME);
        return sellerToken();
    }

    private Response grantless(Map<String, String> form) {
        if (!form.containsKey("scope")) {
            return missing("scope");
        }
        String scope = form.getOrDefault("scope", "");
        if (!SCOPES.contains(scope)) {
            return refused(400, "invalid_scope", "OA2InvalidScopeException", "The request has an invalid scope");
        }
        ObjectNode body = Json.object();
        body.put("access_token", newAccessToken()).put("scope", scope);
        return issued(body);
    }

    private Response sellerToken() {
        String token = newAccessToken();
        sellerTokens.put(token, clock.protocolNow().plus(ACCESS_LIFETIME));
        ObjectNode body = Json.object();
        body.put("access_token", token).put("refresh_token", refreshToken);
        return issued(body);
    }

    private static Response issued(ObjectNode body) {
        body.put("token_type", "bearer").put("expires_in", ACCESS_LIFETIME.toSeconds());
        return Response.json(200, body);
    }

    private String newAccessToken() {
        return "Atza|sim-" + dice.letters(40);
    }

    private boolean authenticated(Map<String, String> form) {
        String secret = form.getOrDefault("client_secret", "");
        boolean old = secret.equals(oldSecret) && clock.protocolNow().isBefore(oldSecretUntil);
        return clientId.equals(form.get("client_id")) && (secret.equals(clientSecret) || old);
    }

    private Response missing(String parameter) {
        return refused(
                400,
                "invalid_request",
                "OA2InvalidRequestException",
                "The request is missing a required parameter : " + parameter);
    }

    private Response invalidGrant(String parameter) {
        return refused(
                400,
                "invalid_grant",
                "OA2InvalidGrantException",
                "The request has an invalid grant parameter : " + parameter);
    }

    private Response unknownClient() {
        return refused(401, "invalid_client", "OA2InvalidClientException", "Client authentication failed");
    }

    private Response refused(int status, String error, String type, String description) {
        ObjectNode body = Json.object();
        body.put("error_index", dice.letters(24))
                .put("error_description", description)
                .put("error", error)
                .put(
                        "request_id",
                        UUID.nameUUIDFromBytes(dice.letters(16).getBytes(SettlementFile.CHARSET))
                                .toString());
        return Response.json(status, body)
                .withHeader("X-Amzn-Errortype", type + ":http://internal.amazon.com/coral/com.amazon.panda/");
    }
}
