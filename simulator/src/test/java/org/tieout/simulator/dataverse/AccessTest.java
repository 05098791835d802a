package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.CLIENT;
import static org.tieout.simulator.dataverse.DataverseServer.SECRET;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;
import static org.tieout.simulator.dataverse.DataverseServer.json;
import static org.tieout.simulator.dataverse.DataverseServer.ok;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.dataverse.model.Switch;

/// Tokens, the application user, addresses.
class AccessTest {
    private final DataverseServer crm = new DataverseServer();

    @AfterEach
    void stop() {
        crm.close();
    }

    private static void assertAadsts(HttpResponse<String> response, int status, String error, int code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).path("error").asText()).isEqualTo(error);
        assertThat(json(response).path("error_codes").path(0).asInt()).isEqualTo(code);
        assertThat(json(response).path("error_description").asText()).startsWith("AADSTS" + code + ": ");
    }

    private static void assertUnauthorised(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(response.body()).isEmpty();
    }

    @Test
    void theScopeIsTheOrganisationsUrl() {
        var token = ok(crm.tokens(CLIENT + SECRET + "&scope=" + crm.scope()));
        assertThat(token.path("expires_in").asInt()).isEqualTo(3599);
        assertThat(token.has("refresh_token")).isFalse();
        assertAadsts(
                crm.tokens(CLIENT + SECRET + "&scope=https%3A%2F%2Fother.crm.dynamics.com%2F.default"),
                400,
                "invalid_scope",
                70011);
        assertAadsts(crm.tokens(CLIENT + "&client_secret=x&scope=" + crm.scope()), 401, "invalid_client", 7000215);
    }

    @Test
    void noTokenAnUnknownOneAndAnExpiredOneAreRefusedWithoutABody() {
        assertUnauthorised(crm.send(crm.anonymous("WhoAmI").GET()));
        assertUnauthorised(crm.send(crm.anonymous("WhoAmI")
                .header("Authorization", "Bearer sim-bc-access-1")
                .GET()));
        ok(crm.get("WhoAmI"));
        crm.control("/clock/advance", "{\"duration\":\"PT3599S\"}");
        assertUnauthorised(crm.get("WhoAmI"));
    }

    @Test
    void whoAmINamesTheApplicationUserWhichIsToBeFoundByItsClientId() {
        var own = ok(crm.get("WhoAmI()"));
        String user = crm.id("systemusers", "systemuserid", "applicationid eq 8a1f0c2e-0000-4000-8000-5ee11e300001");
        assertThat(own.path("UserId").asText()).isEqualTo(user);
        assertThat(own.path("OrganizationId").asText())
                .isEqualTo(crm.face()
                        .describe()
                        .ids()
                        .getOrDefault("organizationId", List.of())
                        .getFirst());
        assertThat(own.path("BusinessUnitId").asText()).hasSize(36);
    }

    @Test
    void theDescriptionTellsWhereTheOrganisationIs() {
        var face = crm.face().describe();
        assertThat(face.ids().getOrDefault("tenantId", List.of())).hasSize(1);
        assertThat(face.ids().getOrDefault("organizationUrl", List.of()))
                .containsExactly(crm.simulator.address() + "/dataverse/tieoutsim");
        assertThat(face.refreshToken()).isEmpty();
    }

    @Test
    void aDisabledApplicationUserIsNoMember() {
        String user = crm.id("systemusers", "systemuserid", "fullname eq 'Integration'");
        crm.patch("systemusers(" + user + ")", "{\"isdisabled\":true}");
        assertRefused(crm.get("accounts"), 403, "0x80072560", "The user is not a member of the organization.");
    }

    @Test
    void aRoleWithoutThePrivilegeReadsButDoesNotWrite() {
        crm.face().organization().turn(Switch.NO_WRITE_PRIVILEGE, true);
        ok(crm.get("accounts"));
        assertRefused(crm.post("accounts", "{\"name\":\"Alder\"}"), 403, "0x80040220", "prvCreateaccount");
    }

    @Test
    void anUnknownSetOrVerbIsRefused() {
        assertRefused(crm.get("customers"), 404, "0x8006088a", "customers");
        assertRefused(crm.delete("accounts"), 405, "0x80060888", "DELETE");
    }
}
