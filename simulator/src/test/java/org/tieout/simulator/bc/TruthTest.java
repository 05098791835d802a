package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a checker sees of the company, and what a person at the client can do to it.
class TruthTest {
    private final BcServer bc = new BcServer();

    @AfterEach
    void stop() {
        bc.close();
    }

    private JsonNode truth() {
        return ok(bc.send(HttpRequest.newBuilder(URI.create(bc.simulator.address() + "/control/truth/bc"))
                .GET()));
    }

    private String draft(String customer) {
        return created(bc.post("salesInvoices", """
                        {"externalDocumentNumber":"113-1","customerNumber":"%s","postingDate":"2026-10-03",
                         "salesInvoiceLines":[
                          {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":45.97}]}""".formatted(customer)))
                .path("id")
                .asText();
    }

    private String openInvoice() {
        created(bc.post("customers", "{\"number\":\"OPEN\",\"displayName\":\"Open\"}"));
        String id = draft("OPEN");
        done(bc.act("salesInvoices(" + id + ")", "post"));
        return id;
    }

    private void control(String action, String body) {
        var response = bc.control("/bc/" + action, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static JsonNode numbered(JsonNode list, String number) {
        for (JsonNode each : list) {
            if (each.path("number").asText().equals(number)) {
                return each;
            }
        }
        throw new AssertionError(number + " is not in " + list);
    }

    @Test
    void theTruthShowsADraftWithoutEntriesAndAPostedInvoiceWithThem() {
        String id = draft("AMZ-US");
        JsonNode draft = truth().path("documents").path(0);
        assertThat(draft.path("status").asText()).isEqualTo("Draft");
        assertThat(draft.path("total").asText()).isEqualTo("45.97");
        assertThat(draft.path("entries")).isEmpty();
        done(bc.act("salesInvoices(" + id + ")", "post"));
        JsonNode truth = truth();
        JsonNode posted = truth.path("documents").path(0);
        assertThat(posted.path("number").asText()).isEqualTo("PS-INV103001");
        assertThat(posted.path("remaining").asText()).isEqualTo("0.00");
        assertThat(posted.path("entries")).hasSize(4);
        assertThat(posted.path("lines").path(0).path("amount").asText()).isEqualTo("45.97");
        assertThat(numbered(truth.path("accounts"), "1150").path("balance").asText())
                .isEqualTo("45.97");
        assertThat(numbered(truth.path("customers"), "AMZ-US").path("balance").asText())
                .isEqualTo("0.00");
        assertThat(truth.path("customerEntries")).hasSize(2);
        assertThat(truth.path("trialBalance").asText()).isEqualTo("0.00");
    }

    @Test
    void aPaymentThatAPersonReceivesShowsOnTheInvoice() {
        String path = "salesInvoices(" + openInvoice() + ")";
        JsonNode before = ok(bc.get(path));
        String since = before.path("lastModifiedDateTime").asText();
        bc.control("/clock/advance", "{\"duration\":\"PT1S\"}");
        control(
                "receive-payment",
                "{\"invoice\":\"PS-INV103001\",\"amount\":\"20.00\",\"date\":\"2026-10-09\",\"account\":\"1000\"}");
        JsonNode partly = ok(bc.get(path));
        assertThat(partly.path("status").asText()).isEqualTo("Open");
        assertThat(partly.path("remainingAmount").decimalValue()).isEqualByComparingTo("25.97");
        assertThat(partly.path("@odata.etag")).isNotEqualTo(before.path("@odata.etag"));
        control(
                "receive-payment",
                "{\"invoice\":\"PS-INV103001\",\"amount\":\"25.97\",\"date\":\"2026-10-09\",\"account\":\"1000\"}");
        assertThat(ok(bc.get(path)).path("status").asText()).isEqualTo("Paid");
        assertThat(ok(bc.get("salesInvoices?$filter=" + BcServer.encode("lastModifiedDateTime gt " + since)))
                        .path("value"))
                .hasSize(1);
    }

    @Test
    void aPersonPostsEditsAndDeletesDrafts() {
        String edited = draft("AMZ-US");
        control("edit", """
                {"set":"salesInvoices","id":"%s","changes":{"externalDocumentNumber":"other"}}""".formatted(edited));
        control("post", "{\"set\":\"salesInvoices\",\"id\":\"" + edited + "\"}");
        String deleted = draft("AMZ-US");
        control("delete", "{\"set\":\"salesInvoices\",\"id\":\"" + deleted + "\"}");
        assertThat(bc.face().human().documents()).singleElement().satisfies(document -> {
            assertThat(document.externalDocumentNumber()).isEqualTo("OTHER");
            assertThat(document.posted()).isTrue();
        });
    }

    @Test
    void aPersonCancelsAnOpenInvoice() {
        String id = openInvoice();
        control("cancel", "{\"id\":\"" + id + "\"}");
        assertThat(ok(bc.get("salesInvoices(" + id + ")")).path("status").asText())
                .isEqualTo("Canceled");
        var again = bc.control("/bc/cancel", "{\"id\":\"" + id + "\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(BcServer.json(again).path("error").asText()).contains("already been canceled");
    }

    @Test
    void anItemThatMustNotGoBelowZeroNeedsStock() {
        created(bc.post("items", "{\"number\":\"SKU-1\",\"displayName\":\"Press\",\"unitPrice\":5}"));
        control("prevent-negative-inventory", "{\"number\":\"SKU-1\",\"on\":true}");
        String id = created(bc.post("salesInvoices", """
                        {"customerNumber":"AMZ-US","salesInvoiceLines":[
                         {"lineType":"Item","lineObjectNumber":"SKU-1","quantity":2}]}""")).path("id").asText();
        BcServer.assertRefused(
                bc.act("salesInvoices(" + id + ")", "post"),
                400,
                "Application_DialogException",
                "insufficient quantity");
        control("count-inventory", "{\"number\":\"SKU-1\",\"quantity\":\"2\"}");
        done(bc.act("salesInvoices(" + id + ")", "post"));
    }
}
