package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Dimensions of sales documents and lines, and what posting demands of them (memo, sections 7.5 and 9).
class DimensionsTest {
    private BcServer bc;
    private String invoice = "";
    private String line = "";

    @BeforeEach
    void start() {
        bc = new BcServer();
        invoice = "salesInvoices("
                + created(bc.post("salesInvoices", """
                {"customerNumber":"AMZ-US","externalDocumentNumber":"112-1","invoiceDate":"2026-11-01",
                 "postingDate":"2026-11-01","salesInvoiceLines":[{"lineType":"Account","lineObjectNumber":"4000",
                 "quantity":1,"unitPrice":45.99,"taxCode":"NONTAXABLE"}]}""")).path("id").asText()
                + ")";
        line = invoice + "/salesInvoiceLines("
                + ok(bc.get(invoice + "/salesInvoiceLines"))
                        .path("value")
                        .path(0)
                        .path("id")
                        .asText()
                + ")";
    }

    @AfterEach
    void stop() {
        bc.close();
    }

    private JsonNode entries(String account) {
        return ok(bc.get("generalLedgerEntries?$expand=dimensionSetLines&$filter="
                        + BcServer.encode("accountNumber eq '" + account + "'")))
                .path("value");
    }

    @Test
    void aLinesDimensionReachesItsEntryAndNoOther() {
        created(bc.post(line + "/dimensionSetLines", "{\"code\":\"DEPARTMENT\",\"valueCode\":\"SALES\"}"));
        done(bc.act(invoice, "post"));
        JsonNode income = entries("4000").path(0).path("dimensionSetLines");
        assertThat(income).hasSize(1);
        assertThat(income.path(0).path("valueCode").asText()).isEqualTo("SALES");
        assertThat(entries("1150").path(0).path("dimensionSetLines")).isEmpty();
    }

    @Test
    void aMandatoryDimensionStopsThePostingOfADocumentToo() {
        bc.control(
                "/bc/default-dimension",
                "{\"table\":\"accounts\",\"number\":\"4000\",\"dimension\":\"DEPARTMENT\","
                        + "\"posting\":\"Code_x0020_Mandatory\"}");
        assertRefused(
                bc.act(invoice, "post"),
                400,
                "Application_DialogException",
                "Select a Dimension Value Code for the Dimension Code DEPARTMENT for G/L Account 4000.");
        assertThat(ok(bc.get(invoice)).path("status").asText()).isEqualTo("Draft");
        assertThat(entries("1150")).isEmpty();
        created(bc.post(line + "/dimensionSetLines", "{\"code\":\"DEPARTMENT\",\"valueCode\":\"SALES\"}"));
        done(bc.act(invoice, "post"));
        assertThat(ok(bc.get(invoice)).path("status").asText()).isEqualTo("Paid");
    }

    @Test
    void aDraftChangesWithItsDimensions() {
        String before = ok(bc.get(invoice)).path("@odata.etag").asText();
        created(bc.post(invoice + "/dimensionSetLines", "{\"code\":\"MARKETPLACE\",\"valueCode\":\"AMAZON-US\"}"));
        assertThat(ok(bc.get(invoice)).path("@odata.etag").asText()).isNotEqualTo(before);
        assertThat(ok(bc.get(invoice)).path("shortcutDimension2Code").asText()).isEqualTo("AMAZON-US");
    }

    private int dimensionsOfADeepInsert() {
        String made = created(bc.post("salesInvoices", """
                {"customerNumber":"AMZ-US","salesInvoiceLines":[{"lineType":"Account","lineObjectNumber":"4000",
                 "quantity":1,"unitPrice":1,"dimensionSetLines":[{"code":"DEPARTMENT","valueCode":"SALES"},
                 {"code":"MARKETPLACE","valueCode":"AMAZON-US"}]}]}""")).path("id").asText();
        return ok(bc.get("salesInvoices(" + made + ")?$expand=salesInvoiceLines($expand=dimensionSetLines)"))
                .path("salesInvoiceLines")
                .path(0)
                .path("dimensionSetLines")
                .size();
    }

    @Test
    void whatTheLinesOfADeepInsertBringAlongIsASwitch() {
        assertThat(dimensionsOfADeepInsert()).isEqualTo(2);
        bc.control("/bc/switches", "{\"partsOfPartsAreIgnored\":true}");
        assertThat(dimensionsOfADeepInsert()).isZero();
    }
}
