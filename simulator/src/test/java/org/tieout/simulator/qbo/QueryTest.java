package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.qbo.QboServer.assertRefused;
import static org.tieout.simulator.qbo.QboServer.json;
import static org.tieout.simulator.qbo.QboServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.qbo.schema.EntityType;

/// The query language, the changes since, and what both refuse.
class QueryTest {
    private QboServer qbo;

    @BeforeEach
    void start() {
        qbo = new QboServer().withCompany();
        for (String number : new String[] {"A-1", "A-2", "B-1"}) {
            ok(qbo.post(
                    "/invoice",
                    "{\"DocNumber\":\"" + number
                            + "\",\"TxnDate\":\"2026-11-0" + number.charAt(2)
                            + "\",\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":10.00,\"DetailType\":"
                            + "\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}}}]}"));
        }
    }

    @AfterEach
    void stop() {
        qbo.close();
    }

    private JsonNode response(String query) {
        return ok(qbo.query(query)).path("QueryResponse");
    }

    @Test
    void aListOfNumbersIsFoundInOneQueryIgnoringCase() {
        var found = response("SELECT * FROM Invoice WHERE DocNumber IN ('a-1', 'B-1', 'C-9')");
        assertThat(found.path("Invoice")).hasSize(2);
        assertThat(found.path("startPosition").asInt()).isEqualTo(1);
        assertThat(found.path("maxResults").asInt()).isEqualTo(2);
        assertThat(found.path("Invoice").path(0).path("Balance").decimalValue()).isEqualByComparingTo("10.00");
    }

    @Test
    void noHitIsAnEmptyQueryResponse() {
        assertThat(response("SELECT * FROM Invoice WHERE DocNumber = 'Z'").isEmpty())
                .isTrue();
    }

