package org.tieout.ingest.amazon.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.ApiCall;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.ApiProfile;
import org.tieout.runtime.http.RateBudget;
import org.tieout.runtime.http.Reply;
import org.tieout.runtime.http.TokenSource;
import org.tieout.runtime.ingest.Remedies;

/// Reading calls to the Selling Partner API for one account. Thread-safe.
///
/// Answers are read as "Usage Plans and Rate Limits in the SP-API" and the models describe them: 429 carries
/// no Retry-After, 403 is a token that is expired, revoked or for another region, x-amzn-RateLimit-Limit
/// announces the rate on other answers.
public final class SellingPartner implements AutoCloseable {

    /// What people do when its calls bring nothing. A seller who withdrew the authorization is told like a bad token.
    public static final Remedies REMEDIES = new Remedies(
            "Amazon",
            "Amazon",
            "Authorize the application again in Seller Central, put the new refresh token where config/tieout.yaml"
                    + " says, and run tieout apply.",
            "Check marketplaces, seller and read-from of the connection.",
            Optional.empty());

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration DOWNLOAD_DEADLINE = Duration.ofMinutes(10);
    private static final long LARGEST_DOCUMENT = 4L << 30;
    /// The Finances API writes amounts as numbers; none passes through a binary floating-point type.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ApiClient client;
    private final String baseUrl;
    private final Duration deadline;

    public SellingPartner(Connection connection, TokenSource tokens, MeterRegistry meters) {
        this.client = new ApiClient(profile(connection), Optional.of(tokens), meters);
        this.baseUrl = Regions.endpoint(connection).toString();
        this.deadline = connection.duration("call-timeout", DEADLINE);
    }

    private static ApiProfile profile(Connection connection) {
        return new ApiProfile(
                "amazon",
                Answer::byStatus,
                "x-amz-access-token",
                "",
                List.of("x-amzn-RequestId", "x-amz-request-id"),
                Optional.of("x-amzn-RateLimit-Limit"),
                Regions.hosts(connection));
    }

    /// Calls a reading operation and hands its JSON to `reader`. What `reader` cannot read is
    /// [Fetched.Failed] as well, as an unknown answer: half a body is no body.
    ///
    /// @param path below the endpoint
    /// @param query parameters, in order
    public <T> Fetched<T> get(
            String operation, String path, Map<String, String> query, RateBudget budget, Function<JsonNode, T> reader) {
        var call = ApiCall.get(operation, url(path, query)).within(deadline).pacedBy(budget);
        return switch (client.call(call)) {
            case Answer.Accepted(var reply) -> read(operation, reply, reader);
            case Answer.Refused(var reply, var reason) ->
                new Fetched.Failed<>(new Answer.Refused(reply, operation + ": " + errors(reply)));
            case Answer failed -> new Fetched.Failed<>(failed);
        };
    }

    /// Streams a document from its presigned link into a file, without our token: the link would be refused
    /// with it.
    public Answer download(URI link, Path file) {
        return client.download(
                ApiCall.get("downloadDocument", link)
                        .anonymous()
                        .within(DOWNLOAD_DEADLINE)
                        .atMost(LARGEST_DOCUMENT),
                file);
    }

    private URI url(String path, Map<String, String> query) {
        var parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(baseUrl + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private static <T> Fetched<T> read(String operation, Reply reply, Function<JsonNode, T> reader) {
        try {
            return new Fetched.Got<>(reader.apply(JSON.readTree(reply.body())));
        } catch (JsonProcessingException | IllegalArgumentException | java.time.DateTimeException e) {
            return new Fetched.Failed<>(
                    new Answer.Unknown(operation + ": the answer cannot be read (" + reply + "): " + e.getMessage()));
        }
    }

    /// The error list of the API: `{"errors":[{"code","message","details"}]}`.
    private static String errors(Reply reply) {
        try {
            var errors = JSON.readTree(reply.body()).path("errors");
            var said = new StringBuilder();
            errors.forEach(error -> said.append(error.path("code").asText())
                    .append(": ")
                    .append(error.path("message").asText())
                    .append(" "));
            return said + "(" + reply + ")";
        } catch (JsonProcessingException e) {
            return reply.toString();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
