package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;
import static org.tieout.simulator.dataverse.DataverseServer.done;
import static org.tieout.simulator.dataverse.DataverseServer.encode;
import static org.tieout.simulator.dataverse.DataverseServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tieout.simulator.dataverse.model.Switch;

/// Documents: prices, states, locks and messages (sections 8 to 10).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalesTest {
    private final DataverseServer crm = new DataverseServer();
    private String account = "";
    private String level = "";
    private String mug = "";
    private String unit = "";

    @BeforeAll
    void start() {
        account = crm.make("accounts", "{\"name\":\"Alder Ridge Outfitters\"}");
        level = crm.id("pricelevels", "pricelevelid", "name eq 'Retail'");
        mug = crm.id("products", "productid", "productnumber eq 'MUG-CERAMIC-BLU'");
        unit = crm.id("uoms", "uomid", "name eq 'Primary Unit'");
    }

    @AfterAll
    void stop() {
        crm.close();
    }

    private String document(String set) {
        return crm.make(set, """
                {"name":"A deal","customerid_account@odata.bind":"/accounts(%s)",
                 "pricelevelid@odata.bind":"/pricelevels(%s)"}""".formatted(account, level));
    }

    private String line(String set, String via, String parent, String more) {
        return crm.make(set, """
                {"%s@odata.bind":"/%s(%s)","productid@odata.bind":"/products(%s)","uomid@odata.bind":"/uoms(%s)",
                 "quantity":10%s}""".formatted(via, parentSet(via), parent, mug, unit, more));
    }

    private static String parentSet(String via) {
        return switch (via) {
            case "opportunityid" -> "opportunities";
            case "quoteid" -> "quotes";
            case "invoiceid" -> "invoices";
            default -> "salesorders";
        };
    }

    private String order() {
        String id = document("salesorders");
        line("salesorderdetails", "salesorderid", id, "");
        return id;
    }

    private JsonNode read(String set, String id) {
        return ok(crm.get(set + "(" + id + ")"));
    }

    private static void assertAmount(JsonNode row, String column, String amount) {
        assertThat(row.path(column).decimalValue()).as(column).isEqualByComparingTo(new BigDecimal(amount));
    }

    private String win(String id, String more) {
        return """
                {"Status":3,"OpportunityClose":{"subject":"Won","opportunityid@odata.bind":"/opportunities(%s)"%s}}""".formatted(id, more);
    }

    @Test
    void aLineTakesThePriceOfTheListAndTheHeaderItsTotals() {
        String order = document("salesorders");
        String line = line(
                "salesorderdetails",
                "salesorderid",
                order,
                ",\"priceperunit\":1.00,\"manualdiscountamount\":4.50,\"tax\":8.75");
        JsonNode row = read("salesorderdetails", line);
        assertAmount(row, "priceperunit", "14.95");
        assertAmount(row, "baseamount", "149.50");
        assertAmount(row, "extendedamount", "153.75");
        done(crm.patch(
                "salesorders(" + order + ")",
                "{\"discountpercentage\":10,\"discountamount\":5.00,\"freightamount\":7.25,\"totalamount\":1}"));
        JsonNode header = read("salesorders", order);
        assertAmount(header, "totallineitemamount", "145.00");
        assertAmount(header, "totallineitemdiscountamount", "4.50");
        assertAmount(header, "totaldiscountamount", "24.00");
        assertAmount(header, "totalamountlessfreight", "125.50");
        assertAmount(header, "totaltax", "8.75");
        assertAmount(header, "totalamount", "141.50");
        assertThat(header.path("pricingerrorcode").asInt()).isZero();
        assertThat(header.path("ordernumber").asText()).matches("ORD-\\d{5}-[A-Z0-9]{6}");
    }

    @Test
    void anOverriddenPriceStaysAndAWriteInNeedsAText() {
        String order = document("salesorders");
        String line =
                line("salesorderdetails", "salesorderid", order, ",\"ispriceoverridden\":true,\"priceperunit\":12.00");
        assertAmount(read("salesorderdetails", line), "baseamount", "120.00");
        String writeIn = "{\"salesorderid@odata.bind\":\"/salesorders(" + order
                + ")\",\"isproductoverridden\":true,\"quantity\":2,\"priceperunit\":3.335";
        assertRefused(crm.post("salesorderdetails", writeIn + "}"), 400, "0x80040203", "productdescription");
        String id = crm.make("salesorderdetails", writeIn + ",\"productdescription\":\"Engraving\"}");
        assertAmount(read("salesorderdetails", id), "baseamount", "6.67");
        assertAmount(read("salesorders", order), "totalamount", "126.67");
        assertRefused(
                crm.patch("salesorderdetails(" + id + ")", "{\"manualdiscountamount\":-1}"),
                400,
                "0x80044330",
                "manualdiscountamount");
    }

    @Test
    void pricesThatAreMissingShowAsAPricingError() {
        String bare = crm.make(
                "salesorders",
                "{\"name\":\"No list\",\"customerid_account@odata.bind\":\"/accounts(" + account + ")\"}");
        line("salesorderdetails", "salesorderid", bare, "");
        assertThat(read("salesorders", bare).path("pricingerrorcode").asInt()).isEqualTo(2);
        String dollar = crm.id("transactioncurrencies", "transactioncurrencyid", "isocurrencycode eq 'USD'");
        String empty = crm.make(
                "pricelevels",
                "{\"name\":\"Empty\",\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies(" + dollar + ")\"}");
        done(crm.patch("salesorders(" + bare + ")", "{\"pricelevelid@odata.bind\":\"/pricelevels(" + empty + ")\"}"));
        assertThat(read("salesorders", bare).path("pricingerrorcode").asInt()).isEqualTo(11);
        done(crm.patch("salesorders(" + bare + ")", "{\"pricelevelid@odata.bind\":\"/pricelevels(" + level + ")\"}"));
        assertThat(read("salesorders", bare).path("pricingerrorcode").asInt()).isZero();
        assertAmount(read("salesorders", bare), "totalamount", "149.50");
    }

    @Test
    void aLineChangesTheVersionOfItsHeaderUnlessASwitchSaysOtherwise() {
        String order = document("salesorders");
        String before = read("salesorders", order).path("@odata.etag").asText();
        String line = line("salesorderdetails", "salesorderid", order, "");
        String after = read("salesorders", order).path("@odata.etag").asText();
        assertThat(after).isNotEqualTo(before);
        crm.face().organization().turn(Switch.LINES_LEAVE_HEADER, true);
        done(crm.patch("salesorderdetails(" + line + ")", "{\"quantity\":11}"));
        crm.face().organization().turn(Switch.LINES_LEAVE_HEADER, false);
        assertThat(read("salesorders", order).path("@odata.etag").asText()).isEqualTo(after);
        assertAmount(read("salesorders", order), "totalamount", "164.45");
        done(crm.delete("salesorderdetails(" + line + ")"));
        assertAmount(read("salesorders", order), "totalamount", "0");
    }

    @Test
    void aSubmittedOrderIsLockedUntilItIsActiveAgain() {
        String order = order();
        done(crm.patch("salesorders(" + order + ")", "{\"statecode\":1,\"statuscode\":3}"));
        assertThat(read("salesorders", order).path("submitdate").asText()).hasSize(10);
        assertRefused(
                crm.patch("salesorders(" + order + ")", "{\"new_bcstatus\":\"Posted\"}"),
                400,
                "0x80048408",
                "not editable");
        assertRefused(
                crm.patch("salesorders(" + order + ")", "{\"statecode\":1,\"statuscode\":3,\"name\":\"x\"}"),
                400,
                "0x80048408",
                "not editable");
        String line = crm.id("salesorderdetails", "salesorderdetailid", "_salesorderid_value eq " + order);
        assertRefused(
                crm.patch("salesorderdetails(" + line + ")", "{\"quantity\":1}"), 400, "0x80048408", "not editable");
        assertRefused(crm.delete("salesorderdetails(" + line + ")"), 400, "0x80048408", "not editable");
        done(crm.patch("salesorders(" + order + ")", "{\"statecode\":0,\"statuscode\":1}"));
        done(crm.patch("salesorders(" + order + ")", "{\"new_bcstatus\":\"Posted\"}"));
        done(crm.patch("salesorders(" + order + ")", "{\"statecode\":1,\"statuscode\":3}"));
        done(crm.patch("salesorders(" + order + ")", "{\"statecode\":4,\"statuscode\":100003}"));
        assertRefused(
                crm.patch("salesorders(" + order + ")", "{\"statecode\":0,\"statuscode\":1}"),
                400,
                "0x80040203",
                "Invoiced");
    }

    @Test
    void withSopIntegrationOnlyAnIntegrationUserWritesASubmittedOrder() {
        String order = order();
        done(crm.patch("salesorders(" + order + ")", "{\"statecode\":1,\"statuscode\":3}"));
        crm.face().organization().turn(Switch.SOP_INTEGRATION, true);
        assertRefused(
                crm.patch("salesorders(" + order + ")", "{\"statecode\":0,\"statuscode\":1}"),
                400,
                "0x80048408",
                "ORD-");
        crm.face().organization().turn(Switch.INTEGRATION_USER, true);
        done(crm.patch("salesorders(" + order + ")", "{\"new_bcstatus\":\"Posted\"}"));
        crm.face().organization().turn(Switch.INTEGRATION_USER, false);
        crm.face().organization().turn(Switch.SOP_INTEGRATION, false);
    }

    @Test
    void aStatusMustBelongToItsStateAndSomeStatesNeedTheirMessage() {
        String order = order();
        assertRefused(
                crm.patch("salesorders(" + order + ")", "{\"statecode\":1,\"statuscode\":100003}"),
                400,
                "0x80048408",
                "100003 is not a valid status code for state code 1");
        assertRefused(
                crm.patch("salesorders(" + order + ")", "{\"statecode\":3,\"statuscode\":100001}"),
                400,
                "0x80040203",
                "use the FulfillSalesOrder message instead");
        String deal = document("opportunities");
        assertRefused(
                crm.patch("opportunities(" + deal + ")", "{\"statecode\":1,\"statuscode\":3}"),
                400,
                "0x80040203",
                "use the WinOpportunity message instead");
        String quote = document("quotes");
        assertRefused(
                crm.patch("quotes(" + quote + ")", "{\"statecode\":2,\"statuscode\":4}"),
                400,
                "0x80040203",
                "use the WinQuote message instead");
    }

    @Test
    void anOpportunityIsWonReopenedAndWonAgain() {
        String deal = document("opportunities");
        done(crm.patch("opportunities(" + deal + ")", "{\"estimatedvalue\":1200.00}"));
        done(crm.post("WinOpportunity", win(deal, "")));
        JsonNode won = read("opportunities", deal);
        assertThat(won.path("statecode").asInt()).isEqualTo(1);
        assertThat(won.path("statuscode").asInt()).isEqualTo(3);
        assertAmount(won, "actualvalue", "1200.00");
        assertThat(won.path("actualclosedate").asText()).hasSize(10);
        assertThat(crm.first("opportunitycloses", "_opportunityid_value eq " + deal)
                        .path("subject")
                        .asText())
                .isEqualTo("Won");
        assertRefused(crm.post("WinOpportunity", win(deal, "")), 400, "0x80040265", "already been closed");
        done(crm.patch("opportunities(" + deal + ")", "{\"statecode\":0,\"statuscode\":1}"));
        assertThat(read("opportunities", deal).path("actualvalue").isNull()).isTrue();
        done(crm.post("WinOpportunity", win(deal, ",\"actualrevenue\":999.50")));
        assertAmount(read("opportunities", deal), "actualvalue", "999.50");
        assertRefused(
                crm.post("WinOpportunity", win("11111111-1111-4111-8111-111111111111", "")),
                404,
                "0x80040217",
                "Does Not Exist");
        assertRefused(crm.post("WinOpportunity", "{\"Status\":3}"), 400, "0x80048d19", "OpportunityClose");
        assertRefused(crm.get("WinOpportunity"), 405, "0x80060888", "GET");
    }

    @Test
    void aLostOpportunityHasAStatusOfThatState() {
        String deal = document("opportunities");
        assertRefused(crm.post("LoseOpportunity", win(deal, "")), 400, "0x80048408", "3 is not a valid status code");
        done(crm.post("LoseOpportunity", win(deal, "").replace("\"Status\":3", "\"Status\":-1")));
        assertThat(read("opportunities", deal).path("statuscode").asInt()).isEqualTo(4);
    }

    @Test
    void aQuoteIsActivatedConvertedAndItsOrderKeepsItsPrices() {
        String quote = document("quotes");
        String line = line("quotedetails", "quoteid", quote, "");
        String convert = "{\"QuoteId\":\"" + quote + "\",\"ColumnSet\":{\"AllColumns\":true},\"QuoteCloseStatus\":-1}";
        assertRefused(crm.post("ConvertQuoteToSalesOrder", convert), 400, "0x80040265", "not in the correct state");
        done(crm.patch("quotes(" + quote + ")", "{\"statecode\":1,\"statuscode\":3}"));
        assertRefused(crm.patch("quotes(" + quote + ")", "{\"name\":\"x\"}"), 400, "0x80048408", "not editable");
        JsonNode order = ok(crm.post("ConvertQuoteToSalesOrder", convert));
        assertThat(order.path("_quoteid_value").asText()).isEqualTo(quote);
        assertThat(order.path("ispricelocked").asBoolean()).isTrue();
        assertAmount(order, "totalamount", "149.50");
        assertThat(read("quotes", quote).path("statecode").asInt()).isEqualTo(2);
        JsonNode copied = crm.first(
                "salesorderdetails",
                "_salesorderid_value eq " + order.path("salesorderid").asText());
        assertThat(copied.path("_quotedetailid_value").asText()).isEqualTo(line);
        String price = crm.id("productpricelevels", "productpricelevelid", "_productid_value eq " + mug);
        done(crm.patch("productpricelevels(" + price + ")", "{\"amount\":20.00}"));
        done(crm.patch("salesorderdetails(" + copied.path("salesorderdetailid").asText() + ")", "{\"quantity\":20}"));
        done(crm.patch("productpricelevels(" + price + ")", "{\"amount\":14.95}"));
        assertAmount(read("salesorders", order.path("salesorderid").asText()), "totalamount", "299.00");
    }

    @Test
    void aQuoteIsWonClosedOrRevised() {
        String close = "{\"Status\":%d,\"QuoteClose\":{\"subject\":\"s\",\"quoteid@odata.bind\":\"/quotes(%s)\"}}";
        String quote = document("quotes");
        assertRefused(crm.post("WinQuote", close.formatted(4, quote)), 400, "0x80040265", "not in the correct state");
        done(crm.patch("quotes(" + quote + ")", "{\"statecode\":1,\"statuscode\":2}"));
        JsonNode revised =
                ok(crm.post("ReviseQuote", "{\"QuoteId\":\"" + quote + "\",\"ColumnSet\":{\"AllColumns\":true}}"));
        assertThat(revised.path("revisionnumber").asInt()).isEqualTo(1);
        assertThat(revised.path("statecode").asInt()).isZero();
        assertThat(revised.path("quotenumber").asText())
                .isEqualTo(read("quotes", quote).path("quotenumber").asText());
        assertThat(read("quotes", quote).path("statuscode").asInt()).isEqualTo(7);
        String again = revised.path("quoteid").asText();
        done(crm.patch("quotes(" + again + ")", "{\"statecode\":1,\"statuscode\":3}"));
        done(crm.post("WinQuote", close.formatted(4, again)));
        assertThat(read("quotes", again).path("statuscode").asInt()).isEqualTo(4);
        String other = document("quotes");
        done(crm.post("CloseQuote", close.formatted(5, other)));
        assertThat(read("quotes", other).path("statecode").asInt()).isEqualTo(3);
    }

    @Test
    void anOrderComesFromAnOpportunityAndIsFulfilledOrCancelled() {
        String deal = document("opportunities");
        line("opportunityproducts", "opportunityid", deal, "");
        JsonNode order = ok(crm.post(
                "GenerateSalesOrderFromOpportunity",
                "{\"OpportunityId\":\"" + deal + "\",\"ColumnSet\":{\"AllColumns\":true}}"));
        assertThat(order.path("_opportunityid_value").asText()).isEqualTo(deal);
        String id = order.path("salesorderid").asText();
        String close =
                "{\"Status\":%d,\"OrderClose\":{\"subject\":\"s\",\"salesorderid@odata.bind\":\"/salesorders(%s)\"}}";
        done(crm.post("FulfillSalesOrder", close.formatted(100001, id)));
        assertThat(read("salesorders", id).path("datefulfilled").asText()).hasSize(10);
        assertRefused(crm.post("CancelSalesOrder", close.formatted(4, id)), 400, "0x80040265", "Fulfilled");
        String other = order();
        done(crm.post("CancelSalesOrder", close.formatted(4, other)));
        assertThat(read("salesorders", other).path("statecode").asInt()).isEqualTo(2);
    }

    @Test
    void lockedPricesStayWhereTheListChanges() {
        String order = order();
        done(crm.post("LockSalesOrderPricing", "{\"SalesOrderId\":\"" + order + "\"}"));
        assertThat(read("salesorders", order).path("ispricelocked").asBoolean()).isTrue();
        done(crm.post("UnlockSalesOrderPricing", "{\"SalesOrderId\":\"" + order + "\"}"));
        assertThat(read("salesorders", order).path("ispricelocked").asBoolean()).isFalse();
    }

    @Test
    void anInvoiceWrittenBackKeepsItsTotalsAndIsReadOnlyOnceItIsPaid() {
        String body = """
                {"name":"PS-INV103001","invoicenumber":"PS-INV103001","totalamount":149.50,
                 "customerid_account@odata.bind":"/accounts(%s)"}""".formatted(account);
        String id = crm.make("invoices", body);
        JsonNode invoice = read("invoices", id);
        assertThat(invoice.path("invoicenumber").asText()).isEqualTo("PS-INV103001");
        assertAmount(invoice, "totalamount", "149.50");
        done(crm.patch("invoices(" + id + ")", "{\"invoicenumber\":\"other\"}"));
        assertThat(read("invoices", id).path("invoicenumber").asText()).isEqualTo("PS-INV103001");
        done(crm.patch("invoices(" + id + ")", "{\"statecode\":2,\"statuscode\":100002}"));
        assertRefused(crm.patch("invoices(" + id + ")", "{\"name\":\"x\"}"), 400, "0x80048408", "not editable");
        done(crm.patch("invoices(" + id + ")", "{\"statecode\":0,\"statuscode\":4}"));
        done(crm.patch("invoices(" + id + ")", "{\"statecode\":3,\"statuscode\":100003}"));
        assertRefused(
                crm.patch("invoices(" + id + ")", "{\"statecode\":2,\"statuscode\":100001}"),
                400,
                "0x80040203",
                "Canceled");
    }

    @Test
    void whatIsUsedCannotBeDeletedAndADocumentTakesItsLinesWithIt() {
        String order = order();
        assertRefused(crm.delete("accounts(" + account + ")"), 405, "0x80040227", "associated");
        assertRefused(crm.delete("products(" + mug + ")"), 405, "0x80040227", "associated");
        done(crm.delete("salesorders(" + order + ")"));
        assertThat(crm.get("salesorderdetails/$count?$filter=" + encode("_salesorderid_value eq " + order))
                        .body())
                .isEqualTo("0");
    }

    @Test
    void linesComeWithTheirDocumentByDeepInsertAndByExpand() {
        String id = crm.make("salesorders", """
                {"name":"Deep","customerid_account@odata.bind":"/accounts(%s)",
                 "pricelevelid@odata.bind":"/pricelevels(%s)",
                 "order_details":[{"productid@odata.bind":"/products(%s)","uomid@odata.bind":"/uoms(%s)","quantity":3}]}
                """.formatted(account, level, mug, unit));
        JsonNode order = ok(
                crm.get(
                        "salesorders(" + id
                                + ")?$select=name,totalamount&$expand=order_details($select=quantity;$expand=productid($select=productnumber))"));
        assertAmount(order, "totalamount", "44.85");
        assertThat(order.path("order_details")
                        .path(0)
                        .path("productid")
                        .path("productnumber")
                        .asText())
                .isEqualTo("MUG-CERAMIC-BLU");
        assertThat(ok(crm.get("salesorders(" + id + ")/order_details?$select=quantity"))
                        .path("value"))
                .hasSize(1);
        assertThat(ok(crm.get("salesorders(" + id + ")/customerid_account?$select=name"))
                        .path("name")
                        .asText())
                .isEqualTo("Alder Ridge Outfitters");
    }

    @Test
    void pricesAreUniqueAndCurrenciesHaveARate() {
        assertRefused(
                crm.post("productpricelevels", """
                        {"amount":1,"pricelevelid@odata.bind":"/pricelevels(%s)","productid@odata.bind":"/products(%s)",
                         "uomid@odata.bind":"/uoms(%s)"}""".formatted(level, mug, unit)),
                400,
                "0x80040265",
                "has a price for this price list");
        assertRefused(
                crm.post(
                        "transactioncurrencies",
                        "{\"currencyname\":\"X\",\"isocurrencycode\":\"XTS\",\"exchangerate\":0}"),
                400,
                "0x80040265",
                "exchange rate");
    }

    @Test
    void whetherClosedDocumentsCanBeWrittenIsASwitch() {
        String deal = document("opportunities");
        done(crm.post("WinOpportunity", win(deal, "")));
        done(crm.patch("opportunities(" + deal + ")", "{\"new_bcstatus\":\"Posted\"}"));
        crm.face().organization().turn(Switch.CLOSED_OPPORTUNITIES_ARE_LOCKED, true);
        assertRefused(
                crm.patch("opportunities(" + deal + ")", "{\"new_bcstatus\":\"Paid\"}"),
                400,
                "0x80048408",
                "not editable");
        crm.face().organization().turn(Switch.CLOSED_OPPORTUNITIES_ARE_LOCKED, false);
        String quote = document("quotes");
        done(crm.patch("quotes(" + quote + ")", "{\"statecode\":1,\"statuscode\":3}"));
        crm.face().organization().turn(Switch.CLOSED_QUOTES_ARE_EDITABLE, true);
        done(crm.patch("quotes(" + quote + ")", "{\"new_bcstatus\":\"Posted\"}"));
        crm.face().organization().turn(Switch.CLOSED_QUOTES_ARE_EDITABLE, false);
    }

    @Test
    void aClosedOpportunitysLinesAreLocked() {
        String deal = document("opportunities");
        String line = line("opportunityproducts", "opportunityid", deal, "");
        done(crm.post("WinOpportunity", win(deal, "")));
        assertRefused(
                crm.patch("opportunityproducts(" + line + ")", "{\"quantity\":1}"), 400, "0x80048408", "not editable");
    }

    @Test
    void whatNamesADeletedDocumentLosesIt() {
        String quote = document("quotes");
        done(crm.patch("quotes(" + quote + ")", "{\"statecode\":1,\"statuscode\":3}"));
        String order = ok(crm.post("ConvertQuoteToSalesOrder", "{\"QuoteId\":\"" + quote + "\"}"))
                .path("salesorderid")
                .asText();
        done(crm.delete("quotes(" + quote + ")"));
        assertThat(read("salesorders", order).path("_quoteid_value").isNull()).isTrue();
    }

    @Test
    void textsMayBeInAnotherLanguageCodesAreNot() {
        crm.face().organization().turn(Switch.LOCALISED_MESSAGES, true);
        assertRefused(crm.post("accounts", "{}"), 400, "0x80040203", "Der Vorgang wurde abgelehnt.");
        crm.face().organization().turn(Switch.LOCALISED_MESSAGES, false);
    }

    @Test
    void aSubmittedOrderIsMadeActiveByItsStateAlone() {
        String order = order();
        done(crm.patch("salesorders(" + order + ")", "{\"statecode\":1,\"statuscode\":3}"));
        assertRefused(
                crm.patch("salesorders(" + order + ")", "{\"statecode\":0,\"statuscode\":1,\"name\":\"x\"}"),
                400,
                "0x80048408",
                "not editable");
    }

    @Test
    void aNewDocumentBeginsInItsFirstState() {
        assertRefused(crm.post("salesorders", """
                        {"name":"O","customerid_account@odata.bind":"/accounts(%s)","statecode":1,"statuscode":3}""".formatted(account)), 400, "0x80040203", "begins in its first state");
    }
}
