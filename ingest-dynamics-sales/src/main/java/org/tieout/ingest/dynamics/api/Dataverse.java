package org.tieout.ingest.dynamics.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.ApiCall;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.ApiProfile;
import org.tieout.runtime.http.ClientCredentials;
import org.tieout.runtime.http.HostPolicy;
import org.tieout.runtime.http.RateBudget;
import org.tieout.runtime.http.Reply;
import org.tieout.runtime.http.TokenSource;
import org.tieout.runtime.ingest.Remedies;
import org.tieout.runtime.secret.SecretStore;

/// Reading calls to the Dataverse Web API v9.2 of one organisation (memo, sections 1 to 4). Thread-safe.
///
/// The token is for the organisation's own address. 401 gets a fresh one, once; 403 is no matter of tokens
/// but of the application user and its role, so it comes back as refused.
public final class Dataverse implements AutoCloseable {

    /// What people do when its calls bring nothing (memo, section 1).
    public static final Remedies REMEDIES = new Remedies(
            "Dynamics 365 Sales",
            "Microsoft",
            "Check tenant-id, client-id and organization-url, and the client secret of the app registration in Entra;"
                    + " put them where config/tieout.yaml says and run tieout apply.",
            "Check organization-url, and that Dynamics 365 Sales is installed in the environment.",
            Optional.of("Make the app an application user of the environment (Power Platform admin center, Application"
                    + " users) and give it a role that reads accounts, contacts, products, units, price lists,"
                    + " currencies, opportunities, quotes and orders with their lines of the whole organisation."));

    private static final String VENDOR = "dynamics-sales";
    private static final String LOGIN_URL = "https://login.microsoftonline.com";
    private static final String PATH = "/api/data/v9.2/";
    private static final List<String> REQUEST_IDS = List.of("x-ms-service-request-id", "req_id", "request-id");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /// A user has 6,000 requests in five minutes (section 4), and what is written back takes its part of
    /// them.
    private static final double PER_SECOND = 10;

    private static final int BURST = 200;

    /// Dataverse writes amounts as numbers; none passes through a binary floating-point type.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ApiClient login;
    private final ApiClient client;
    private final String root;
    private final Duration deadline;
    private final RateBudget budget = new RateBudget(PER_SECOND, BURST);

    public Dataverse(Connection connection, SecretStore secrets, MeterRegistry meters, Clock clock) {
        String organization = connection.required("organization-url").replaceFirst("/+$", "");
        HostPolicy hosts =
                new HostPolicy(Set.of("login.microsoftonline.com"), Set.of(".dynamics.com"), connection.development());
        this.root = organization + PATH;
        this.deadline = connection.duration("call-timeout", DEADLINE);
        this.login = new ApiClient(ApiProfile.tokenEndpoint(VENDOR, REQUEST_IDS, hosts), Optional.empty(), meters);
        ClientCredentials exchange = new ClientCredentials(
                login,
                connection.url("token-url", LOGIN_URL + "/" + connection.required("tenant-id") + "/oauth2/v2.0/token"),
                connection.required("client-id"),
                connection.setting("scope").orElse(organization + "/.default"));
        ApiProfile profile = new ApiProfile(
                VENDOR, Dataverse::classify, "Authorization", "Bearer ", REQUEST_IDS, Optional.empty(), hosts);
        this.client = new ApiClient(
                profile, Optional.of(new TokenSource(connection.name(), secrets, exchange, clock)), meters);
    }

    /// Reads something below the root and hands its JSON to `reader`. What `reader` cannot read has failed
    /// as well, as an unknown answer: half a body is no body.
    ///
    /// @param path below the root, with its query, encoded
    /// @param prefer the preferences (section 2), or empty
    public <T> Fetched<T> get(String operation, String path, String prefer, Function<JsonNode, T> reader) {
        ApiCall call = ApiCall.get(operation, URI.create(root + path))
                .withHeader("Accept", "application/json")
                .withHeader("OData-Version", "4.0")
                .withHeader("OData-MaxVersion", "4.0")
                .withHeader("If-None-Match", "null")
                .within(deadline)
                .pacedBy(budget);
        return switch (client.call(prefer.isEmpty() ? call : call.withHeader("Prefer", prefer))) {
            case Answer.Accepted(var reply) -> read(operation, reply, reader);
            case Answer.Refused(var reply, var _) ->
                new Fetched.Failed<>(new Answer.Refused(reply, operation + ": " + said(reply)));
            case Answer failed -> new Fetched.Failed<>(failed);
        };
    }

    /// What stands below the root in a link that Dataverse gave. Links are kept so, and followed unchanged.
    ///
    /// @throws IllegalArgumentException if it does not lead into the Web API
    static String below(String link) {
        int at = link.indexOf(PATH);
        if (at < 0) {
            throw new IllegalArgumentException("a link leads elsewhere than to " + PATH);
        }
        return encoded(link.substring(at + PATH.length()));
    }

    /// What no address may contain is written as its code; everything else stays as it came.
    private static String encoded(String text) {
        StringBuilder address = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c <= ' ' || "\"<>\\^`{|}".indexOf(c) >= 0) {
                address.append('%').append("%02X".formatted(c));
            } else {
                address.append((char) c);
            }
        });
        return address.toString();
    }

    private static Answer classify(Reply reply) {
        return reply.status() == 403 ? new Answer.Refused(reply, reply.toString()) : Answer.byStatus(reply);
    }

    private static <T> Fetched<T> read(String operation, Reply reply, Function<JsonNode, T> reader) {
        try {
            return new Fetched.Got<>(reader.apply(JSON.readTree(reply.body())));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return new Fetched.Failed<>(
                    new Answer.Unknown(operation + ": the answer cannot be read (" + reply + "): " + e.getMessage()));
        }
    }

    /// The error as Dataverse words it: `{"error":{"code","message"}}` (section 3).
    private static String said(Reply reply) {
        try {
            JsonNode error = JSON.readTree(reply.body()).path("error");
            return (error.path("code").asText() + " " + error.path("message").asText()).strip() + " (" + reply + ")";
        } catch (JsonProcessingException e) {
            return reply.toString();
        }
    }

    @Override
    public void close() {
        client.close();
        login.close();
    }
}
