package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.encode;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Query options (section 4): what is understood, what is refused, what is silently ignored.
class ODataTest {
    private static BcServer bc;

    @BeforeAll
    static void start() {
        bc = new BcServer(
                BcOptions.defaults().withLimits(UserLimits.Limits.none()).withPageSize(20));
        created(bc.post("items", "{\"number\":\"A-1\",\"displayName\":\"Press\",\"unitPrice\":5.50}"));
        created(bc.post("items", "{\"number\":\"A-2\",\"displayName\":\"Cook's knife\",\"unitPrice\":25}"));
        created(bc.post("items", "{\"number\":\"B-1\",\"displayName\":\"press\",\"unitPrice\":7,\"blocked\":true}"));
        created(bc.post("items", "{\"number\":\"B-2\",\"displayName\":\"Pan\",\"type\":\"Service\"}"));
    }

    @AfterAll
    static void stop() {
        bc.close();
    }

    private static List<String> numbers(JsonNode page) {
        List<String> numbers = new ArrayList<>();
        page.path("value").forEach(row -> numbers.add(row.path("number").asText()));
        return numbers;
    }

    private static List<String> items(String filter) {
        return numbers(ok(bc.get("items?$filter=" + encode(filter))));
    }

    @Test
    void comparisonsFollowTheKindOfTheProperty() {
        assertThat(items("number eq 'a-2'")).containsExactly("A-2");
        assertThat(items("displayName eq 'press'")).containsExactly("B-1");
        assertThat(items("displayName ne 'press'")).containsExactly("A-1", "A-2", "B-2");
        assertThat(items("unitPrice gt 5.5 and unitPrice le 25")).containsExactly("A-2", "B-1");
        assertThat(items("unitPrice eq 5.50")).containsExactly("A-1");
        assertThat(items("blocked eq true")).containsExactly("B-1");
        assertThat(items("not (blocked eq true)")).containsExactly("A-1", "A-2", "B-2");
        assertThat(items("type eq 'Service'")).containsExactly("B-2");
        assertThat(items("lastModifiedDateTime gt 2099-11-01T00:00:00Z")).isEmpty();
        assertThat(items("lastModifiedDateTime ge 2020-11-01T00:00:00.000Z")).hasSize(4);
        String id = bc.first("items", "number eq 'A-1'").path("id").asText();
        assertThat(items("id eq " + id)).containsExactly("A-1");
    }

    @Test
    void aDoubledQuoteIsAQuote() {
        assertThat(items("displayName eq 'Cook''s knife'")).containsExactly("A-2");
    }

    @Test
    void textFunctionsWork() {
        assertThat(items("contains(displayName,'res')")).containsExactly("A-1", "B-1");
        assertThat(items("startswith(number,'a-')")).containsExactly("A-1", "A-2");
        assertThat(items("endswith(number,'-2')")).containsExactly("A-2", "B-2");
        assertThat(items("tolower(displayName) eq 'press'")).containsExactly("A-1", "B-1");
    }

    @Test
    void orWorksOnOneFieldOnly() {
        assertThat(items("number eq 'A-1' or number eq 'B-2'")).containsExactly("A-1", "B-2");
        assertThat(items("(number eq 'A-1' or number eq 'B-1') and blocked eq true"))
                .containsExactly("B-1");
        assertRefused(
                bc.get("items?$filter=" + encode("number eq 'A-1' or displayName eq 'Pan'")),
                400,
                "BadRequest",
                "The 'OR' operator is not supported on distinct fields on an OData filter.");
    }

    @Test
    void aLambdaIsSilentlyIgnored() {
        assertThat(items("itemVariants/any(v: v/code eq 'NONE')")).hasSize(4);
        assertThat(items("number eq 'A-1' and itemVariants/all(v: v/code eq 'NONE')"))
                .containsExactly("A-1");
    }

    @Test
    void inNeedsTheNewestSchemaVersion() {
        assertRefused(bc.get("items?$filter=" + encode("number in ('A-1','B-1')")), 400, "BadRequest", "'in' is not");
        assertThat(numbers(ok(bc.get("items?$schemaversion=2.1&$filter=" + encode("number in ('A-1','B-1')")))))
                .containsExactly("A-1", "B-1");
    }

    @Test
    void whatAFilterCannotMeanIsRefused() {
        assertRefused(bc.get("items?$filter=" + encode("colour eq 'x'")), 400, "BadRequest_NotFound", "colour");
        assertRefused(bc.get("items?$filter=" + encode("unitPrice eq '5'")), 400, "BadRequest", "incompatible");
        assertRefused(bc.get("items?$filter=" + encode("number eq 5")), 400, "BadRequest", "incompatible");
        assertRefused(bc.get("items?$filter=" + encode("number eq 'A")), 400, "BadRequest", "unterminated");
        assertRefused(bc.get("items?$filter=" + encode("number like 'A'")), 400, "BadRequest", "'like'");
        assertRefused(bc.get("items?$select=colour"), 400, "BadRequest_NotFound", "colour");
        assertRefused(bc.get("items?$top=-1"), 400, "BadRequest", "$top");
        assertRefused(bc.get("items?$search=x"), 400, "BadRequest", "$search");
    }

    @Test
    void selectOrderTopAndSkipShapeThePage() {
        JsonNode page = ok(bc.get(
                "items?$select=number,unitPrice&$orderby=" + encode("unitPrice desc,number") + "&$top=2&$skip=1"));
        assertThat(numbers(page)).containsExactly("B-1", "A-1");
        assertThat(page.path("value").path(0).size()).isEqualTo(3);
        assertThat(page.path("value").path(0).has("@odata.etag")).isTrue();
        assertThat(page.has("@odata.nextLink")).isFalse();
    }

