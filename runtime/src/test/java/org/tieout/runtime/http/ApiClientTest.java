package org.tieout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;

/// Calls against a server that answers as told.
class ApiClientTest {

    private static final HostPolicy ANY = new HostPolicy(Set.of(), Set.of(), true);

    @TempDir
    private Path directory;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger tokens = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    ApiClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void anAcceptedAnswerCarriesItsBodyAndRequestId() {
        answer("/a", exchange -> {
            exchange.getResponseHeaders().set("x-amzn-RequestId", "r-1");
            reply(exchange, 200, "{}");
        });

        assertThat(client().call(get("/a"))).isInstanceOfSatisfying(Answer.Accepted.class, accepted -> {
            assertThat(accepted.reply().body()).isEqualTo("{}");
            assertThat(accepted.reply().requestId()).isEqualTo("r-1");
        });
        assertThat(seen).singleElement().asString().contains("agent=Tieout/").contains("(Language=Java/");
    }

    @Test
    void anExpiredTokenIsReplacedOnceAndTheCallRepeated() {
        answer("/a", exchange -> reply(exchange, tokens.get() < 2 ? 401 : 200, ""));

        assertThat(client().call(get("/a"))).isInstanceOf(Answer.Accepted.class);
        assertThat(seen).hasSize(2);
    }

    @Test
    void aSecondRefusalOfAFreshTokenIsUnauthorized() {
        answer("/a", exchange -> reply(exchange, 401, ""));

        assertThat(client().call(get("/a"))).isInstanceOf(Answer.Unauthorized.class);
        assertThat(seen).hasSize(2);
    }

    @Test
    void aPostThatIsNotAnsweredIsUnknownAndSentOnce() {
        answer("/a", HttpExchange::close);

        assertThat(client().call(ApiCall.post("post", url("/a"), "application/json", "{}")))
                .isInstanceOf(Answer.Unknown.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void anAnswerAfterTheDeadlineIsUnknown() {
        answer("/a", exchange -> {
            awaitRelease();
            reply(exchange, 200, "");
        });

        assertThat(client().call(get("/a").within(Duration.ofMillis(300)))).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void aServerThatIsNotThereIsUnavailableBecauseNothingWasSent() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(client().call(ApiCall.get("get", URI.create("http://127.0.0.1:" + free + "/"))))
                .isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void statusesAreToldApart() {
        for (var status : List.of(400, 404, 409)) {
            assertThat(answerOf(status)).as("HTTP %s", status).isInstanceOf(Answer.Refused.class);
        }
        for (var status : List.of(500, 502, 504)) {
            assertThat(answerOf(status)).as("HTTP %s", status).isInstanceOf(Answer.Unknown.class);
        }
        assertThat(answerOf(503)).isInstanceOf(Answer.Unavailable.class);
        assertThat(answerOf(429)).isInstanceOf(Answer.Throttled.class);
        assertThat(answerOf(302)).as("redirects are not followed").isInstanceOf(Answer.Refused.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotReadToItsEnd() {
        answer("/a", exchange -> reply(exchange, 200, "x".repeat(1000)));

        assertThat(client().call(get("/a").atMost(999))).isInstanceOf(Answer.Unknown.class);
        assertThat(client().call(get("/a").atMost(1000))).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void aDownloadThatEndsEarlyLeavesNoFile() {
        answer("/a", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[500]);
            exchange.getResponseBody().flush();
            throw new IOException("cut off");
        });
        var file = directory.resolve("document");

        assertThat(client().download(get("/a"), file)).isInstanceOf(Answer.Unknown.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aDownloadIsStoredAsItCame() throws IOException {
        answer("/a", exchange -> reply(exchange, 200, "document"));
        var file = directory.resolve("document");

        assertThat(client().download(get("/a"), file)).isInstanceOf(Answer.Accepted.class);
        assertThat(Files.readString(file)).isEqualTo("document");
    }

    @Test
    void anExhaustedBudgetIsReportedWithoutACall() {
        answer("/a", exchange -> reply(exchange, 200, ""));
        var budget = new RateBudget(0.001, 1, () -> 0);
        var call = get("/a").pacedBy(budget);

        assertThat(client().call(call)).isInstanceOf(Answer.Accepted.class);
        assertThat(client().call(call))
                .isInstanceOfSatisfying(
                        Answer.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(1000)));
        assertThat(seen).hasSize(1);
    }

    @Test
    void theAnnouncedRateIsTakenUp() {
        answer("/a", exchange -> {
            exchange.getResponseHeaders().set("x-rate", "7.5");
            reply(exchange, 200, "");
        });
        var budget = new RateBudget(1, 5);

        client().call(get("/a").pacedBy(budget));

        assertThat(budget.perSecond()).isEqualTo(7.5);
    }

    @Test
    void outsideDevelopmentOnlyTheVendorsHostsAreCalled() {
        var policy = new HostPolicy(Set.of("api.vendor.example"), Set.of(".files.example"), false);

        assertThat(policy.permits(URI.create("https://api.vendor.example/x"))).isTrue();
        assertThat(policy.permits(URI.create("https://a.files.example/x"))).isTrue();
        assertThat(policy.permits(URI.create("http://api.vendor.example/x"))).isFalse();
        assertThat(policy.permits(URI.create("https://api.vendor.example.evil.example/x")))
                .isFalse();
        assertThat(policy.permits(URI.create("https://127.0.0.1/x"))).isFalse();
        var client = new ApiClient(ApiProfile.bearer("vendor", policy), Optional.empty(), new SimpleMeterRegistry());
        assertThatThrownBy(() -> client.call(get("/a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a host of vendor");
        assertThat(seen).isEmpty();
    }

    @Test
    void nothingThatIsPrintedHoldsATokenABodyOrASignature() {
        var call = ApiCall.post("post", url("/a?X-Amz-Signature=hidden-1"), "text/plain", "hidden-2")
                .withHeader("Authorization", "hidden-3");
        answer("/a", exchange -> reply(exchange, 400, "hidden-4"));

        assertThat(call + " " + client().call(call)).doesNotContain("hidden").doesNotContain("access-");
    }

    private Answer answerOf(int status) {
        var path = "/status" + status;
        answer(path, exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            reply(exchange, status, "");
        });
        return client().call(get(path));
    }

    private ApiClient client() {
        var secrets = SecretStore.inMemory(Clock.systemUTC());
        secrets.store("c", TokenSource.REFRESH_TOKEN, Secret.of("refresh"));
        var source = new TokenSource(
                "c",
                secrets,
                refresh -> new TokenExchange.Result.Granted(
                        Secret.of("access-" + tokens.incrementAndGet()), Duration.ofHours(1), Optional.empty()),
                Clock.systemUTC());
        var profile = new ApiProfile(
                "vendor", Answer::byStatus, "x-token", "", List.of("x-amzn-RequestId"), Optional.of("x-rate"), ANY);
        return new ApiClient(profile, Optional.of(source), new SimpleMeterRegistry());
    }

    private ApiCall get(String path) {
        return ApiCall.get("get", url(path));
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(String path, Handler handler) {
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            seen.add(exchange.getRequestMethod() + " agent="
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            handler.handle(exchange);
        });
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }
}
