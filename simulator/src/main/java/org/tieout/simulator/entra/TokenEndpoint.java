package org.tieout.simulator.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// `POST /{tenant}/oauth2/v2.0/token` with client credentials (section 1). Thread-safe.
public final class TokenEndpoint {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SimulatorClock clock;
    private final Tokens tokens;
    private final String tenant;
    private final String resourceScope;
    private final Map<String, App> apps;
    private final Supplier<UUID> ids;
    private final BooleanSupplier invalidClientIs401;
    private final Set<String> expiredSecrets = new HashSet<>();

    /// For the apps of one tenant that ask for one resource; its scope is the only one there is.
    public TokenEndpoint(
            SimulatorClock clock,
            Tokens tokens,
            String tenant,
            String resourceScope,
            Map<String, App> apps,
            Supplier<UUID> ids,
            BooleanSupplier invalidClientIs401) {
        this.resourceScope = resourceScope;
        this.clock = clock;
        this.tokens = tokens;
        this.tenant = tenant;
        this.apps = Map.copyOf(apps);
        this.ids = ids;
        this.invalidClientIs401 = invalidClientIs401;
    }

    /// Answers a request for a token.
    public Response token(String requestedTenant, Request request) {
        if (!requestedTenant.equals(tenant)) {
            return error("invalid_request", 90002, "Tenant '" + requestedTenant + "' not found.");
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return error("invalid_request", 900144, "The request body must contain the parameter: 'grant_type'.");
        }
        Map<String, String> form = request.form();
        String grant = form.getOrDefault("grant_type", "");
        if (grant.isEmpty()) {
            return error("invalid_request", 900144, "The request body must contain the parameter: 'grant_type'.");
        }
        if (!grant.equals("client_credentials")) {
            return error(
                    "unsupported_grant_type", 70003, "The app requested an unsupported grant type '" + grant + "'.");
        }
        Credentials credentials = credentials(request, form);
        Optional<Response> refused = refuse(credentials, form.getOrDefault("scope", ""));
        return refused.orElseGet(() -> issued(credentials.clientId()));
    }

    private record Credentials(String clientId, String secret) {}

    /// From the form, or from HTTP Basic.
    private static Credentials credentials(Request request, Map<String, String> form) {
        String authorization = request.header("Authorization").orElse("");
        if (authorization.startsWith("Basic ")) {
            try {
                byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
                String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
                return new Credentials(pair[0], pair.length > 1 ? pair[1] : "");
            } catch (IllegalArgumentException notBase64) {
                return new Credentials("", "");
            }
        }
        return new Credentials(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
    }

    private Optional<Response> refuse(Credentials credentials, String scope) {
        Optional<App> app = Optional.ofNullable(apps.get(credentials.clientId()));
        if (app.isEmpty()) {
            return Optional.of(error(
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + credentials.clientId() + "' was not found in the directory."));
        }
        if (credentials.secret().isEmpty()) {
            return Optional.of(invalidClient(
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."));
        }
        if (!app.get().clientSecret().equals(credentials.secret())) {
            return Optional.of(invalidClient(
                    7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID."));
        }
        if (secretExpired(credentials.clientId())) {
            return Optional.of(invalidClient(7000222, "The provided client secret keys are expired."));
        }
        return scope.equals(resourceScope)
                ? Optional.empty()
                : Optional.of(error(
                        "invalid_scope",
                        70011,
                        "The provided value for the input parameter 'scope' is not valid. The scope " + scope
                                + " is not valid."));
    }

    private Response issued(String clientId) {
        return Response.json(
                200,
                Json.object()
                        .put("token_type", "Bearer")
                        .put("expires_in", Tokens.LIFE.toSeconds())
                        .put("ext_expires_in", Tokens.LIFE.toSeconds())
                        .put("access_token", tokens.issue(clientId)));
    }

    private Response invalidClient(int code, String text) {
        return error(invalidClientIs401.getAsBoolean() ? 401 : 400, "invalid_client", code, text);
    }

    private Response error(String error, int code, String text) {
        return error(400, error, code, text);
    }

    private Response error(int status, String error, int code, String text) {
        String trace = ids.get().toString();
        String correlation = ids.get().toString();
        String stamp = STAMP.format(clock.protocolNow());
        ObjectNode body = Json.object()
                .put("error", error)
                .put(
                        "error_description",
                        "AADSTS" + code + ": " + text + "\r\nTrace ID: " + trace + "\r\nCorrelation ID: " + correlation
                                + "\r\nTimestamp: " + stamp);
        body.putArray("error_codes").add(code);
        body.put("timestamp", stamp).put("trace_id", trace).put("correlation_id", correlation);
        return Response.json(status, body);
    }

    /// The secret of this app has run out, or is good again.
    public synchronized void expireSecret(String clientId, boolean expired) {
        if (expired) {
            expiredSecrets.add(clientId);
        } else {
            expiredSecrets.remove(clientId);
        }
    }

    private synchronized boolean secretExpired(String clientId) {
        return expiredSecrets.contains(clientId);
    }
}
