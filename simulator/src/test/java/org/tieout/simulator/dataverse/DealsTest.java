package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The seeded deals, which move with world time, and the truth about them.
class DealsTest {
    private final DataverseServer crm =
            new DataverseServer(DataverseServer.quiet().withSeed(true));

    @AfterEach
    void stop() {
        crm.close();
    }

    private JsonNode deal(String name) {
        return StreamSupport.stream(crm.truth().path("deals").spliterator(), false)
                .filter(deal -> deal.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no deal " + name));
    }

    private static JsonNode record(JsonNode deal, String table) {
        return StreamSupport.stream(deal.path("records").spliterator(), false)
                .filter(record -> record.path("table").asText().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private void pass(String duration) {
        crm.control("/world/advance", "{\"duration\":\"" + duration + "\"}");
    }

    @Test
    void beforeTimePassesNothingIsAgreed() {
        crm.truth()
                .path("deals")
                .forEach(deal -> assertThat(deal.path("agreed").asBoolean())
                        .as(deal.path("name").asText())
                        .isFalse());
        assertThat(crm.truth().path("deals")).hasSize(13);
    }

    @Test
    void afterTwoDaysEachRouteHasComeToItsEnd() {
        pass("P2D");
        assertThat(crm.truth().path("overtaken")).isEmpty();
        assertThat(record(deal("won-without-quote"), "opportunity")
                        .path("state")
                        .asText())
                .isEqualTo("Won");
        assertThat(record(deal("won-without-quote"), "opportunity")
                        .path("actualvalue")
                        .asText())
                .isEqualTo("556.20");
        JsonNode converted = deal("quote-converted");
        assertThat(converted.path("records")).hasSize(3);
        assertThat(converted.path("leading").asText()).isEqualTo("salesorder");
        assertThat(record(converted, "salesorder").path("state").asText()).isEqualTo("Submitted");
        assertThat(record(converted, "salesorder").path("totalamount").asText())
                .isEqualTo(record(converted, "quote").path("totalamount").asText())
                .isEqualTo("577.96");
        assertThat(deal("quote-accepted").path("leading").asText()).isEqualTo("quote");
        assertThat(record(deal("freight-and-tax"), "salesorder").path("state").asText())
                .isEqualTo("Fulfilled");
        assertThat(record(deal("without-lines"), "opportunity")
                        .path("actualvalue")
                        .asText())
                .isEqualTo("1200.00");
        assertThat(deal("lost").path("agreed").asBoolean()).isFalse();
        assertThat(record(deal("reopened"), "opportunity").path("actualvalue").asText())
                .isEqualTo("394.80");
        assertThat(record(deal("person-as-customer"), "opportunity")
                        .path("customer")
                        .asText())
                .startsWith("contact/");
    }

    @Test
    void discountsFreightAndTaxComeToTheTotalsOfTheMemo() {
        JsonNode discounts = record(deal("discounts"), "salesorder");
        // 15 x (28.99 - 1.25) = 416.10, 30 x 14.95 = 448.50, less 9.99 by hand; 5 % and 10.00 off the header.
        assertThat(discounts.path("totallineitemamount").asText()).isEqualTo("854.61");
        assertThat(discounts.path("totalamountlessfreight").asText()).isEqualTo("801.88");
        assertThat(discounts.path("totaldiscountamount").asText()).isEqualTo("62.72");
        assertThat(discounts.path("totalamount").asText()).isEqualTo("801.88");
        JsonNode freight = record(deal("freight-and-tax"), "salesorder");
        assertThat(freight.path("totaltax").asText()).isEqualTo("26.61");
        assertThat(freight.path("totalamount").asText()).isEqualTo("374.11");
        JsonNode writeIn = record(deal("write-in"), "salesorder");
        assertThat(writeIn.path("totalamount").asText()).isEqualTo("371.92");
        assertThat(writeIn.path("lines").path(1).path("writeIn").asText()).isEqualTo("Engraving of eight boards");
    }

    @Test
    void aCustomerIsRenamedAndAnOrderDeleted() {
        pass("P1D");
        assertThat(ok(crm.get("accounts/$count?$filter=name%20eq%20'Juniper%20Mill'"))
                        .asInt())
                .isEqualTo(1);
        pass("PT6H");
        assertThat(crm.first("accounts", "name eq 'Juniper Mill Trading'")
                        .path("accountnumber")
                        .asText())
                .isEqualTo("C-1010");
        assertThat(crm.truth().path("deleted").findValuesAsText("table")).contains("salesorder", "salesorderdetail");
    }

    @Test
    void aDealCanBeAdvancedOnItsOwnAndPeopleCanEditDocuments() {
        crm.control("/dataverse/advance", "{\"deal\":\"order-direct\"}");
        JsonNode order = record(deal("order-direct"), "salesorder");
        assertThat(order.path("state").asText()).isEqualTo("Submitted");
        String id = order.path("id").asText();
        crm.control(
                "/dataverse/edit",
                "{\"table\":\"salesorder\",\"id\":\"" + id + "\",\"changes\":{\"freightamount\":12.00}}");
        assertThat(record(deal("order-direct"), "salesorder")
                        .path("totalamount")
                        .asText())
                .isEqualTo("670.80");
        String deal = record(deal("lost"), "opportunity").path("id").asText();
        crm.control("/dataverse/win", "{\"id\":\"" + deal + "\"}");
        var again = crm.control("/dataverse/win", "{\"id\":\"" + deal + "\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("already been closed");
    }

    @Test
    void whatWasWrittenBackIsInTheTruth() {
        String id = record(deal("won-without-quote"), "opportunity").path("id").asText();
        crm.patch("opportunities(" + id + ")", "{\"new_bcinvoicenumber\":\"PS-INV103001\",\"new_bcstatus\":\"Paid\"}");
        assertThat(record(deal("won-without-quote"), "opportunity")
                        .path("writtenBack")
                        .path("new_bcinvoicenumber")
                        .asText())
                .isEqualTo("PS-INV103001");
    }

    @Test
    void salespeopleCanWorkAheadOfWorldTime() {
        crm.control("/dataverse/pass", "{\"duration\":\"PT7H\"}");
        assertThat(deal("won-without-quote").path("agreed").asBoolean()).isTrue();
        assertThat(deal("order-direct").path("agreed").asBoolean()).isFalse();
        crm.control("/dataverse/pass", "{\"duration\":\"PT1H\"}");
        assertThat(deal("order-direct").path("agreed").asBoolean()).isTrue();
    }

    @Test
    void theSameChangesGiveTheSameIdsAndVersionsWhateverIsReadInBetween() {
        pass("P1D");
        crm.get("accounts");
        crm.truth();
        String here = crm.make("accounts", "{\"name\":\"Next\"}");
        try (DataverseServer twin = new DataverseServer(DataverseServer.quiet().withSeed(true))) {
            twin.control("/world/advance", "{\"duration\":\"P1D\"}");
            assertThat(twin.make("accounts", "{\"name\":\"Next\"}")).isEqualTo(here);
            assertThat(ok(twin.get("accounts(" + here + ")")).path("@odata.etag"))
                    .isEqualTo(ok(crm.get("accounts(" + here + ")")).path("@odata.etag"));
        }
    }
}
