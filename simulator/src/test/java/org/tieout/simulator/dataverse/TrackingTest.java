package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;
import static org.tieout.simulator.dataverse.DataverseServer.done;
import static org.tieout.simulator.dataverse.DataverseServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.dataverse.model.Switch;

/// Change tracking (section 6).
class TrackingTest {
    private static final String FIRST = "accounts?$select=name,accountnumber";
    private static final String TRACK = "odata.track-changes";

    private final DataverseServer crm = new DataverseServer();

    @AfterEach
    void stop() {
        crm.close();
    }

    private String account(String name) {
        return crm.make("accounts", "{\"name\":\"" + name + "\"}");
    }

    private static String delta(JsonNode page) {
        return page.path("@odata.deltaLink").asText();
    }

    @Test
    void theFirstCallGivesAllRowsAndADeltaLinkWithVersionAndDate() {
        account("A");
        var answer = crm.get(FIRST, TRACK);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains(TRACK);
        JsonNode page = ok(answer);
        assertThat(page.path("@odata.context").asText()).endsWith("$metadata#accounts(name,accountnumber)/$delta");
        assertThat(page.path("value")).hasSize(1);
        assertThat(delta(page))
                .startsWith(crm.root() + "accounts?$select=name%2Caccountnumber&$deltatoken=")
                .matches(".*deltatoken=\\d+%21\\d\\d%2F\\d\\d%2F\\d{4}%20\\d\\d%3A\\d\\d%3A\\d\\d");
    }

    @Test
    void aDeltaGivesEachChangedRowOnceInItsLatestStateThenTheDeleted() {
        String changed = account("A");
        String gone = account("B");
        String still = account("C");
        String link = delta(ok(crm.get(FIRST, TRACK)));
        done(crm.patch("accounts(" + changed + ")", "{\"name\":\"A1\"}"));
        done(crm.patch("accounts(" + changed + ")", "{\"name\":\"A2\"}"));
        String fresh = account("D");
        String brief = account("E");
        done(crm.delete("accounts(" + brief + ")"));
        done(crm.delete("accounts(" + gone + ")"));
        JsonNode page = ok(crm.get(link));
        assertThat(page.path("value").findValuesAsText("accountid"))
                .containsExactlyInAnyOrder(changed, fresh)
                .doesNotContain(still);
        assertThat(page.path("value").findValuesAsText("name")).contains("A2").doesNotContain("A1");
        JsonNode last = page.path("value").path(3);
        assertThat(page.path("value").path(2).path("reason").asText()).isEqualTo("deleted");
        assertThat(last.path("@odata.context").asText()).isEqualTo(crm.root() + "$metadata#accounts/$deletedEntity");
        assertThat(page.path("value").findValuesAsText("id")).containsExactlyInAnyOrder(gone, brief);
        assertThat(ok(crm.get(delta(page))).path("value")).isEmpty();
        String count = link.replace("accounts?$select=name%2Caccountnumber&", "accounts/$count?");
        assertThat(crm.get(count).body()).isEqualTo("4");
    }

    @Test
    void whatChangesWhileThePagesAreReadComesWithTheNextDelta() {
        for (int i = 0; i < 5; i++) {
            account("P" + i);
        }
        String both = TRACK + ",odata.maxpagesize=2";
        JsonNode first = ok(crm.get(FIRST, both));
        assertThat(first.path("value")).hasSize(2);
        assertThat(first.has("@odata.deltaLink")).isFalse();
        String seen = first.path("value").path(0).path("accountid").asText();
        done(crm.patch("accounts(" + seen + ")", "{\"name\":\"changed meanwhile\"}"));
        JsonNode second = ok(crm.get(first.path("@odata.nextLink").asText(), both));
        JsonNode third = ok(crm.get(second.path("@odata.nextLink").asText(), both));
        assertThat(third.path("value")).hasSize(1);
        JsonNode next = ok(crm.get(delta(third), both));
        assertThat(next.path("value").findValuesAsText("name")).containsExactly("changed meanwhile");
    }

    @Test
    void otherQueryOptionsAreRefused() {
        for (String option :
                new String[] {"$filter=name%20eq%20'A'", "$orderby=name", "$top=1", "$expand=primarycontactid"}) {
            String name = option.substring(0, option.indexOf('='));
            assertRefused(
                    crm.get("accounts?$select=name&" + option, TRACK),
                    400,
                    "0x80060888",
                    "The \"" + name + "\" query parameter isn't supported when Change Tracking is enabled.");
        }
        assertRefused(
                crm.get("serviceendpoints?$select=name", TRACK),
                400,
                "0x80040203",
                "isn't enabled for change tracking");
    }

    @Test
    void aTokenExpiresAfterSevenDaysAndANewSynchronisationBegins() {
        account("A");
        String link = delta(ok(crm.get(FIRST, TRACK)));
        crm.control("/clock/advance", "{\"duration\":\"P7DT1S\"}");
        try (var later = new Late(crm)) {
            assertRefused(later.get(link), 400, "0x80044352", "full sync");
            crm.face().organization().turn(Switch.EXPIRED_TOKEN_IS_410, true);
            assertRefused(later.get(link), 410, "0x80044352", "full sync");
            assertRefused(
                    later.get(crm.root() + "accounts?$deltatoken=nonsense"),
                    400,
                    "0x80044353",
                    "Invalid version stamp");
            assertThat(ok(later.get(crm.root() + FIRST)).path("value")).hasSize(1);
        }
    }

    /// The same client with a token of that day.
    private record Late(DataverseServer crm, String token) implements AutoCloseable {
        Late(DataverseServer crm) {
            this(
                    crm,
                    DataverseServer.json(crm.tokens(
                                    DataverseServer.CLIENT + DataverseServer.SECRET + "&scope=" + crm.scope()))
                            .path("access_token")
                            .asText());
        }

        HttpResponse<String> get(String url) {
            return crm.send(crm.anonymous(url)
                    .header("Authorization", "Bearer " + token)
                    .GET());
        }

        @Override
        public void close() {
            assertThat(token).isNotEmpty();
        }
    }

    @Test
    void aNextLinkNeedsNoFurtherPreference() {
        for (int i = 0; i < 3; i++) {
            account("P" + i);
        }
        JsonNode first = ok(crm.get(FIRST, TRACK + ",odata.maxpagesize=2"));
        JsonNode second = ok(crm.get(first.path("@odata.nextLink").asText()));
        assertThat(second.path("value")).hasSize(1);
        assertThat(delta(second)).isNotEmpty();
    }
}
