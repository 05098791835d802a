package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.amazon.AmazonServer.Answer;

/// The token endpoint's answers and refusals, request by literal request.
class LoginWithAmazonTest {
    private static final String CLIENT =
            "&client_id=amzn1.application-oa2-client.sim0001&client_secret=sim-client-secret-1";
    private static final String REFRESH = "grant_type=refresh_token&refresh_token=Atzr%7Csim-refresh-token-1";
    private static final String DENIED =
            "{\"errors\":[{\"code\":\"Unauthorized\",\"message\":\"Access to requested resource is denied.\",\"details\":\"\"}]}";

    private final AmazonServer server = new AmazonServer(SellerOptions.demo(1));

    @AfterEach
    void stop() {
        server.close();
    }

    private static void refused(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text())
                .matches("\\{\"error_index\":\"[^\"]+\",\"error_description\":\"" + description + "\",\"error\":\""
                        + error + "\",\"request_id\":\"[0-9a-f-]{36}\"}");
        assertThat(answer.headers()).containsKeys("x-amzn-requestid", "x-amzn-errortype");
        assertThat(answer.headers()).doesNotContainKey("x-amzn-ratelimit-limit");
    }

    @Test
    void aRefreshTokenBuysAnAccessTokenForAnHour() {
        Answer answer = server.token(REFRESH + CLIENT);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .matches("\\{\"access_token\":\"Atza\\|[^\"]+\",\"refresh_token\":\"Atzr\\|sim-refresh-token-1\","
                        + "\"token_type\":\"bearer\",\"expires_in\":3600}");
    }

    @Test
    void anAccessTokenExpiresAfterAnHourOfProtocolTime() {
        String token = server.accessToken();
        server.clock.advanceProtocol(Duration.ofSeconds(3599));
        assertThat(server.get("/sellers/v1/marketplaceParticipations", token).status())
                .isEqualTo(200);
        server.clock.advanceProtocol(Duration.ofSeconds(1));
        Answer expired = server.get("/sellers/v1/marketplaceParticipations", token);
        assertThat(expired.status()).isEqualTo(403);
        assertThat(expired.text()).isEqualTo(DENIED);
        assertThat(expired.headers())
                .doesNotContainKey("x-amzn-ratelimit-limit")
                .containsKey("x-amzn-requestid");
    }

    @Test
    void aWrongRefreshTokenIsAnInvalidGrant() {
        refused(
                server.token("grant_type=refresh_token&refresh_token=Atzr%7Cnobody" + CLIENT),
                400,
                "invalid_grant",
                "The request has an invalid grant parameter : refresh_token");
    }

    @Test
    void aRevokedGrantEndsBothTokens() {
        String token = server.accessToken();
        server.face.login().revokeGrant();
        assertThat(server.get("/sellers/v1/marketplaceParticipations", token).text())
                .isEqualTo(DENIED);
        refused(
                server.token(REFRESH + CLIENT),
                400,
                "invalid_grant",
                "The request has an invalid grant parameter : refresh_token");
    }

    @Test
    void aGrantLasts365Days() {
        server.clock.advanceProtocol(Duration.ofDays(365).minusSeconds(1));
        assertThat(server.token(REFRESH + CLIENT).status()).isEqualTo(200);
        server.clock.advanceProtocol(Duration.ofSeconds(1));
        refused(
                server.token(REFRESH + CLIENT),
                400,
                "invalid_grant",
                "The request has an invalid grant parameter : refresh_token");
    }

    @Test
    void aWrongSecretIsAnInvalidClient() {
        refused(
                server.token(
                        REFRESH + "&client_id=amzn1.application-oa2-client.sim0001&client_secret=sim-client-secret-9"),
                401,
                "invalid_client",
                "Client authentication failed");
    }

    @Test
    void anUnknownGrantTypeIsNotSupported() {
        Answer answer = server.token("grant_type=password" + CLIENT);
        refused(
                answer,
                400,
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server");
        assertThat(answer.headers().get("x-amzn-errortype")).startsWith("OA2UnsupportedGrantTypeException:");
    }

    @Test
    void aMissingParameterIsNamed() {
        refused(
                server.token("client_id=x"),
                400,
                "invalid_request",
                "The request is missing a required parameter : grant_type");
        refused(
                server.token("grant_type=refresh_token" + CLIENT),
                400,
                "invalid_request",
                "The request is missing a required parameter : refresh_token");
    }

    @Test
    void anAuthorizationCodeLivesFiveMinutesAndIsSpentOnce() {
        String form =
                "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback" + CLIENT + "&code=";
        String code = server.face.login().issueAuthorizationCode();
        Answer answer = server.token(form + code);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.find("\"refresh_token\":\"([^\"]+)\""))
                .isEqualTo(server.face.login().refreshToken())
                .isNotEqualTo("Atzr|sim-refresh-token-1");
        refused(server.token(form + code), 400, "invalid_grant", "The request has an invalid grant parameter : code");
        String late = server.face.login().issueAuthorizationCode();
        server.clock.advanceProtocol(Duration.ofMinutes(5));
        refused(server.token(form + late), 400, "invalid_grant", "The request has an invalid grant parameter : code");
    }

    @Test
    void clientCredentialsGiveATokenWithoutASeller() {
        Answer answer =
                server.token("grant_type=client_credentials&scope=sellingpartnerapi%3A%3Anotifications" + CLIENT);
        assertThat(answer.text())
                .matches("\\{\"access_token\":\"Atza\\|[^\"]+\",\"scope\":\"sellingpartnerapi::notifications\","
                        + "\"token_type\":\"bearer\",\"expires_in\":3600}");
        String grantless = answer.find("\"access_token\":\"([^\"]+)\"");
        assertThat(server.get("/sellers/v1/marketplaceParticipations", grantless)
                        .text())
                .isEqualTo(DENIED);
        refused(
                server.token("grant_type=client_credentials&scope=everything" + CLIENT),
                400,
                "invalid_scope",
                "The request has an invalid scope");
    }

    @Test
    void aRotatedSecretLeavesTheOldOneSevenDays() {
        String secret = server.face.login().rotateSecret();
        String fresh = REFRESH + "&client_id=amzn1.application-oa2-client.sim0001&client_secret=" + secret;
        assertThat(server.token(fresh).status()).isEqualTo(200);
        server.clock.advanceProtocol(Duration.ofDays(7).minusSeconds(1));
        assertThat(server.token(REFRESH + CLIENT).status()).isEqualTo(200);
        server.clock.advanceProtocol(Duration.ofSeconds(1));
        refused(server.token(REFRESH + CLIENT), 401, "invalid_client", "Client authentication failed");
        assertThat(server.token(fresh).status()).isEqualTo(200);
    }

    @Test
    void aFormInAnotherContentTypeIsRefused() {
        refused(
                server.raw("POST /amazon/auth/o2/token HTTP/1.1\nContent-Type: application/json\n\n"
                        + "{\"grant_type\":\"refresh_token\"}"),
                400,
                "invalid_request",
                "Unsupported content type");
    }
}
