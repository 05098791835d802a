package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.simulator.http.Fault;

/// Where the organisation has no columns of its own, a row of the table of invoices stands for what is posted.
class InvoicesTest {
    private final Crm crm = new Crm();
    private final Trade trade = new Trade();
    private final Desk desk = new Desk(crm, trade, Map.of("write-back", "invoice"));

    @AfterEach
    void close() {
        desk.close();
        crm.close();
    }

    private JsonNode only() {
        JsonNode rows = crm.rows("invoices?$expand=invoice_details");
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private PostingCommand status(String order, int revision, String status, String open) {
        return trade.invoiced(SalesTable.ORDER, order, revision, status, open);
    }

    private void assertState(int state, int status) {
        assertThat(only().path("statecode").asInt()).isEqualTo(state);
        assertThat(only().path("statuscode").asInt()).isEqualTo(status);
    }

    @Test
    void whatIsPostedHasOneRowThatIsLinkedAndFollowsItsPayment() {
        String order = crm.order();
        String version = crm.row(SalesTable.ORDER, order).path("@odata.etag").asText();

        var posted = desk.posted(status(order, 1, "Posted", "120.50"));

        crm.assertCalls(2);
        assertThat(posted.vendorType()).isEqualTo("invoice");
        assertThat(posted.vendorNumber()).contains("PSI-103001");
        JsonNode row = only();
        assertThat(row.path("invoiceid").asText())
                .isEqualTo(posted.vendorId())
                .isEqualTo(InvoiceRow.derived(Trade.DOCUMENT).toString());
        assertThat(row.path("invoicenumber").asText()).isEqualTo("PSI-103001");
        assertThat(row.path("_salesorderid_value").asText()).isEqualTo(order);
        assertThat(row.path("_customerid_value").asText())
                .isEqualTo(crm.row(SalesTable.ORDER, order)
                        .path("_customerid_value")
                        .asText());
        assertThat(row.path("totalamount").decimalValue()).isEqualByComparingTo(new BigDecimal("120.50"));
        assertThat(row.path("invoice_details")).hasSize(1);
        assertState(0, 4);

        desk.posted(status(order, 2, "Posted", "20.50"));
        assertState(2, 100002);
        desk.posted(status(order, 3, "Paid", "0.00"));
        assertState(2, 100001);
        crm.assertCalls(4);
        assertThat(desk.posted(status(order, 3, "Paid", "0.00")).found()).isTrue();
        crm.assertCalls(1);
        assertThat(desk.find(status(order, 3, "Paid", "0.00"))).isInstanceOf(Finding.Found.class);
        assertThat(desk.find(status(order, 2, "Posted", "20.50"))).isInstanceOf(Finding.Absent.class);
        desk.posted(status(order, 4, "Canceled", "0.00"));
        assertState(3, 100003);
        assertThat(crm.row(SalesTable.ORDER, order).path("@odata.etag").asText())
                .isEqualTo(version);
    }

    @Test
    void aWonOpportunityOfAPersonIsLinkedToBoth() {
        String person = crm.create("contact", "{\"firstname\":\"Sales\",\"lastname\":\"Contact\"}");
        String id = crm.create(
                "opportunity", "{\"name\":\"Chairs\",\"customerid_contact@odata.bind\":\"/contacts(" + person + ")\"}");
        crm.control("win", "{\"id\":\"" + id + "\"}");

        desk.posted(trade.invoiced(SalesTable.OPPORTUNITY, id, 1, "Posted", "120.50"));

        JsonNode row = only();
        assertThat(row.path("_opportunityid_value").asText()).isEqualTo(id);
        assertThat(row.path("_customerid_value").asText()).isEqualTo(person);
    }

    @Test
    void whatIsNotPostedHasNoRowAndWhatIsCancelledIsNotBegun() {
        String order = crm.order();

        assertThat(desk.posted(trade.ordered(SalesTable.ORDER, order)).found()).isTrue();
        crm.assertCalls(0);
        desk.posted(status(order, 2, "Canceled", "0.00"));

        assertThat(crm.rows("invoices")).isEmpty();
    }

    @Test
    void aRowThatSomebodyCancelledIsNotPaid() {
        String order = crm.order();
        String id = desk.posted(status(order, 1, "Posted", "120.50")).vendorId();
        crm.edit("invoice", id, "{\"statecode\":3,\"statuscode\":100003}");

        assertThat(desk.outcome(status(order, 2, "Paid", "0.00")))
                .isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
                    assertThat(refused.reason()).contains("PSI-103001 is canceled");
                    assertThat(refused.nextStep()).contains("back to active");
                });
    }

    @Test
    void aTotalThatSomebodyChangedIsTold() {
        String order = crm.order();
        desk.posted(status(order, 1, "Posted", "120.50"));
        String line =
                only().path("invoice_details").get(0).path("invoicedetailid").asText();
        crm.edit("invoicedetail", line, "{\"priceperunit\":100}");

        assertThat(desk.posted(status(order, 1, "Posted", "120.50")).difference())
                .hasValueSatisfying(text -> assertThat(text).contains("is 100", "120.5"));
    }

    @Test
    void aRecordInAnotherCurrencyGetsNoInvoice() {
        String euro = crm.rows("transactioncurrencies?$filter=isocurrencycode%20eq%20'EUR'")
                .get(0)
                .path("transactioncurrencyid")
                .asText();
        String order = crm.order();
        crm.edit(
                "salesorder", order, "{\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies(" + euro + ")\"}");

        assertThat(desk.outcome(status(order, 1, "Posted", "120.50")))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("is in EUR", "in USD"));
    }

    /// Somebody else makes the row between reading and writing: it is found, not made twice.
    @Test
    void aRowThatAppearsMeanwhileIsTakenAsItIs() {
        String order = crm.order();
        desk.posted(status(order, 1, "Posted", "20.50"));
        crm.simulator.fault(Fault.on("dataverse")
                .path("/\\$batch$")
                .bodyContains("GET ")
                .beforeAccept(new Fault.Status(
                        200,
                        Map.of("Content-Type", "multipart/mixed; boundary=b"),
                        java.util.Optional.of(absentThen(crm.row(SalesTable.ORDER, order))))));

        desk.posted(status(order, 2, "Paid", "0.00"));

        assertState(2, 100001);
        assertThat(crm.rows("invoicedetails")).hasSize(1);
    }

    private static String absentThen(JsonNode record) {
        JsonNode shown = Json.object()
                .put("@odata.etag", record.path("@odata.etag").asText())
                .put("_customerid_value", record.path("_customerid_value").asText())
                .set("transactioncurrencyid", Json.object().put("isocurrencycode", "USD"));
        return """
                --b
                Content-Type: application/http
                Content-Transfer-Encoding: binary

                HTTP/1.1 404 Not Found
                Content-Type: application/json

                {"error":{"code":"-2147220969","message":"Does Not Exist"}}
                --b
                Content-Type: application/http
                Content-Transfer-Encoding: binary

                HTTP/1.1 200 OK
                Content-Type: application/json

                %s
                --b--
                """.formatted(Json.write(shown)).replace("\n", "\r\n");
    }
}