    @Test
    void countingAnswersTotalCount() {
        assertThat(response("SELECT COUNT(*) FROM Invoice WHERE DocNumber LIKE 'A-%'")
                        .path("totalCount")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void pagesAreCutAndSorted() {
        var page = response("select * from Invoice orderby DocNumber desc startposition 2 maxresults 1");
        assertThat(page.path("Invoice").path(0).path("DocNumber").asText()).isEqualTo("A-2");
        assertThat(page.path("startPosition").asInt()).isEqualTo(2);
        assertThat(page.path("maxResults").asInt()).isEqualTo(1);
    }

    @Test
    void conditionsAreJoinedByAnd() {
        assertThat(response(
                                "SELECT * FROM Invoice WHERE TxnDate >= '2026-11-01' AND TxnDate <= '2026-11-01' AND Balance > '0'")
                        .path("Invoice"))
                .hasSize(2);
    }

    @Test
    void aQuoteInAValueIsEscapedWithABackslash() {
        ok(qbo.post("/customer", "{\"DisplayName\":\"Adwin's & Co\"}"));
        assertThat(response("SELECT * FROM Customer WHERE DisplayName = 'Adwin\\'s & Co'")
                        .path("Customer"))
                .hasSize(1);
        assertRefused(
                qbo.query("SELECT * FROM Customer WHERE DisplayName = 'Adwin's & Co'"), "4000", "QueryParserError");
    }

    @Test
    void inactiveNamesAreShownOnlyWhenAskedFor() {
        qbo.company().inactivate(EntityType.ITEM, "2");
        assertThat(response("SELECT * FROM Item").path("Item")).hasSize(2);
        assertThat(response("SELECT * FROM Item WHERE Active IN (true,false)").path("Item"))
                .hasSize(3);
    }

    @Test
    void accountNumbersAreReturnedButNotQueryable() {
        assertRefused(
                qbo.query("SELECT * FROM Account WHERE AcctNum = '1000'"),
                "4001",
                "QueryValidationError: property 'AcctNum' is not queryable");
        var accounts = response("SELECT * FROM Account MAXRESULTS 1000").path("Account");
        assertThat(accounts).hasSize(48);
        assertThat(accounts.path(0).path("AcctNum").asText()).isEqualTo("1000");
    }

    @Test
    void columnsThatAreNotFilterableAre4001() {
        assertRefused(qbo.query("SELECT * FROM Deposit WHERE TotalAmt = '1'"), "4001", "'TotalAmt' is not queryable");
        assertRefused(qbo.query("SELECT * FROM Deposit WHERE PrivateNote = 'x'"), "4001", "PrivateNote");
        assertRefused(qbo.query("SELECT * FROM Invoice WHERE DepartmentRef = '1'"), "4001", "DepartmentRef");
        assertRefused(qbo.query("SELECT * FROM Payment WHERE TotalAmt = '1'"), "4001", "TotalAmt");
        assertRefused(qbo.query("SELECT * FROM Invoice WHERE Id > '1'"), "4001", "Id");
    }

    @Test
    void aPageOf1500Is4001() {
        assertRefused(
                qbo.query("SELECT * FROM Invoice MAXRESULTS 1500"),
                "4001",
                "value 1500 is too large. Max allowed value is 1000");
    }

    @Test
    void whatIsNotInTheGrammarIs4000() {
        for (String query : new String[] {
            "SELECT * FROM Invoice WHERE DocNumber = 'A' OR DocNumber = 'B'",
            "SELECT Id FROM Invoice",
            "SELECT * FROM Invoice WHERE NOT DocNumber = 'A'",
            "SELECT * FROM Invoice GROUP BY DocNumber",
            "SELECT * FROM Invoice ORDER BY DocNumber",
            "SELECT * FROM Invoice WHERE DocNumber = \"A\"",
            "SELECT * FROM Invoice WHERE DocNumber != 'A'",
            "SELECT * FROM Invoice WHERE DocNumber",
            "DELETE FROM Invoice",
            "SELECT%20*%20FROM%20Invoice",
            ""
        }) {
            assertRefused(qbo.query(query), "4000", "QueryParserError");
        }
    }

    @Test
    void anUnknownEntityIs4001() {
        assertRefused(qbo.query("SELECT * FROM Estimate"), "4001", "Estimate");
    }

    @Test
    void aRecordTheVendorCannotReadFailsItsWholePageWith4002() {
        qbo.company().makeUnreadable(EntityType.INVOICE, "2");
        assertRefused(qbo.query("SELECT * FROM Invoice"), "4002", "processing the query");
        assertThat(response("SELECT * FROM Invoice STARTPOSITION 3").path("Invoice"))
                .hasSize(1);
    }

    @Test
    void aQueryMayBePostedAsApplicationText() {
        String path = "/query?minorversion=75";
        var posted = qbo.send(qbo.request(path)
                .setHeader("Content-Type", "application/text")
                .POST(BodyPublishers.ofString("SELECT * FROM Invoice")));
        assertThat(ok(posted).path("QueryResponse").path("Invoice")).hasSize(3);
        assertThat(qbo.post(path, "SELECT * FROM Invoice").statusCode()).isEqualTo(415);
    }

    @Test
    void deletedTransactionsAreGoneVoidedOnesAreNot() {
        ok(qbo.post("/invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"));
        ok(qbo.post("/invoice?operation=void", "{\"Id\":\"2\",\"SyncToken\":\"0\"}"));
        assertThat(response("SELECT * FROM Invoice").path("Invoice")).hasSize(2);
    }

    @Test
    void changesTellOfDeletedAndEditedDocuments() {
        ok(qbo.post("/invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"));
        String since = Instant.now().minusSeconds(3600).toString();
        var answer = ok(qbo.get("/cdc?entities=Invoice,Payment&changedSince=" + since));
        JsonNode responses = answer.path("CDCResponse").path(0).path("QueryResponse");
        assertThat(responses.path(0).path("Invoice")).hasSize(3);
        assertThat(responses.path(0).path("Invoice").path(0).path("status").asText())
                .isEqualTo("Deleted");
        assertThat(responses.path(1).isEmpty()).isTrue();
        assertRefused(qbo.get("/cdc?entities=Invoice&changedSince=2020-01-01"), "6000", "30 days");
    }

    @Test
    void settingsAndCompanyAreRead() {
        assertThat(ok(qbo.get("/preferences"))
                        .at("/Preferences/SalesFormsPrefs/CustomTxnNumbers")
                        .asBoolean())
                .isTrue();
        assertThat(ok(qbo.get("/companyinfo/" + QboServer.REALM))
                        .at("/CompanyInfo/Country")
                        .asText())
                .isEqualTo("US");
        assertThat(json(qbo.get("/taxcode/NON")).at("/TaxCode/Name").asText()).isEqualTo("NON");
    }
}
