package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;
import static org.tieout.simulator.dataverse.DataverseServer.done;
import static org.tieout.simulator.dataverse.DataverseServer.encode;
import static org.tieout.simulator.dataverse.DataverseServer.json;
import static org.tieout.simulator.dataverse.DataverseServer.ok;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tieout.simulator.dataverse.model.Switch;

/// Rows over OData: create, read, upsert, delete, their conditions, queries and pages (sections 2, 3, 5 and 7).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowsTest {
    private static final String UNKNOWN = "11111111-1111-4111-8111-111111111111";

    private DataverseServer crm = new DataverseServer();

    @BeforeAll
    void start() {
        for (int i = 1; i <= 5; i++) {
            crm.make(
                    "accounts",
                    "{\"name\":\"Page " + i + "\",\"accountnumber\":\"P" + i + "\",\"creditlimit\":" + i * 100 + "}");
        }
    }

    @AfterAll
    void stop() {
        crm.close();
    }

    @Test
    void aPostAnswers204WithTheRowsAddressOr201WithTheRow() {
        var bare = crm.post("accounts", "{\"name\":\"Alder Ridge Outfitters\"}");
        done(bare);
        String address = bare.headers().firstValue("OData-EntityId").orElseThrow();
        assertThat(address).startsWith(crm.root() + "accounts(");
        assertThat(bare.headers().firstValue("OData-Version")).contains("4.0");
        assertThat(ok(crm.get(address + "?$select=name")).path("name").asText()).isEqualTo("Alder Ridge Outfitters");
        var whole = crm.send(crm.request("accounts?$select=name")
                .header("Content-Type", "application/json")
                .header("Prefer", "return=representation")
                .POST(BodyPublishers.ofString("{\"name\":\"Birch\"}")));
        assertThat(whole.statusCode()).isEqualTo(201);
        assertThat(whole.headers().firstValue("Preference-Applied")).contains("return=representation");
        assertThat(json(whole).path("name").asText()).isEqualTo("Birch");
        assertThat(json(whole).path("accountid").asText()).hasSize(36);
        assertThat(json(whole).path("@odata.etag").asText()).matches("W/\"\\d+\"");
    }

    @Test
    void bodiesAreCheckedAgainstTheTable() {
        assertRefused(crm.post("accounts", "{\"name\":\"A\",\"fax2\":\"1\"}"), 400, "0x80048d19", "'fax2'");
        assertRefused(crm.post("accounts", "{\"name\":7}"), 400, "0x80048d19", "Edm.String");
        assertRefused(
                crm.post("accounts", "{\"name\":\"A\",\"creditlimit\":\"12\"}"), 400, "0x80048d19", "Edm.Decimal");
        assertRefused(crm.post("accounts", "{\"name\":\"A\",\"creditlimit\":-1}"), 400, "0x80044330", "creditlimit");
        assertRefused(crm.post("accounts", "{\"name\":\"A\",\"paymenttermscode\":99}"), 400, "0x80044330", "99");
        assertRefused(
                crm.post("accounts", "{\"name\":\"" + "x".repeat(161) + "\"}"),
                400,
                "0x80044331",
                "The length of the 'name' attribute of the 'account' entity exceeded the maximum allowed length of '160'");
        assertRefused(crm.post("accounts", "{}"), 400, "0x80040203", "name");
        assertRefused(crm.post("accounts", "{\"name\":"), 400, "0x80048d19", "no valid JSON");
        assertRefused(
                crm.post("accounts", "{\"name\":\"A\",\"primarycontactid@odata.bind\":\"/contacts(" + UNKNOWN + ")\"}"),
                404,
                "0x80040217",
                "Does Not Exist");
        assertRefused(
                crm.post("accounts", "{\"name\":\"A\",\"primarycontactid@odata.bind\":\"/accounts(" + UNKNOWN + ")\"}"),
                400,
                "0x80048d19",
                "leads to contact");
    }

    @Test
    void whatTheSystemComputesIsIgnoredOrRefusedByASwitch() {
        String id = crm.make("accounts", "{\"name\":\"A\",\"createdon\":\"2020-01-01T00:00:00Z\"}");
        assertThat(ok(crm.get("accounts(" + id + ")")).path("createdon").asText())
                .startsWith("2026");
        crm.face().organization().turn(Switch.READ_ONLY_IS_REFUSED, true);
        assertRefused(
                crm.post("accounts", "{\"name\":\"A\",\"createdon\":\"2020-01-01T00:00:00Z\"}"),
                400,
                "0x80040203",
                "createdon");
        crm.face().organization().turn(Switch.READ_ONLY_IS_REFUSED, false);
    }

    @Test
    void lookupsAreBoundByNavigationReadAsValuesAndAnnotatedOnRequest() {
        String account = crm.make("accounts", "{\"name\":\"Cedar\"}");
        String contact = crm.make(
                "contacts",
                "{\"firstname\":\"Purchasing\",\"lastname\":\"Desk\",\"parentcustomerid_account@odata.bind\":\"/accounts("
                        + account + ")\"}");
        done(crm.patch(
                "accounts(" + account + ")",
                "{\"primarycontactid@odata.bind\":\"" + crm.root() + "contacts(" + contact + ")\"}"));
        var bare = ok(crm.get("contacts(" + contact + ")?$select=_parentcustomerid_value,fullname"));
        assertThat(bare.path("_parentcustomerid_value").asText()).isEqualTo(account);
        assertThat(bare.path("fullname").asText()).isEqualTo("Purchasing Desk");
        assertThat(bare.size()).isEqualTo(5);
        var noted = ok(crm.get(
                "contacts(" + contact + ")?$select=_parentcustomerid_value,statecode",
                "odata.include-annotations=\"*\""));
        assertThat(noted.path("_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname")
                        .asText())
                .isEqualTo("account");
        assertThat(noted.path("_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty")
                        .asText())
                .isEqualTo("parentcustomerid_account");
        assertThat(noted.path("_parentcustomerid_value@OData.Community.Display.V1.FormattedValue")
                        .asText())
                .isEqualTo("Cedar");
        assertThat(noted.path("statecode@OData.Community.Display.V1.FormattedValue")
                        .asText())
                .isEqualTo("Active");
        var expanded = ok(crm.get("accounts(" + account + ")?$select=name&$expand=primarycontactid($select=fullname)"));
        assertThat(expanded.path("primarycontactid").path("fullname").asText()).isEqualTo("Purchasing Desk");
        done(crm.patch("accounts(" + account + ")", "{\"primarycontactid@odata.bind\":null}"));
        assertThat(ok(crm.get("accounts(" + account + ")"))
                        .path("_primarycontactid_value")
                        .isNull())
                .isTrue();
        assertRefused(crm.get("contacts?$select=parentcustomerid"), 400, "0x80060888", "'parentcustomerid'");
    }

    @Test
    void aPatchOfAnAbsentIdCreatesUnlessItIsToUpdateOnly() {
        String id = "22222222-2222-4222-8222-222222222222";
        assertRefused(
                crm.patch("accounts(" + id + ")", "{\"name\":\"D\"}", "If-Match", "*"),
                404,
                "0x80040217",
                "Does Not Exist");
        done(crm.patch("accounts(" + id + ")", "{\"name\":\"D\"}"));
        assertThat(ok(crm.get("accounts(" + id + ")")).path("name").asText()).isEqualTo("D");
        assertRefused(
                crm.patch("accounts(" + id + ")", "{\"name\":\"E\"}", "If-None-Match", "*"),
                412,
                "0x80040237",
                "A record with matching key values already exists.");
        assertRefused(
                crm.post("accounts", "{\"accountid\":\"" + id + "\",\"name\":\"F\"}"),
                412,
                "0x80040237",
                "matching key");
    }

    @Test
    void aChangeThatNamesAnotherVersionIsRefused() {
        String id = crm.make("accounts", "{\"name\":\"G\"}");
        String first = ok(crm.get("accounts(" + id + ")")).path("@odata.etag").asText();
        done(crm.patch("accounts(" + id + ")", "{\"name\":\"H\"}", "If-Match", first));
        assertRefused(
                crm.patch("accounts(" + id + ")", "{\"name\":\"I\"}", "If-Match", first),
                412,
                "0x80060882",
                "The version of the existing record doesn't match the RowVersion property provided.");
        assertRefused(
                crm.send(crm.request("accounts(" + id + ")")
                        .header("If-Match", first)
                        .DELETE()),
                412,
                "0x80060882",
                "RowVersion");
        String now = ok(crm.get("accounts(" + id + ")")).path("@odata.etag").asText();
        var unchanged = crm.send(
                crm.request("accounts(" + id + ")").header("If-None-Match", now).GET());
        assertThat(unchanged.statusCode()).isEqualTo(304);
        done(crm.delete("accounts(" + id + ")"));
        assertRefused(crm.get("accounts(" + id + ")"), 404, "0x80040217", "Entity 'account' With Id = " + id);
    }

    @Test
    void filtersCompareJoinAndMatch() {
        assertThat(names("name eq 'page 3'")).isEqualTo("Page 3");
        assertThat(names("creditlimit ge 300 and creditlimit lt 500")).isEqualTo("Page 3,Page 4");
        assertThat(names("accountnumber eq 'P1' or not (creditlimit ne 200)")).isEqualTo("Page 1,Page 2");
        assertThat(names("accountnumber in ('P1','P5')")).isEqualTo("Page 1,Page 5");
        assertThat(names("startswith(accountnumber,'P') and contains(name,'4')"))
                .isEqualTo("Page 4");
        assertThat(names("accountnumber ne null and endswith(name,'2')")).isEqualTo("Page 2");
        assertRefused(crm.get("accounts?$filter=" + encode("nme eq 'x'")), 400, "0x80060888", "'nme'");
        assertRefused(crm.get("accounts?$filter=" + encode("name eq 7")), 400, "0x80060888", "incompatible");
        assertRefused(
                crm.get("accounts?$filter=" + encode("statecode eq 'Active'")), 400, "0x80060888", "incompatible");
        assertRefused(crm.get("accounts?$skip=2"), 400, "0x80060888", "$skip");
        assertRefused(crm.get("accounts?$skiptoken=nonsense"), 400, "0x80060888", "Paging Cookie");
        assertRefused(crm.get("accounts?$top=0"), 400, "0x80060888", "$top");
    }

    private String names(String filter) {
        StringBuilder names = new StringBuilder();
        ok(crm.get("accounts?$select=name&$orderby=name&$filter=" + encode(filter)))
                .path("value")
                .forEach(row -> names.append(names.isEmpty() ? "" : ",")
                        .append(row.path("name").asText()));
        return names.toString();
    }

    @Test
    void pagesFollowEachOtherByNextLinkEvenIfARowInBetweenIsNew() {
        String query = "accounts?$select=name&$filter=" + encode("startswith(accountnumber,'P')")
                + "&$count=true&$orderby=" + encode("creditlimit desc");
        var first = ok(crm.get(query, "odata.maxpagesize=2"));
        assertThat(first.path("@odata.count").asInt()).isEqualTo(5);
        assertThat(first.path("value").path(0).path("name").asText()).isEqualTo("Page 5");
        assertThat(first.path("value")).hasSize(2);
        var second = ok(crm.get(first.path("@odata.nextLink").asText(), "odata.maxpagesize=2"));
        assertThat(second.path("value").path(0).path("name").asText()).isEqualTo("Page 3");
        var third = ok(crm.get(second.path("@odata.nextLink").asText(), "odata.maxpagesize=2"));
        assertThat(third.path("value")).hasSize(1);
        assertThat(third.has("@odata.nextLink")).isFalse();
        assertThat(ok(crm.get("accounts?$select=name&$top=2&$orderby=name")).path("value"))
                .hasSize(2);
        assertRefused(crm.get("accounts?$top=2", "odata.maxpagesize=2"), 400, "0x80060888", "cannot be combined");
        assertThat(crm.get("accounts/$count?$filter=" + encode("startswith(accountnumber,'P')"))
                        .body())
                .isEqualTo("5");
    }

    @Test
    void anAlternateKeyFindsCreatesAndIsUnique() {
        assertRefused(
                crm.get("accounts(accountnumber='P1')"), 400, "0x80060888", "The key in the request URI is not valid");
        String customer = crm.make("accounts", "{\"name\":\"K\"}");
        String body = "{\"name\":\"I-1\",\"customerid_account@odata.bind\":\"/accounts(" + customer + ")\"}";
        var made = crm.patch("invoices(new_bcinvoiceid='9001')", body);
        done(made);
        var again = crm.patch("invoices(new_bcinvoiceid='9001')", "{\"name\":\"I-2\"}");
        assertThat(again.headers().firstValue("OData-EntityId"))
                .isEqualTo(made.headers().firstValue("OData-EntityId"));
        assertThat(ok(crm.get("invoices(new_bcinvoiceid='9001')")).path("name").asText())
                .isEqualTo("I-2");
        assertRefused(
                crm.post("invoices", body.replace("{\"name\"", "{\"new_bcinvoiceid\":\"9001\",\"name\"")),
                412,
                "0x80060892",
                "Entity Key new_bcinvoiceid violated");
        assertRefused(crm.get("invoices(new_bcinvoiceid='90%3A01')"), 400, "0x80060888", "dangerous");
        assertRefused(crm.get("invoices(new_bcinvoiceid='9002')"), 404, "0x80040217", "Does Not Exist");
    }

    @Test
    void metadataTellsWhetherATableIsTrackedAndItsKeys() {
        assertThat(ok(crm.get("EntityDefinitions(LogicalName='salesorder')?$select=ChangeTrackingEnabled"))
                        .path("ChangeTrackingEnabled")
                        .asBoolean())
                .isTrue();
        var keys = ok(crm.get("EntityDefinitions(LogicalName='invoice')/Keys")).path("value");
        assertThat(keys.path(0).path("EntityKeyIndexStatus").asText()).isEqualTo("Active");
        assertThat(keys.path(0).path("KeyAttributes").path(0).asText()).isEqualTo("new_bcinvoiceid");
    }

    @Test
    void duplicateDetectionRunsOnlyWhereItIsAskedFor() {
        crm.make("accounts", "{\"name\":\"Twin\"}");
        crm.make("accounts", "{\"name\":\"Twin\"}");
        assertRefused(
                crm.send(crm.request("accounts")
                        .header("Content-Type", "application/json")
                        .header("MSCRM.SuppressDuplicateDetection", "false")
                        .POST(BodyPublishers.ofString("{\"name\":\"Twin\"}"))),
                500,
                "0x80040333",
                "duplicate");
    }

    @Test
    void anAlternateKeyCannotBeUsedUntilItsIndexIsBuilt() {
        crm.make("contacts", "{\"lastname\":\"Desk\",\"emailaddress1\":\"desk@alder.example\"}");
        crm.control(
                "/dataverse/keys/define",
                "{\"name\":\"new_email\",\"table\":\"contact\",\"columns\":[\"emailaddress1\"]}");
        assertRefused(crm.get("contacts(emailaddress1='desk@alder.example')"), 400, "0x80060888", "not valid");
        assertThat(keyStatus()).isEqualTo("Pending");
        crm.control("/dataverse/keys/build", "{\"name\":\"new_email\"}");
        assertThat(keyStatus()).isEqualTo("Active");
        assertThat(ok(crm.get("contacts(emailaddress1='desk@alder.example')"))
                        .path("lastname")
                        .asText())
                .isEqualTo("Desk");
    }

    private String keyStatus() {
        return ok(crm.get(
                        "EntityDefinitions(LogicalName='contact')?$select=SchemaName&$expand=Keys($select=KeyAttributes)"))
                .path("Keys")
                .path(0)
                .path("EntityKeyIndexStatus")
                .asText();
    }

    @Test
    void whatWeWroteIsMarkedAsOurs() {
        String own = ok(crm.get("WhoAmI")).path("UserId").asText();
        String id = crm.make("accounts", "{\"name\":\"Ours\"}");
        assertThat(ok(crm.get("accounts(" + id + ")")).path("_modifiedby_value").asText())
                .isEqualTo(own);
        crm.control("/dataverse/rename", "{\"id\":\"" + id + "\",\"name\":\"Theirs\"}");
        assertThat(ok(crm.get("accounts(" + id + ")")).path("_modifiedby_value").asText())
                .isNotEqualTo(own);
    }
}
