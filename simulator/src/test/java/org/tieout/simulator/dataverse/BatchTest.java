package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `$batch` (section 12).
class BatchTest {
    private final DataverseServer crm = new DataverseServer();

    @AfterEach
    void stop() {
        crm.close();
    }

    private HttpResponse<String> batch(String body, String prefer) {
        var request = crm.request("$batch")
                .header("Content-Type", "multipart/mixed; boundary=batch_1")
                .POST(BodyPublishers.ofString(body.replace("\n", "\r\n")));
        return crm.send(prefer.isEmpty() ? request : request.header("Prefer", prefer));
    }

    private static String read(String path) {
        return """
                --batch_1
                Content-Type: application/http
                Content-Transfer-Encoding: binary

                GET %s HTTP/1.1
                Accept: application/json

                """.formatted(path);
    }

    private static String change(int id, String line, String body) {
        return """
                --changeset_1
                Content-Type: application/http
                Content-Transfer-Encoding: binary
                Content-ID: %d

                %s HTTP/1.1
                Content-Type: application/json

                %s
                """.formatted(id, line, body);
    }

    private static String changeSet(String parts) {
        return "--batch_1\nContent-Type: multipart/mixed; boundary=changeset_1\n\n" + parts + "--changeset_1--\n\n";
    }

    @Test
    void operationsAreAnsweredInOrderEachWithItsStatus() {
        crm.make("accounts", "{\"name\":\"A\"}");
        var answer = batch(
                read("/dataverse/tieoutsim/api/data/v9.2/accounts?$select=name") + read("WhoAmI") + "--batch_1--\n",
                "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("multipart/mixed; boundary=batchresponse_");
        assertThat(answer.body()).containsSubsequence("HTTP/1.1 200 OK", "\"name\":\"A\"", "HTTP/1.1 200 OK", "UserId");
    }

    @Test
    void theFirstFailureEndsTheBatchUnlessItIsToGoOn() {
        String body = read("accounts?$select=nme") + read("WhoAmI") + "--batch_1--\n";
        var stopped = batch(body, "");
        assertThat(stopped.statusCode()).isEqualTo(400);
        assertThat(stopped.body()).contains("0x80060888").doesNotContain("UserId");
        var wentOn = batch(body, "odata.continue-on-error");
        assertThat(wentOn.statusCode()).isEqualTo(200);
        assertThat(wentOn.body()).containsSubsequence("HTTP/1.1 400", "0x80060888", "HTTP/1.1 200", "UserId");
    }

    @Test
    void aChangeSetIsKeptWholeWithReferencesToWhatItMade() {
        var answer = batch(
                changeSet(change(1, "POST accounts", "{\"name\":\"Batch Customer\"}")
                                + change(
                                        2,
                                        "POST contacts",
                                        "{\"lastname\":\"Desk\",\"parentcustomerid_account@odata.bind\":\"$1\"}")
                                + change(3, "PATCH $1", "{\"accountnumber\":\"B-1\"}"))
                        + "--batch_1--\n",
                "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("changesetresponse_")
                .containsSubsequence("Content-ID: 1", "204", "Content-ID: 2", "204", "Content-ID: 3", "204");
        assertThat(crm.first("accounts", "name eq 'Batch Customer'")
                        .path("accountnumber")
                        .asText())
                .isEqualTo("B-1");
    }

    @Test
    void aChangeSetThatFailsLeavesNothing() {
        String delta = DataverseServer.ok(crm.get("accounts?$select=name", "odata.track-changes"))
                .path("@odata.deltaLink")
                .asText();
        var answer = batch(
                changeSet(change(1, "POST accounts", "{\"name\":\"Ghost\"}") + change(2, "POST accounts", "{}"))
                        + "--batch_1--\n",
                "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("0x80040203");
        assertThat(DataverseServer.ok(crm.get(delta)).path("value")).isEmpty();
    }

    @Test
    void whatIsNoBatchIsRefused() {
        assertRefused(crm.post("$batch", "{\"requests\":[]}"), 415, "0x80060888", "multipart/mixed");
        assertRefused(
                batch(changeSet(change(1, "GET accounts", "")) + "--batch_1--\n", ""),
                400,
                "0x80060888",
                "cannot hold a GET");
        assertRefused(batch("--batch_1\n", ""), 400, "0x80060888", "boundary");
        String part = read("WhoAmI");
        assertRefused(batch(part.repeat(1001) + "--batch_1--\n", ""), 400, "0x80060888", "1000");
    }

    @Test
    void anAddressThatCannotBeDecodedIsRefusedInItsPlace() {
        var answer = batch(read("accounts(%ZZ)") + read("WhoAmI") + "--batch_1--\n", "odata.continue-on-error");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsSubsequence("HTTP/1.1 400", "cannot be read", "HTTP/1.1 200", "UserId");
    }

    @Test
    void aSubmittedOrderIsWrittenBackInOneChangeSetAndChangesOnceForTheFeed() {
        String account = crm.make("accounts", "{\"name\":\"A\"}");
        String order = crm.make(
                "salesorders", "{\"name\":\"O\",\"customerid_account@odata.bind\":\"/accounts(" + account + ")\"}");
        String path = "PATCH salesorders(" + order + ")";
        DataverseServer.done(crm.patch("salesorders(" + order + ")", "{\"statecode\":1,\"statuscode\":3}"));
        var feed =
                DataverseServer.ok(crm.get("salesorders?$select=new_bcinvoicenumber,statecode", "odata.track-changes"));
        String etag = feed.path("value").path(0).path("@odata.etag").asText();
        String dance = changeSet(change(1, path, "{\"statecode\":0,\"statuscode\":1}")
                                .replace(
                                        "Content-Type: application/json",
                                        "Content-Type: application/json\nIf-Match: " + etag)
                        + change(2, path, "{\"new_bcinvoicenumber\":\"PS-INV103001\"}")
                        + change(3, path, "{\"statecode\":1,\"statuscode\":3}"))
                + "--batch_1--\n";
        assertThat(batch(dance, "").statusCode()).isEqualTo(200);
        var delta = DataverseServer.ok(crm.get(feed.path("@odata.deltaLink").asText()));
        assertThat(delta.path("value")).hasSize(1);
        assertThat(delta.path("value").path(0).path("new_bcinvoicenumber").asText())
                .isEqualTo("PS-INV103001");
        assertThat(delta.path("value").path(0).path("statecode").asInt()).isEqualTo(1);
        var late = batch(dance, "");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("0x80060882");
    }
}
