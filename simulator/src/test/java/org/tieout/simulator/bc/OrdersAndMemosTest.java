package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.encode;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Orders, credit memos, and what tax and discounts come to.
class OrdersAndMemosTest {
    private final BcServer bc = new BcServer();

    @BeforeEach
    void seed() {
        created(bc.post("items", "{\"number\":\"SKU-1\",\"displayName\":\"Press\",\"unitPrice\":10}"));
    }

    @AfterEach
    void stop() {
        bc.close();
    }

    private String create(String set, String body) {
        return set + "(" + created(bc.post(set, body)).path("id").asText() + ")";
    }

    private static void assertAmount(JsonNode node, String amount) {
        assertThat(node.decimalValue()).isEqualByComparingTo(amount);
    }

    private BigDecimal balance(String account) {
        return bc.company().alone(books -> books.ledger().balance(account));
    }

    @Test
    void anOrderThatIsInvoicedDisappearsAndItsInvoiceKnowsItsNumber() {
        String order = create("salesOrders", """
                {"externalDocumentNumber":"114-1","customerNumber":"AMZ-US","orderDate":"2026-10-03",
                 "postingDate":"2026-10-03","salesOrderLines":[
                  {"lineType":"Item","lineObjectNumber":"SKU-1","quantity":3,"unitPrice":9.99}]}""");
        JsonNode draft = ok(bc.get(order));
        assertThat(draft.path("status").asText()).isEqualTo("Draft");
        assertAmount(draft.path("totalAmountIncludingTax"), "29.97");
        done(bc.act(order, "shipAndInvoice"));
        assertRefused(bc.get(order), 404, "BadRequest_ResourceNotFound", "does not exist");
        String number = draft.path("number").asText();
        JsonNode invoice = bc.first("salesInvoices", "orderNumber eq '" + number + "'");
        assertThat(invoice.path("id")).isNotEqualTo(draft.path("id"));
        assertThat(invoice.path("orderId")).isEqualTo(draft.path("id"));
        assertThat(invoice.path("number").asText()).isEqualTo("PS-INV103001");
        assertThat(invoice.path("externalDocumentNumber").asText()).isEqualTo("114-1");
        assertThat(invoice.path("status").asText()).isEqualTo("Paid");
        assertThat(balance("1150")).isEqualByComparingTo("29.97");
    }

    @Test
    void aPartlyInvoicedOrderStays() {
        String order = create("salesOrders", """
                {"customerNumber":"AMZ-US","salesOrderLines":[
                 {"lineType":"Item","lineObjectNumber":"SKU-1","quantity":3,"unitPrice":9.99,"shipQuantity":1,
                  "invoiceQuantity":1}]}""");
        done(bc.act(order, "shipAndInvoice"));
        JsonNode line = ok(bc.get(order + "/salesOrderLines")).path("value").path(0);
        assertAmount(line.path("invoicedQuantity"), "1");
        assertAmount(line.path("shippedQuantity"), "1");
        assertAmount(line.path("invoiceQuantity"), "2");
        assertThat(balance("1150")).isEqualByComparingTo("9.99");
        assertRefused(
                bc.patch("salesOrderLines(" + line.path("id").asText() + ")", "*", "{\"invoiceQuantity\":3}"),
                400,
                "Application_DialogException",
                "You cannot invoice more than 2 units.");
        done(bc.act(order, "shipAndInvoice"));
        assertThat(balance("1150")).isEqualByComparingTo("29.97");
    }

    @Test
    void anOrderHasNoDueDateAndNoPricesWithSalesTax() {
        assertRefused(
                bc.post("salesOrders", "{\"customerNumber\":\"AMZ-US\",\"dueDate\":\"2026-10-03\"}"),
                400,
                "BadRequest_NotFound",
                "dueDate");
        assertRefused(
                bc.post("salesOrders", "{\"customerNumber\":\"AMZ-US\",\"pricesIncludeTax\":true}"),
                400,
                "Application_DialogException",
                "The \"pricesIncludeTax\" cannot be set to true if VAT Calculation Type is Sales Tax.");
    }

