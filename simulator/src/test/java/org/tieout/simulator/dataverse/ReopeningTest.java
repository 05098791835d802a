package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;
import static org.tieout.simulator.dataverse.DataverseServer.done;
import static org.tieout.simulator.dataverse.DataverseServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Closed documents go back to their first state by a plain change, and closing them again may say when it was.
class ReopeningTest {
    private final DataverseServer crm = new DataverseServer();

    @AfterEach
    void stop() {
        crm.close();
    }

    private String document(String set) {
        String account = crm.make("accounts", "{\"name\":\"Alder Ridge Outfitters\"}");
        return crm.make(set, "{\"name\":\"A deal\",\"customerid_account@odata.bind\":\"/accounts(" + account + ")\"}");
    }

    private static String close(String parameter, String bind, String id, String more) {
        return "{\"Status\":-1,\"%s\":{\"%s\":\"/%s\"%s}}".formatted(parameter, bind, id, more);
    }

    @Test
    void aWonQuoteIsDraftedChangedActivatedAndWonAgainOnTheDayItWas() {
        String quote = "quotes(" + document("quotes") + ")";
        done(crm.patch(quote, "{\"statecode\":1,\"statuscode\":2}"));
        String close = close("QuoteClose", "quoteid@odata.bind", quote, ",\"actualend\":\"2026-10-14T12:00:00Z\"");
        done(crm.post("WinQuote", close));

        assertRefused(crm.patch(quote, "{\"new_bcstatus\":\"Posted\"}"), 400, "0x80048408", "not editable");
        done(crm.patch(quote, "{\"statecode\":0,\"statuscode\":1}"));
        done(crm.patch(quote, "{\"new_bcstatus\":\"Posted\"}"));
        assertRefused(crm.patch(quote, "{\"statecode\":2,\"statuscode\":4}"), 400, "0x80040203", "");
        done(crm.patch(quote, "{\"statecode\":1,\"statuscode\":2}"));
        done(crm.post("WinQuote", close));

        JsonNode row = ok(crm.get(quote));
        assertThat(row.path("statecode").asInt()).isEqualTo(2);
        assertThat(row.path("closedon").asText()).isEqualTo("2026-10-14T12:00:00Z");
        assertThat(row.path("new_bcstatus").asText()).isEqualTo("Posted");
    }

    @Test
    void aFulfilledOrderIsActiveAgainAndKeepsTheDaysItIsGiven() {
        String order = "salesorders(" + document("salesorders") + ")";
        done(crm.patch(order, "{\"statecode\":1,\"statuscode\":3}"));
        String submitted = ok(crm.get(order)).path("submitdate").asText();
        crm.simulator.advanceWorld(Duration.ofDays(2));
        done(crm.patch(order, "{\"statecode\":0,\"statuscode\":1}"));
        done(crm.patch(order, "{\"statecode\":1,\"statuscode\":3,\"submitdate\":\"" + submitted + "\"}"));
        assertThat(ok(crm.get(order)).path("submitdate").asText()).isEqualTo(submitted);
        String close = close("OrderClose", "salesorderid@odata.bind", order, ",\"actualend\":\"2026-10-14T12:00:00Z\"");
        done(crm.post("FulfillSalesOrder", close));

        done(crm.patch(order, "{\"statecode\":0,\"statuscode\":1}"));
        done(crm.post("FulfillSalesOrder", close));

        assertThat(ok(crm.get(order)).path("datefulfilled").asText()).isEqualTo("2026-10-14");
        assertThat(ok(crm.get("ordercloses")).path("value")).hasSize(2);
    }
}