    @Test
    void countsAreGivenUnlessTheSwitchRefusesThem() {
        assertThat(ok(bc.get("items?$count=true&$top=1")).path("@odata.count").asInt())
                .isEqualTo(4);
        assertThat(bc.get("items/$count?$filter=" + encode("blocked eq true")).body())
                .isEqualTo("1");
        bc.control("/bc/switches", "{\"countIsRefused\":true}");
        assertRefused(bc.get("items/$count"), 501, "BadRequest_MethodNotImplemented", "$count");
        bc.control("/bc/switches", "{\"countIsRefused\":false}");
    }

    @Test
    void expandsNestWithTheirOwnOptions() {
        created(bc.post("salesInvoices", """
                {"customerNumber":"AMZ-US","shortcutDimension2Code":"amazon-us","salesInvoiceLines":[
                 {"lineType":"Item","lineObjectNumber":"A-1","quantity":1},
                 {"lineType":"Account","lineObjectNumber":"4010","quantity":1,"unitPrice":2}]}"""));
        JsonNode invoice = ok(bc.get("salesInvoices?$expand="
                        + encode("customer($select=number),salesInvoiceLines($filter=lineType eq 'Item';"
                                + "$select=lineObjectNumber;$expand=dimensionSetLines($select=code,valueCode))")))
                .path("value")
                .path(0);
        assertThat(invoice.path("customer").path("number").asText()).isEqualTo("AMZ-US");
        assertThat(invoice.path("customer").has("displayName")).isFalse();
        assertThat(invoice.path("salesInvoiceLines")).hasSize(1);
        JsonNode dimension = invoice.path("salesInvoiceLines")
                .path(0)
                .path("dimensionSetLines")
                .path(0);
        assertThat(dimension.path("code").asText()).isEqualTo("MARKETPLACE");
        assertThat(dimension.path("valueCode").asText()).isEqualTo("AMAZON-US");
        assertRefused(bc.get("items?$expand=prices"), 400, "BadRequest_NotFound", "prices");
    }

    private static HttpRequest.Builder follow(String link) {
        return HttpRequest.newBuilder(URI.create(link)).header("Authorization", "Bearer " + bc.token);
    }

    @Test
    void theServersPageIsSmallerThanTopAndTheLinkGoesOn() {
        JsonNode first = ok(bc.get("accounts?$top=45&$select=number"));
        assertThat(first.path("value")).hasSize(20);
        JsonNode second =
                ok(bc.send(follow(first.path("@odata.nextLink").asText()).GET()));
        assertThat(second.path("value")).hasSize(20);
        JsonNode third =
                ok(bc.send(follow(second.path("@odata.nextLink").asText()).GET()));
        assertThat(third.path("value")).hasSize(5);
        assertThat(third.has("@odata.nextLink")).isFalse();
        List<String> all = new ArrayList<>(numbers(first));
        all.addAll(numbers(second));
        all.addAll(numbers(third));
        assertThat(all).hasSize(45).doesNotHaveDuplicates();
        assertThat(first.path("@odata.nextLink").asText())
                .startsWith(bc.root() + "companies(" + bc.companyId + ")/accounts?")
                .contains("$skiptoken=");
    }

    @Test
    void aLinkIsFollowedAsItIsWhateverItsToken() {
        bc.control("/bc/switches", "{\"skipTokensAreKeys\":true}");
        JsonNode first = ok(bc.get("accounts?$filter=" + encode("blocked eq false") + "&$top=21"));
        bc.control("/bc/switches", "{\"skipTokensAreKeys\":false}");
        assertThat(first.path("@odata.nextLink").asText()).contains("&$skiptoken=%27");
        JsonNode second =
                ok(bc.send(follow(first.path("@odata.nextLink").asText()).GET()));
        assertThat(second.path("value")).hasSize(1);
        assertThat(second.has("@odata.nextLink")).isFalse();
    }

    @Test
    void thePreferHeaderLowersThePage() {
        var lowered = bc.send(
                bc.request("accounts").header("Prefer", "odata.maxpagesize=7").GET());
        assertThat(ok(lowered).path("value")).hasSize(7);
        var raised = bc.send(
                bc.request("accounts").header("Prefer", "odata.maxpagesize=500").GET());
        assertThat(ok(raised).path("value")).hasSize(20);
        var tooLarge = bc.send(bc.request("accounts")
                .header("Prefer", "odata.maxpagesize=20001")
                .GET());
        assertRefused(tooLarge, 413, "BadRequest", "20000");
        assertRefused(bc.get("accounts?$skiptoken=garbled!"), 400, "BadRequest", "$skiptoken");
    }

    @Test
    void aPreferenceForNoContentIsFollowed() {
        var response = bc.send(bc.request("unitsOfMeasure")
                .header("Prefer", "return-no-content")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"BOX\",\"displayName\":\"Box\"}")));
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Location").orElseThrow()).contains("/unitsOfMeasure(");
    }

    @Test
    void aWriteToTheReplicaIsRefused() {
        var response = bc.send(bc.request("items")
                .header("Data-Access-Intent", "ReadOnly")
                .POST(HttpRequest.BodyPublishers.ofString("{\"number\":\"NEVER\"}")));
        assertRefused(response, 400, "BadRequest", "ReadOnly");
        assertThat(items("number eq 'NEVER'")).isEmpty();
    }
}
