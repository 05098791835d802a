package org.tieout.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tieout.runtime.http.TokenExchange.Result;
import org.tieout.runtime.secret.Secret;

/// How a token endpoint is asked and how it answers, whatever the grant (RFC 6749, section 5).
final class TokenEndpoint {
    /// The errors of RFC 6749, section 5.2, that no repetition cures.
    private static final Set<String> FINAL_ERRORS =
            Set.of("invalid_grant", "invalid_client", "unauthorized_client", "invalid_scope", "access_denied");

    private static final JsonMapper JSON = new JsonMapper();

    private TokenEndpoint() {}

    /// The body of a request.
    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// What an answer means.
    static Result result(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var reply) -> granted(reply);
            case Answer.Refused(var reply, var reason) -> refused(reply);
            case Answer.Throttled(var after, var reason) -> new Result.Unavailable(reason);
            case Answer.Unauthorized(var reason) ->
                new Result.Denied("the token endpoint refuses the client: " + reason);
            case Answer.Unavailable(var after, var reason) -> new Result.Unavailable(reason);
            case Answer.Unknown(var reason) -> new Result.Unavailable(reason);
        };
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
                : error + ": " + inOneLine(json.path("error_description").asText());
        return FINAL_ERRORS.contains(error)
                ? new Result.Denied("the token endpoint says " + reason)
                : new Result.Unavailable("the token endpoint says " + reason);
    }

    /// Microsoft Entra adds trace and correlation ids, each on a line of its own; its support asks for them.
    private static String inOneLine(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    private static JsonNode parse(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
