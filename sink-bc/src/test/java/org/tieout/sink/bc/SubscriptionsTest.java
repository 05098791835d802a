package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.MasterData;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.ApiProfile;
import org.tieout.runtime.http.ClientCredentials;
import org.tieout.runtime.http.HostPolicy;
import org.tieout.runtime.http.TokenSource;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Notices;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;

/// Subscriptions at the simulated company: made, renewed and made again, by its clock.
class SubscriptionsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger hints = new AtomicInteger();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Simulator simulator;
    private Receiver receiver;
    private ApiClient anonymous;
    private ApiClient api;
    private BcClient client;
    private Subscriptions subscriptions;

    @BeforeEach
    void open() throws IOException {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build());
        receiver = Receiver.start(0, Secret.of("s3cret"), meters, hints::incrementAndGet);
        var hosts = new HostPolicy(Set.of(), Set.of(), true);
        anonymous = new ApiClient(ApiProfile.tokenEndpoint("bc", List.of(), hosts), Optional.empty(), meters);
        api = new ApiClient(
                new ApiProfile(
                        "bc", BcClient::classify, "Authorization", "Bearer ", List.of(), Optional.empty(), hosts),
                Optional.of(tokens(anonymous)),
                meters);
        client = client(api);
        subscriptions = subscriptions(receiver.port());
    }

    @AfterEach
    void close() {
        api.close();
        anonymous.close();
        receiver.close();
        simulator.close();
    }

    private TokenSource tokens(ApiClient endpoint) {
        var face = simulator.bc().describe();
        var exchange = new ClientCredentials(
                endpoint,
                URI.create(face.tokenUrl()),
                face.clientId(),
                "https://api.businesscentral.dynamics.com/.default");
        return new TokenSource("books", Books.secrets(simulator, "books"), exchange, Clock.systemUTC());
    }

    private BcClient client(ApiClient http) {
        return new BcClient(
                http,
                simulator.bc().describe().baseUrl() + "/v2.0/" + id("tenantId") + "/" + id("environment")
                        + "/api/v2.0/",
                id("companyId"),
                Books.pace(),
                Duration.ofSeconds(5));
    }

    private String id(String name) {
        return Objects.requireNonNull(simulator.bc().describe().ids().get(name)).getFirst();
    }

    private Subscriptions subscriptions(int port) {
        return new Subscriptions(client, "http://127.0.0.1:" + port + "/bc", this::now);
    }

    private Instant now() {
        return simulator.clock().protocolNow();
    }

    private List<JsonNode> there() {
        return ((Answered.Heard<List<JsonNode>>) client.readOfTenant("readSubscriptions", "subscriptions")).value();
    }

    private void allLiveLongerThan(Duration time) {
        assertThat(there())
                .hasSize(2)
                .allSatisfy(row -> assertThat(
                                Instant.parse(row.path("expirationDateTime").asText()))
                        .isAfter(now().plus(time)));
    }

    @Test
    void thoseThatAreMissingAreMadeOnceAndLeftAloneWhileTheyLive() {
        assertThat(subscriptions.keep("s3cret")).isEqualTo(new Subscriptions.Kept.Done(2, 0));
        assertThat(subscriptions.keep("s3cret")).isEqualTo(new Subscriptions.Kept.Done(0, 0));

        assertThat(there())
                .extracting(row -> row.path("resource").asText())
                .allMatch(resource -> resource.matches(
                        "api/v2.0/companies\\(" + id("companyId") + "\\)/sales(Invoices|CreditMemos)"));
    }

    @Test
    void afterTwoDaysTheyAreRenewed() {
        subscriptions.keep("s3cret");
        simulator.clock().advanceProtocol(Duration.ofDays(2));

        assertThat(subscriptions.keep("s3cret")).isEqualTo(new Subscriptions.Kept.Done(0, 2));

        allLiveLongerThan(Duration.ofHours(71));
    }

    @Test
    void afterTheirEndTheyAreMadeAgain() {
        subscriptions.keep("s3cret");
        simulator.clock().advanceProtocol(Duration.ofDays(4));
        assertThat(there()).isEmpty();

        assertThat(subscriptions.keep("s3cret")).isEqualTo(new Subscriptions.Kept.Done(2, 0));

        allLiveLongerThan(Duration.ofHours(71));
    }

    @Test
    void anotherSecretReplacesTheOldOne() {
        subscriptions.keep("s3cret");

        assertThat(subscriptions.keep("new")).isEqualTo(new Subscriptions.Kept.Done(0, 2));

        assertThat(there()).extracting(row -> row.path("clientState").asText()).containsOnly("new");
    }

    @Test
    void whatIsRefusedIsToldOnceAndIsOverWhenItWorks() {
        int port = receiver.port();
        receiver.close();
        var webhook = webhook("http://127.0.0.1:" + port + "/elsewhere", 0);

        webhook.look();
        webhook.close();

        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("alert webhook|bc|books")
                .contains("validation token");
        var working = webhook("http://127.0.0.1:" + port + "/bc", port);
        working.look();
        working.close();
        assertThat(told).last().isEqualTo("resolved webhook|bc|books");
    }

    private Webhook webhook(String url, int port) {
        return new Webhook(
                "books",
                port,
                () -> Optional.of(Secret.of("s3cret")),
                new Subscriptions(client, url, this::now),
                new Told(),
                meters);
    }

    private final class Told implements Notices {
        @Override
        public void masterData(List<MasterData> data) {
            throw new AssertionError("a webhook reads no lists");
        }

        @Override
        public void alert(String id, String message, String nextStep) {
            told.add("alert " + id + ": " + message);
        }

        @Override
        public void resolved(String id) {
            told.add("resolved " + id);
        }
    }
}
