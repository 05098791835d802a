package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.SCOPE;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.json;
import static org.tieout.simulator.bc.BcServer.ok;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tokens and addresses: everything before an entity set is asked.
class AccessTest {
    private static final String CLIENT = "grant_type=client_credentials&client_id=sim-bc-client-1";
    private static final String SECRET = "&client_secret=sim-bc-client-secret-1";

    private final BcServer bc = new BcServer();

    @AfterEach
    void stop() {
        bc.close();
    }

    private static void assertAadsts(HttpResponse<String> response, int status, String error, int code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        var body = json(response);
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_codes").path(0).asInt()).isEqualTo(code);
        assertThat(body.path("error_description").asText())
                .startsWith("AADSTS" + code + ": ")
                .contains("\r\nTrace ID: ")
                .contains("\r\nCorrelation ID: ")
                .contains("\r\nTimestamp: ");
        assertThat(body.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
        assertThat(body.path("trace_id").isTextual()).isTrue();
        assertThat(body.path("correlation_id").isTextual()).isTrue();
    }

    @Test
    void aTokenAnswerHasTheDocumentedFieldsAndNoRefreshToken() {
        var body = ok(bc.tokens(CLIENT + SECRET + "&scope=" + SCOPE));
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").asInt()).isEqualTo(3599);
        assertThat(body.path("access_token").asText()).isNotEmpty();
        assertThat(body.has("refresh_token")).isFalse();
    }

    @Test
    void aTokenIsRefusedAfter3599Seconds() {
        bc.control("/clock/advance", "{\"duration\":\"PT3598S\"}");
        ok(bc.get("accounts?$top=1"));
        bc.control("/clock/advance", "{\"duration\":\"PT1S\"}");
        assertRefused(bc.get("accounts?$top=1"), 401, "Authentication_InvalidCredentials", "rejected");
    }

    @Test
    void noTokenIsRefused() {
        assertRefused(bc.send(bc.anonymous("companies").GET()), 401, "Authentication_InvalidCredentials", "rejected");
    }

    @Test
    void entraNamesWhatIsWrongWithTheCredentials() {
        assertAadsts(bc.tokens(CLIENT + "&client_secret=other&scope=" + SCOPE), 400, "invalid_client", 7000215);
        assertAadsts(bc.tokens(CLIENT + "&scope=" + SCOPE), 400, "invalid_client", 7000218);
        assertAadsts(
                bc.tokens("grant_type=client_credentials&client_id=nobody" + SECRET + "&scope=" + SCOPE),
                400,
                "unauthorized_client",
                700016);
        assertAadsts(bc.tokens(CLIENT + SECRET + "&scope=other"), 400, "invalid_scope", 70011);
        assertAadsts(
                bc.tokens("grant_type=refresh_token&client_id=sim-bc-client-1" + SECRET),
                400,
                "unsupported_grant_type",
                70003);
        bc.control("/bc/secret/expire", "{\"on\":true}");
        assertAadsts(bc.tokens(CLIENT + SECRET + "&scope=" + SCOPE), 400, "invalid_client", 7000222);
    }

    @Test
    void aWrongSecretIs401WhereTheSwitchSaysSo() {
        bc.control("/bc/switches", "{\"invalidClientIs401\":true}");
        assertAadsts(bc.tokens(CLIENT + "&client_secret=other&scope=" + SCOPE), 401, "invalid_client", 7000215);
    }

    @Test
    void theCompanyIsFoundByItsId() {
        var companies = ok(bc.send(bc.anonymous("companies")
                .header("Authorization", "Bearer " + bc.token)
                .GET()));
        assertThat(companies.path("value")).hasSize(1);
        assertThat(companies.path("value").path(0).path("id").asText()).isEqualTo(bc.companyId);
        assertThat(companies.path("@odata.context").asText()).isEqualTo(bc.root() + "$metadata#companies");
        assertRefused(
                bc.send(bc.anonymous("companies(00000000-0000-0000-0000-0000000000ff)/accounts")
                        .header("Authorization", "Bearer " + bc.token)
                        .GET()),
                404,
                "Internal_CompanyNotFound",
                "Cannot find company");
    }

    @Test
    void theCompanyMayBeNamedInTheQuery() {
        var accounts = ok(bc.send(bc.anonymous("accounts?$top=1&company=" + bc.companyId)
                .header("Authorization", "Bearer " + bc.token)
                .GET()));
        assertThat(accounts.path("@odata.context").asText())
                .isEqualTo(bc.root() + "$metadata#companies(" + bc.companyId + ")/accounts");
        assertThat(accounts.path("value").path(0).path("number").asText()).isEqualTo("1000");
    }

    @Test
    void theAnswerHasTheVendorsHeaders() {
        var response = bc.get("accounts?$top=1");
        assertThat(response.headers().firstValue("OData-Version")).contains("4.0");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json; odata.metadata=minimal");
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertRefused(bc.get("nonsense"), 404, "BadRequest_ResourceNotFound", "nonsense");
        assertRefused(
                bc.get("customers(00000000-0000-0000-0000-0000000000ff)"), 404, "BadRequest_ResourceNotFound", "");
        assertRefused(bc.get("customers(12)"), 400, "BadRequest_InvalidRequestUrl", "GUID");
        assertRefused(bc.delete("companyInformation"), 405, "BadRequest_MethodNotAllowed", "DELETE");
    }

    @Test
    void textsFollowTheLanguageAndCodesDoNot() {
        var response = bc.send(
                bc.request("nonsense").header("Accept-Language", "de-DE").GET());
        assertRefused(response, 404, "BadRequest_ResourceNotFound", "abgelehnt");
    }

    @Test
    void theTenantMayBeLeftOutBecauseTheTokenNamesIt() {
        var accounts = ok(bc.send(HttpRequest.newBuilder(
                        URI.create(bc.simulator.address() + "/bc/v2.0/production/api/v2.0/accounts?$top=1"))
                .header("Authorization", "Bearer " + bc.token)
                .GET()));
        assertThat(accounts.path("value")).hasSize(1);
        assertRefused(
                bc.send(HttpRequest.newBuilder(
                                URI.create(bc.simulator.address() + "/bc/v2.0/Sandbox/api/v2.0/accounts"))
                        .header("Authorization", "Bearer " + bc.token)
                        .GET()),
                404,
                "BadRequest_NotFound",
                "There is no API at");
    }
}
