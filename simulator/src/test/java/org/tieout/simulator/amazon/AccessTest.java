package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.amazon.AmazonServer.Answer;

/// What every operation asks of a request before it looks at the arguments.
class AccessTest {
    private static final String DENIED =
            "{\"errors\":[{\"code\":\"Unauthorized\",\"message\":\"Access to requested resource is denied.\",\"details\":\"\"}]}";
    private static final String THROTTLED =
            "{\"errors\":[{\"code\":\"QuotaExceeded\",\"message\":\"You exceeded your quota for the requested resource.\",\"details\":\"\"}]}";

    private final AmazonServer server = new AmazonServer(SellerOptions.demo(1));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutATokenAccessIsDenied() {
        Answer answer = server.raw("GET /amazon/sellers/v1/marketplaceParticipations HTTP/1.1\nUser-Agent: T/1\n");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo(DENIED);
    }

    @Test
    void aMadeUpTokenIsDenied() {
        assertThat(server.get("/sellers/v1/marketplaceParticipations", "Atza|nonsense")
                        .text())
                .isEqualTo(DENIED);
    }

    @Test
    void anUnknownPathLooksLikeDeniedAccess() {
        Answer answer = server.get("/orders/v9/orders");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo(DENIED);
        assertThat(server.post("/orders/2026-01-01/orders", "{}").text()).isEqualTo(DENIED);
    }

    @Test
    void aRequestWithoutUserAgentIsRefused() {
        String expected =
                "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"The user-agent header is missing or too long.\",\"details\":\"\"}]}";
        String token = server.accessToken();
        Answer missing = server.raw(
                "GET /amazon/sellers/v1/marketplaceParticipations HTTP/1.1\nx-amz-access-token: " + token + "\n");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text()).isEqualTo(expected);
        Answer tooLong = server.raw("GET /amazon/sellers/v1/marketplaceParticipations HTTP/1.1\nUser-Agent: "
                + "x".repeat(501) + "\nx-amz-access-token: " + token + "\n");
        assertThat(tooLong.text()).isEqualTo(expected);
    }

    @Test
    void theBurstIsFollowedBy429WithoutRetryAfterUntilTheBucketRefills() {
        String token = server.accessToken();
        for (int i = 0; i < 15; i++) {
            Answer allowed = server.get("/sellers/v1/marketplaceParticipations", token);
            assertThat(allowed.status()).isEqualTo(200);
            assertThat(allowed.headers()).containsEntry("x-amzn-ratelimit-limit", "0.016");
        }
        Answer throttled = server.get("/sellers/v1/marketplaceParticipations", token);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.text()).isEqualTo(THROTTLED);
        assertThat(throttled.headers())
                .containsEntry("x-amzn-errortype", "TooManyRequestsException")
                .containsKey("x-amzn-requestid")
                .doesNotContainKeys("retry-after", "x-amzn-ratelimit-limit");
        server.clock.advanceProtocol(Duration.ofSeconds(62));
        assertThat(server.get("/sellers/v1/marketplaceParticipations", token).status())
                .isEqualTo(429);
        server.clock.advanceProtocol(Duration.ofSeconds(1));
        assertThat(server.get("/sellers/v1/marketplaceParticipations", token).status())
                .isEqualTo(200);
    }

    @Test
    void oneOperationsBucketIsNotAnothers() {
        String token = server.accessToken();
        for (int i = 0; i < 20; i++) {
            assertThat(server.get("/orders/2026-01-01/orders", token).status()).isEqualTo(400);
        }
        assertThat(server.get("/orders/2026-01-01/orders", token).status()).isEqualTo(429);
        assertThat(server.get("/reports/2021-06-30/reports/1", token).status()).isEqualTo(404);
    }

    @Test
    void aSellersPlanCanBeScaledWhileRunning() {
        server.face.usagePlans().scale(new BigDecimal("10"));
        assertThat(server.get("/reports/2021-06-30/reports/1").headers())
                .containsEntry("x-amzn-ratelimit-limit", "20.0");
        assertThat(server.get("/orders/2026-01-01/orders").headers()).containsEntry("x-amzn-ratelimit-limit", "0.056");
    }

    @Test
    void theSellersMarketplacesAreListed() {
        assertThat(server.get("/sellers/v1/marketplaceParticipations").text())
                .isEqualTo("{\"payload\":[{\"marketplace\":{\"id\":\"ATVPDKIKX0DER\",\"name\":\"Amazon.com\","
                        + "\"countryCode\":\"US\",\"defaultCurrencyCode\":\"USD\",\"defaultLanguageCode\":\"en_US\","
                        + "\"domainName\":\"www.amazon.com\"},\"participation\":{\"isParticipating\":true,"
                        + "\"hasSuspendedListings\":false},\"storeName\":\"Simulated Kitchen Store\"}]}");
    }

    @Test
    void theFaceSaysWhatAClientNeeds() {
        var description = server.face.describe();
        assertThat(description.tokenUrl()).isEqualTo(description.baseUrl() + "/auth/o2/token");
        assertThat(description.ids().get("marketplaceIds")).containsExactly("ATVPDKIKX0DER");
        assertThat(description.refreshToken()).isEqualTo("Atzr|sim-refresh-token-1");
    }
}