    @Test
    void grossPricesKeepTheGrossTotalExactly() {
        bc.control("/bc/vat", "{\"on\":true}");
        String order = create("salesOrders", """
                {"customerNumber":"AMZ-US","pricesIncludeTax":true,"salesOrderLines":[
                 {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":9.99,"taxCode":"TAXABLE"},
                 {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":9.99,"taxCode":"TAXABLE"},
                 {"lineType":"Account","lineObjectNumber":"4010","quantity":1,"unitPrice":9.99,"taxCode":"TAXABLE"}]}""");
        JsonNode draft = ok(bc.get(order));
        assertAmount(draft.path("totalAmountIncludingTax"), "29.97");
        // 29.97 / 1.2 = 24.975, once for the group; line by line it would be 3 x 8.33 = 24.99.
        assertAmount(draft.path("totalAmountExcludingTax"), "24.98");
        JsonNode lines = ok(bc.get(order + "/salesOrderLines")).path("value");
        assertThat(lines.path(0).path("taxCode").asText()).isEqualTo("20%");
        done(bc.act(order, "shipAndInvoice"));
        assertThat(balance("2220")).isEqualByComparingTo("-4.99");
        assertThat(balance("4000").add(balance("4010"))).isEqualByComparingTo("-24.98");
    }

    @Test
    void salesTaxIsRoundedOncePerGroup() {
        String area = bc.first("taxAreas", "code eq 'TAXED'").path("id").asText();
        created(bc.post("customers", """
                {"number":"LIABLE","displayName":"Liable","taxLiable":true,"taxAreaId":"%s"}""".formatted(area)));
        String invoice = create("salesInvoices", """
                {"customerNumber":"LIABLE","salesInvoiceLines":[
                 {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":0.33,"taxCode":"TAXABLE"},
                 {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":0.33,"taxCode":"TAXABLE"},
                 {"lineType":"Account","lineObjectNumber":"4010","quantity":1,"unitPrice":5,"taxCode":"NONTAXABLE"}]}""");
        // 0.66 x 8.25 % = 0.05445; line by line it would be 2 x 0.03.
        assertAmount(ok(bc.get(invoice)).path("totalTaxAmount"), "0.05");
        JsonNode lines = ok(bc.get(invoice + "/salesInvoiceLines")).path("value");
        assertAmount(lines.path(0).path("netTaxAmount"), "0.03");
        assertAmount(lines.path(1).path("netTaxAmount"), "0.02");
        done(bc.act(invoice, "post"));
        assertThat(balance("2200")).isEqualByComparingTo("-0.05");
        assertThat(balance("1100")).isEqualByComparingTo("5.71");
    }

    @Test
    void discountsOfLinesAndOfTheDocumentAreTakenOff() {
        String invoice = create("salesInvoices", """
                {"customerNumber":"AMZ-US","discountAmount":1,"salesInvoiceLines":[
                 {"lineType":"Item","lineObjectNumber":"SKU-1","quantity":3,"discountAmount":1},
                 {"lineType":"Account","lineObjectNumber":"4010","quantity":1,"unitPrice":1}]}""");
        JsonNode lines = ok(bc.get(invoice + "/salesInvoiceLines")).path("value");
        assertAmount(lines.path(0).path("discountPercent"), "3.33333");
        assertAmount(lines.path(0).path("amountExcludingTax"), "29");
        assertAmount(lines.path(0).path("invoiceDiscountAllocation"), "0.97");
        assertAmount(lines.path(1).path("invoiceDiscountAllocation"), "0.03");
        assertAmount(ok(bc.get(invoice)).path("totalAmountIncludingTax"), "29.00");
        assertRefused(
                bc.patch(
                        "salesInvoiceLines(" + lines.path(0).path("id").asText() + ")",
                        "*",
                        "{\"discountPercent\":101}"),
                400,
                "Application_FieldValidationException",
                "between 0 and 100");
    }

