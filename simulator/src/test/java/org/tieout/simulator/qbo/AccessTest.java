package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.qbo.QboServer.OTHER_REALM;
import static org.tieout.simulator.qbo.QboServer.REALM;
import static org.tieout.simulator.qbo.QboServer.json;
import static org.tieout.simulator.qbo.QboServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.qbo.company.Switches;
import org.tieout.simulator.qbo.oauth.TokenOptions;

/// Tokens, realms, throttles: everything before a business rule is asked.
class AccessTest {
    private QboServer qbo = new QboServer();

    @AfterEach
    void stop() {
        qbo.close();
    }

    private void restart(QboOptions options) {
        qbo.close();
        qbo = new QboServer(options);
    }

    private void advance(String duration) {
        qbo.control("/clock/advance", "{\"duration\":\"" + duration + "\"}");
    }

    private static void assertGateway(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("intuit_tid")).isPresent();
        JsonNode body = json(response);
        assertThat(body.has("Fault")).isFalse();
        assertThat(body.path("fault").path("error").path(0).path("code").asText())
                .isEqualTo(code);
        assertThat(body.path("fault").path("error").path(0).path("element").isNull())
                .isTrue();
        assertThat(body.path("time").isIntegralNumber()).isTrue();
        assertThat(body.path("batchItemResponse").isArray()).isTrue();
    }

    @Test
    void aTokenAnswerHasTheDocumentedFields() {
        var tokens = ok(qbo.refresh("sim-refresh-" + REALM));
        assertThat(tokens.path("token_type").asText()).isEqualTo("bearer");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(3600);
        assertThat(tokens.path("x_refresh_token_expires_in").asInt()).isEqualTo(8_726_400);
        assertThat(tokens.path("refresh_token").asText()).isEqualTo("sim-refresh-" + REALM);
        assertThat(tokens.path("access_token").asText()).isNotEmpty();
        assertThat(tokens.has("x_refresh_token_hard_expires_in")).isFalse();
    }

    @Test
    void anExpiredTokenIs401With3200InTheGatewaysShape() {
        ok(qbo.get("/preferences"));
        advance("PT3599S");
        ok(qbo.get("/preferences"));
        advance("PT1S");
        var response = qbo.get("/preferences");
        assertGateway(response, 401, "3200");
        assertThat(response.body()).contains("message=AuthenticationFailed; errorCode=003200; statusCode=401");
        assertThat(response.body()).contains("Token expired");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aMalformedOrMissingBearerIs401With3200() {
        assertGateway(
                qbo.send(qbo.anonymous("/preferences")
                        .header("Authorization", "Bearer nonsense")
                        .GET()),
                401,
                "3200");
        assertGateway(
                qbo.send(qbo.anonymous("/preferences")
                        .header("Authorization", "Basic abc")
                        .GET()),
                401,
                "3200");
        assertGateway(qbo.send(qbo.anonymous("/preferences").GET()), 401, "3200");
    }

    @Test
    void aForeignRealmIs403With3100() {
        for (String realm : new String[] {OTHER_REALM, "1"}) {
            assertGateway(
                    qbo.send(HttpRequest.newBuilder(URI.create(qbo.base() + "/v3/company/" + realm + "/preferences"))
                            .header("Authorization", "Bearer " + qbo.token)
                            .header("Accept", "application/json")
                            .GET()),
                    403,
                    "3100");
        }
    }

    @Test
    void aDemotedUserIs401With120AndAWrongEnvironment401With100() {
        qbo.company().change(switches -> switches.withAccess(Switches.Access.USER_DEMOTED));
        var demoted = qbo.get("/preferences");
        assertThat(demoted.statusCode()).isEqualTo(401);
        assertThat(json(demoted)
                        .path("Fault")
                        .path("Error")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("120");
        assertThat(json(demoted).path("Fault").path("type").asText()).isEqualTo("AuthorizationFault");
        qbo.company().change(switches -> switches.withAccess(Switches.Access.WRONG_ENVIRONMENT));
        var wrong = qbo.get("/preferences");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(json(wrong).path("Fault").path("Error").path(0).path("code").asText())
                .isEqualTo("100");
    }

    @Test
    void badClientCredentialsAre401InvalidClient() {
        var response = qbo.tokens("grant_type=refresh_token&refresh_token=sim-refresh-" + REALM, "wrong");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(response.headers().firstValue("intuit_tid")).isPresent();
    }

    @Test
    void anUnknownRefreshTokenIs400InvalidGrant() {
        var response = qbo.refresh("unknown");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo(
                        "{\"error\":\"invalid_grant\",\"error_description\":\"Incorrect or invalid refresh token\"}");
    }

    @Test
    void theRefreshTokenChangesAfterADayAndTheOldValueDies() {
        advance("PT23H");
        assertThat(ok(qbo.refresh("sim-refresh-" + REALM)).path("refresh_token").asText())
                .isEqualTo("sim-refresh-" + REALM);
        advance("PT1H");
        String rotated =
                ok(qbo.refresh("sim-refresh-" + REALM)).path("refresh_token").asText();
        assertThat(rotated).isNotEqualTo("sim-refresh-" + REALM);
        assertThat(qbo.refresh("sim-refresh-" + REALM).statusCode()).isEqualTo(400);
        ok(qbo.refresh(rotated));
    }

    @Test
    void withTheSwitchTheOldValueLivesOn() {
        restart(QboOptions.defaults().withTokens(new TokenOptions(Duration.ofHours(1), Duration.ZERO, false)));
        String rotated =
                ok(qbo.refresh("sim-refresh-" + REALM)).path("refresh_token").asText();
        assertThat(rotated).isNotEqualTo("sim-refresh-" + REALM);
        ok(qbo.refresh("sim-refresh-" + REALM));
    }

    @Test
    void aRefreshTokenIdleForMoreThan101DaysIsInvalidGrant() {
        advance("P102D");
        assertThat(qbo.refresh("sim-refresh-" + REALM).statusCode()).isEqualTo(400);
    }

    @Test
    void aCodeIsRedeemedOnce() {
        HttpResponse<String> redirect = qbo.send(HttpRequest.newBuilder(URI.create(qbo.base()
                        + "/connect/oauth2?client_id=sim-client-1&response_type=code&state=s1"
                        + "&scope=com.intuit.quickbooks.accounting&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fback"))
                .GET());
        assertThat(redirect.statusCode()).isEqualTo(302);
        String location = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(location).contains("realmId=" + REALM).endsWith("state=s1");
        String code = location.substring(location.indexOf("code=") + 5, location.indexOf("&realmId"));
        String form = "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fback&code=" + code;
        ok(qbo.tokens(form, "sim-client-secret-1"));
        var again = qbo.tokens(form, "sim-client-secret-1");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("Invalid authorization code");
    }

    @Test
    void revokingEndsTheWholeConnection() {
        String basic =
                Base64.getEncoder().encodeToString("sim-client-1:sim-client-secret-1".getBytes(StandardCharsets.UTF_8));
        var revoked = qbo.send(HttpRequest.newBuilder(URI.create(qbo.base() + "/v2/oauth2/tokens/revoke"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\":\"" + qbo.token + "\"}")));
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(revoked.body()).isEmpty();
        assertGateway(qbo.get("/preferences"), 401, "3200");
        assertThat(qbo.refresh("sim-refresh-" + REALM).statusCode()).isEqualTo(400);
    }

    @Test
    void tooManyRequestsInASecondAre429InXmlWhateverWasAsked() {
        restart(QboOptions.defaults());
        // More than ten requests fit into a second of this machine; how many seconds it takes to meet one is not
        // claimed.
        HttpResponse<String> last = qbo.get("/preferences");
        for (int i = 0; i < 300 && last.statusCode() == 200; i++) {
            last = qbo.get("/preferences");
        }
        assertThrottled(last);
        advance("PT1S");
        ok(qbo.get("/preferences"));
    }

    @Test
    void the501stRequestOfAMinuteIs429() {
        restart(QboOptions.defaults().withLimits(new RateLimits.Limits(1000, 500, 40, 120)));
        for (int i = 0; i < 500; i++) {
            assertThat(qbo.get("/preferences").statusCode()).isEqualTo(200);
        }
        assertThrottled(qbo.get("/preferences"));
        advance("PT60S");
        ok(qbo.get("/preferences"));
    }

    @Test
    void the41stBatchOfAMinuteIs429WhileOtherRequestsPass() {
        restart(QboOptions.defaults().withLimits(new RateLimits.Limits(1000, 500, 40, 120)));
        for (int i = 0; i < 40; i++) {
            ok(qbo.post("/batch", "{\"BatchItemRequest\":[]}"));
        }
        assertThrottled(qbo.post("/batch", "{\"BatchItemRequest\":[]}"));
        ok(qbo.get("/preferences"));
    }

    @Test
    void otherAppsUseUpTheRealmsBatches() {
        restart(QboOptions.defaults().withLimits(new RateLimits.Limits(1000, 500, 40, 120)));
        qbo.simulator.face(QboFace.class).limits(REALM).otherAppsSent(120);
        assertThrottled(qbo.post("/batch", "{\"BatchItemRequest\":[]}"));
    }

    private static void assertThrottled(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/xml");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(response.headers().firstValue("intuit_tid")).isPresent();
        assertThat(response.body())
                .startsWith("<?xml")
                .contains("<Fault type=\"SERVICE\">")
                .contains("<Error code=\"3001\">")
                .contains("ThrottleExceeded")
                .contains("<Detail>The request limit was reached. Try again later</Detail>");
    }

    @Test
    void withoutAnAcceptHeaderTheAnswerIsXml() {
        var response = qbo.send(HttpRequest.newBuilder(URI.create(qbo.base() + "/v3/company/" + REALM + "/account/1"))
                .header("Authorization", "Bearer " + qbo.token)
                .GET());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("<IntuitResponse time=")
                .contains("<Account domain=\"QBO\" sparse=\"false\">")
                .contains("<Name>Checking</Name>");
    }
}