    @Test
    void aCreditMemoIsClosedAgainstClearingToo() {
        String memo = create("salesCreditMemos", """
                {"externalDocumentNumber":"114-1/R1","customerNumber":"AMZ-US","creditMemoDate":"2026-10-09",
                 "postingDate":"2026-10-09","salesCreditMemoLines":[
                  {"lineType":"Account","lineObjectNumber":"4100","quantity":1,"unitPrice":20}]}""");
        done(bc.act(memo, "post"));
        JsonNode posted = ok(bc.get(memo));
        assertThat(posted.path("number").asText()).isEqualTo("PS-CR104001");
        assertThat(posted.path("status").asText()).isEqualTo("Paid");
        assertThat(balance("4100")).isEqualByComparingTo("20");
        assertThat(balance("1150")).isEqualByComparingTo("-20");
        assertThat(balance("1100")).isEqualByComparingTo("0");
        assertRefused(
                bc.act(memo, "post"),
                400,
                "Application_DialogException",
                "The action can be applied to a draft credit memo only.");
        assertRefused(
                bc.patch(memo, "*", "{\"externalDocumentNumber\":\"X\"}"),
                400,
                "Application_DialogException",
                "The credit memo has been posted and can no longer be modified.");
    }

    @Test
    void aCreditMemoIsAppliedToTheInvoiceItNames() {
        created(bc.post("customers", "{\"number\":\"OPEN\",\"displayName\":\"Open\"}"));
        String invoice = create("salesInvoices", """
                {"customerNumber":"OPEN","salesInvoiceLines":[
                 {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":50}]}""");
        done(bc.act(invoice, "post"));
        String memo = create("salesCreditMemos", """
                {"customerNumber":"OPEN","invoiceNumber":"ps-inv103001","salesCreditMemoLines":[
                 {"lineType":"Account","lineObjectNumber":"4100","quantity":1,"unitPrice":20}]}""");
        done(bc.act(memo, "post"));
        assertAmount(ok(bc.get(invoice)).path("remainingAmount"), "30");
        assertThat(ok(bc.get(memo)).path("status").asText()).isEqualTo("Paid");
        assertThat(ok(bc.get("salesCreditMemos?$filter=" + encode("invoiceNumber eq 'PS-INV103001'")))
                        .path("value"))
                .hasSize(1);
    }

    @Test
    void aCorrectiveCreditMemoIsLeftAsADraft() {
        created(bc.post("customers", "{\"number\":\"OPEN\",\"displayName\":\"Open\"}"));
        String invoice = create("salesInvoices", """
                {"customerNumber":"OPEN","salesInvoiceLines":[
                 {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":50}]}""");
        assertRefused(
                bc.act(invoice, "makeCorrectiveCreditMemo"), 400, "Application_DialogException", "posted invoice only");
        done(bc.act(invoice, "post"));
        done(bc.act(invoice, "makeCorrectiveCreditMemo"));
        JsonNode memo = ok(bc.get("salesCreditMemos")).path("value").path(0);
        assertThat(memo.path("status").asText()).isEqualTo("Draft");
        assertThat(memo.path("invoiceNumber").asText()).isEqualTo("PS-INV103001");
        assertAmount(memo.path("totalAmountIncludingTax"), "50");
        done(bc.act("salesCreditMemos(" + memo.path("id").asText() + ")", "post"));
        assertAmount(ok(bc.get(invoice)).path("remainingAmount"), "0");
    }

    @Test
    void aShipmentBlockStopsOrders() {
        String order = create("salesOrders", """
                {"customerNumber":"AMZ-US","salesOrderLines":[
                 {"lineType":"Item","lineObjectNumber":"SKU-1","quantity":1}]}""");
        bc.control("/bc/block-customer", "{\"number\":\"AMZ-US\",\"blocked\":\"Ship\"}");
        assertRefused(bc.act(order, "shipAndInvoice"), 400, "Application_DialogException", "blocked with type Ship");
        assertThat(ok(bc.get("salesInvoices")).path("value")).isEmpty();
    }
}
