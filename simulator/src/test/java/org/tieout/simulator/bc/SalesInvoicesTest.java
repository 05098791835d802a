package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Invoices as drafts and posted: how fields and amounts follow from each other, and what posting does.
class SalesInvoicesTest {
    private static final String INVOICE = """
            {"externalDocumentNumber":"112-1234567-1234567","customerNumber":"AMZ-US","invoiceDate":"2026-10-03",
             "postingDate":"2026-10-03","currencyCode":"USD","customerPurchaseOrderReference":"112-1234567-1234567",
             "salesInvoiceLines":[
              {"lineType":"Item","lineObjectNumber":"SKU-1","quantity":2,"unitPrice":19.99,"taxCode":"NONTAXABLE"},
              {"lineType":"Account","lineObjectNumber":"4010","description":"Shipping","quantity":1,"unitPrice":5.99}]}""";

    private BcServer bc;

    @BeforeEach
    void start() {
        bc = new BcServer();
        created(bc.post("items", """
                {"number":"SKU-1","displayName":"Garlic press","type":"Inventory","unitPrice":21.50}"""));
    }

    @AfterEach
    void stop() {
        bc.close();
    }

    private static void assertAmount(JsonNode node, String amount) {
        assertThat(node.decimalValue()).isEqualByComparingTo(amount);
    }

    private JsonNode read(String path) {
        return ok(bc.get(path + "?$expand=salesInvoiceLines"));
    }

    private String invoice() {
        return "salesInvoices("
                + created(bc.post("salesInvoices", INVOICE)).path("id").asText() + ")";
    }

    private BigDecimal balance(String account) {
        return bc.first("accounts", "number eq '" + account + "'")
                .path("netChange")
                .decimalValue();
    }

    @Test
    void aDeepInsertMakesADraftWithItsLinesAndTotals() {
        var draft = created(bc.post("salesInvoices", INVOICE));
        assertThat(draft.has("salesInvoiceLines")).isFalse();
        assertThat(draft.path("status").asText()).isEqualTo("Draft");
        assertThat(draft.path("customerName").asText()).isEqualTo("Amazon customers");
        assertThat(draft.path("currencyCode").asText()).isEqualTo("USD");
        assertThat(draft.path("currencyId").asText()).isEqualTo("00000000-0000-0000-0000-000000000000");
        var read = read("salesInvoices(" + draft.path("id").asText() + ")");
        assertAmount(read.path("totalAmountIncludingTax"), "45.97");
        assertThat(read.path("salesInvoiceLines")).hasSize(2);
        var item = read.path("salesInvoiceLines").path(0);
        assertThat(item.path("description").asText()).isEqualTo("Garlic press");
        assertThat(item.path("unitOfMeasureCode").asText()).isEqualTo("PCS");
        assertThat(item.path("sequence").asInt()).isEqualTo(10_000);
        assertThat(read.path("salesInvoiceLines").path(1).path("description").asText())
                .isEqualTo("Shipping");
    }

    @Test
    void theAnswerToADeepInsertHasTheLinesWhereTheSwitchSaysSo() {
        bc.control("/bc/switches", "{\"linesInPostReply\":true}");
        assertThat(created(bc.post("salesInvoices", INVOICE)).path("salesInvoiceLines"))
                .hasSize(2);
    }

    @Test
    void aDeepInsertWithOneBadLineLeavesNothing() {
        assertRefused(
                bc.post("salesInvoices", INVOICE.replace("\"4010\"", "\"4999\"")),
                400,
                "Internal_InvalidTableRelation",
                "contains a value (4999) that cannot be found in the related table (G/L Account)");
        assertThat(ok(bc.get("salesInvoices")).path("value")).isEmpty();
        assertThat(created(bc.post("salesInvoices", INVOICE)).path("number").asText())
                .isEqualTo("S-INV102001");
    }

    @Test
    void aPriceThatComesBeforeTheQuantityIsOverwritten() {
        var id = created(bc.post("salesInvoices", "{\"customerNumber\":\"AMZ-US\"}"))
                .path("id")
                .asText();
        var line = created(bc.post("salesInvoices(" + id + ")/salesInvoiceLines", """
                {"lineType":"Item","lineObjectNumber":"SKU-1","unitPrice":19.99,"quantity":2}"""));
        assertAmount(line.path("unitPrice"), "21.50");
        assertAmount(line.path("netAmountIncludingTax"), "43.00");
    }

    @Test
    void theNumberIsReadOnlyAndTheCustomerMustExist() {
        assertRefused(
                bc.post("salesInvoices", "{\"number\":\"X\",\"customerNumber\":\"AMZ-US\"}"),
                400,
                "BadRequest_InvalidOperation",
                "Control 'number' is read-only.");
        assertRefused(
                bc.post("salesInvoices", "{}"),
                400,
                "Application_DialogException",
                "A \"customerNumber\" or a \"customerId\" must be provided.");
        assertRefused(
                bc.post("salesInvoices", "{\"customerNumber\":\"NOBODY\"}"),
                400,
                "Application_DialogException",
                "The sell-to customer cannot be found.");
        assertRefused(
                bc.post("salesInvoices", "{\"customerNumber\":\"AMZ-US\",\"invoiceDate\":\"3 Oct\"}"),
                400,
                "BadRequest",
                "Unable to convert value to Date");
        assertRefused(
                bc.post("salesInvoices", "{\"customerNumber\":\"AMZ-US\",\"currencyCode\":\"XYZ\"}"),
                400,
                "Application_DialogException",
                "The \"currencyCode\" does not match to a Currency.");
        assertRefused(
                bc.post("salesInvoices", "{\"customerNumber\":\"AMZ-US\",\"currencyCode\":\"EUR\"}"),
                400,
                "Internal_DataNotFoundFilter",
                "Currency Exchange Rate");
        assertRefused(
                bc.post("salesInvoices", "{\"customerNumber\":\"AMZ-US\",\"shortcutDimension1Code\":\"NONE\"}"),
                400,
                "Internal_InvalidTableRelation",
                "NONE");
    }

    @Test
    void anExplicitDueDateSurvivesThePaymentTerms() {
        var terms = bc.first("paymentTerms", "code eq '30 DAYS'").path("id").asText();
        var calculated = created(bc.post("salesInvoices", """
                {"customerNumber":"AMZ-US","paymentTermsId":"%s","invoiceDate":"2026-10-03"}""".formatted(terms)));
        assertThat(calculated.path("dueDate").asText()).isEqualTo("2026-11-02");
        var explicit = created(bc.post("salesInvoices", """
                {"dueDate":"2026-10-10","customerNumber":"AMZ-US","invoiceDate":"2026-10-03","paymentTermsId":"%s"}""".formatted(terms)));
        assertThat(explicit.path("dueDate").asText()).isEqualTo("2026-10-10");
    }

    @Test
    void linesRefuseWhatTheyCannotBe() {
        var lines = invoice() + "/salesInvoiceLines";
        var item = bc.first("items", "number eq 'SKU-1'").path("id").asText();
        var account = bc.first("accounts", "number eq '4010'").path("id").asText();
        assertRefused(
                bc.post(lines, "{\"itemId\":\"" + item + "\",\"accountId\":\"" + account + "\"}"),
                400,
                "Application_DialogException",
                "Both \"itemId\" and \"accountId\" are specified. Specify only one of them.");
        assertRefused(
                bc.post(lines, "{\"itemId\":\"00000000-0000-0000-0000-0000000000ff\"}"),
                400,
                "Application_DialogException",
                "Item does not exist.");
        assertRefused(
                bc.post(lines, "{\"accountId\":\"00000000-0000-0000-0000-0000000000ff\"}"),
                400,
                "Application_DialogException",
                "Account does not exist.");
        assertRefused(
                bc.post(lines, "{\"lineType\":\"Item\",\"lineObjectNumber\":\"SKU-1\",\"discountAmount\":1}"),
                400,
                "Application_FieldValidationException",
                "Quantity must have a value in Sales Line");
        assertRefused(bc.post(lines, """
                        {"lineType":"Item","lineObjectNumber":"SKU-1","quantity":1,"taxCode":"SOME"}"""), 400, "Internal_InvalidTableRelation", "SOME");
        assertRefused(
                bc.post(lines, "{\"lineType\":\"Item\",\"lineObjectNumber\":\"SKU-1\",\"netAmount\":1}"),
                400,
                "BadRequest_InvalidOperation",
                "Control 'netAmount' is read-only.");
        var comment = created(bc.post(lines, "{\"description\":\"Thank you\"}"));
        assertThat(comment.path("lineType").asText()).isEqualTo("Comment");
        assertThat(comment.path("sequence").asInt()).isEqualTo(30_000);
        assertRefused(
                bc.patch(lines + "(" + comment.path("id").asText() + ")", "*", "{\"sequence\":1}"),
                400,
                "Application_DialogException",
                "The value for \"sequence\" cannot be modified. Delete and insert the line again.");
    }

    @Test
    void linesAreReadFlatOnlyWithTheirDocument() {
        var id = created(bc.post("salesInvoices", INVOICE)).path("id").asText();
        assertRefused(
                bc.get("salesInvoiceLines"),
                400,
                "Application_DialogException",
                "You must specify an Id or a Document Id to get the lines.");
        assertThat(ok(bc.get("salesInvoiceLines?$filter=documentId%20eq%20" + id))
                        .path("value"))
                .hasSize(2);
    }

    @Test
    void aLineThatChangesChangesTheVersionOfItsDocument() {
        var before = read(invoice());
        var line = before.path("salesInvoiceLines").path(1).path("id").asText();
        var path = "salesInvoices(" + before.path("id").asText() + ")";
        ok(bc.patch("salesInvoiceLines(" + line + ")", "*", "{\"unitPrice\":6.99}"));
        assertAmount(read(path).path("totalAmountIncludingTax"), "46.97");
        assertRefused(
                bc.patch(path, before.path("@odata.etag").asText(), "{\"externalDocumentNumber\":\"X\"}"),
                409,
                "Request_EntityChanged",
                "");
    }

    @Test
    void aPostedInvoiceKeepsItsIdAndChangesItsNumber() {
        var path = invoice();
        var draft = read(path);
        done(bc.act(path, "post"));
        var posted = read(path);
        assertThat(posted.path("id")).isEqualTo(draft.path("id"));
        assertThat(draft.path("number").asText()).isEqualTo("S-INV102001");
        assertThat(posted.path("number").asText()).isEqualTo("PS-INV103001");
        assertThat(posted.path("salesInvoiceLines").path(0).path("id"))
                .isEqualTo(draft.path("salesInvoiceLines").path(0).path("id"));
        assertThat(ok(bc.get("salesInvoices?$filter=number%20eq%20'S-INV102001'"))
                        .path("value"))
                .isEmpty();
        assertRefused(
                bc.act(path, "post"),
                400,
                "Application_DialogException",
                "The action can be applied to a draft invoice only.");
    }

    @Test
    void anActionIsFoundWhateverItsCase() {
        done(bc.post(invoice() + "/microsoft.nav.POST", ""));
        assertRefused(bc.act(invoice(), "shipAndInvoice"), 404, "BadRequest_ResourceNotFound", "shipandinvoice");
    }

    @Test
    void thePaymentMethodClosesTheInvoiceAgainstClearing() {
        var path = invoice();
        done(bc.act(path, "post"));
        var posted = read(path);
        assertThat(posted.path("status").asText()).isEqualTo("Paid");
        assertAmount(posted.path("remainingAmount"), "0");
        assertThat(balance("4000")).isEqualByComparingTo("-39.98");
        assertThat(balance("4010")).isEqualByComparingTo("-5.99");
        assertThat(balance("1150")).isEqualByComparingTo("45.97");
        assertThat(balance("1100")).isEqualByComparingTo("0");
        assertAmount(bc.first("customers", "number eq 'AMZ-US'").path("balanceDue"), "0");
        assertAmount(bc.first("items", "number eq 'SKU-1'").path("inventory"), "-2");
    }

    @Test
    void withoutABalancingAccountTheInvoiceStaysOpen() {
        created(bc.post("customers", "{\"number\":\"OPEN\",\"displayName\":\"Open\"}"));
        var path = "salesInvoices("
                + created(bc.post("salesInvoices", INVOICE.replace("AMZ-US", "OPEN")))
                        .path("id")
                        .asText()
                + ")";
        done(bc.act(path, "post"));
        assertThat(read(path).path("status").asText()).isEqualTo("Open");
        assertAmount(read(path).path("remainingAmount"), "45.97");
        assertAmount(bc.first("customers", "number eq 'OPEN'").path("balanceDue"), "45.97");
        done(bc.act(path, "cancel"));
        assertThat(read(path).path("status").asText()).isEqualTo("Canceled");
        assertThat(ok(bc.get("salesCreditMemos"))
                        .path("value")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("Corrective");
        assertThat(balance("4000")).isEqualByComparingTo("0");
        assertRefused(
                bc.act(path, "cancel"),
                400,
                "Application_DialogException",
                "The invoice cannot be canceled because it has already been canceled.");
    }

    @Test
    void aPaidInvoiceIsNotCorrected() {
        var path = invoice();
        done(bc.act(path, "post"));
        assertRefused(bc.act(path, "cancel"), 400, "Application_DialogException", "fully or partially paid");
        assertRefused(
                bc.act(path, "makeCorrectiveCreditMemo"),
                400,
                "Application_DialogException",
                "fully or partially paid");
        bc.control("/bc/switches", "{\"paidInvoicesCanBeCanceled\":true}");
        done(bc.act(path, "cancel"));
        assertThat(balance("1150")).isEqualByComparingTo("0");
    }

    @Test
    void aPostedInvoiceIsReadOnly() {
        var path = invoice();
        done(bc.act(path, "post"));
        var posted = read(path);
        var line = posted.path("salesInvoiceLines").path(0).path("id").asText();
        String text = "The invoice has been posted and can no longer be modified.";
        assertRefused(
                bc.patch(path, "*", "{\"externalDocumentNumber\":\"X\"}"), 400, "Application_DialogException", text);
        assertRefused(
                bc.patch("salesInvoiceLines(" + line + ")", "*", "{\"quantity\":1}"),
                400,
                "Application_DialogException",
                text);
        assertRefused(bc.post(path + "/salesInvoiceLines", "{}"), 400, "Application_DialogException", text);
        assertRefused(bc.delete(path), 400, "Application_DialogException", "cannot delete");
        ok(bc.patch(path, "*", "{\"dueDate\":\"2026-12-01\",\"promisedPayDate\":\"2026-12-02\"}"));
    }

    @Test
    void aDraftCanBeDeletedWithItsLines() {
        var path = invoice();
        done(bc.delete(path));
        assertRefused(bc.get(path), 404, "BadRequest_ResourceNotFound", "does not exist");
    }

    @Test
    void postingRefusesWhatTheSetupForbids() {
        var path = invoice();
        bc.control("/bc/posting-dates", "{\"from\":\"2026-11-01\",\"to\":\"2026-11-30\"}");
        assertRefused(
                bc.act(path, "post"),
                400,
                "Application_FieldValidationException",
                "Posting Date is not within your range of allowed posting dates");
        bc.control("/bc/posting-dates", "{}");
        bc.control("/bc/block-customer", "{\"number\":\"AMZ-US\",\"blocked\":\"All\"}");
        assertRefused(bc.act(path, "post"), 400, "Application_DialogException", "blocked with type All");
        assertRefused(bc.post("salesInvoices", INVOICE), 400, "Application_DialogException", "blocked with type All");
        bc.control("/bc/block-customer", "{\"number\":\"AMZ-US\",\"blocked\":\"\"}");
        bc.control("/bc/block-account", "{\"number\":\"4010\",\"on\":true}");
        assertRefused(bc.act(path, "post"), 400, "Application_FieldValidationException", "Blocked");
        bc.control("/bc/block-account", "{\"number\":\"4010\",\"on\":false}");
        assertThat(read(path).path("status").asText()).isEqualTo("Draft");
        assertThat(balance("4000")).isEqualByComparingTo("0");
        done(bc.act(path, "post"));
    }

    @Test
    void postingNeedsLinesAnAmountAndATotalOfZeroOrMore() {
        var empty = "salesInvoices("
                + created(bc.post("salesInvoices", "{\"customerNumber\":\"AMZ-US\"}"))
                        .path("id")
                        .asText()
                + ")";
        assertRefused(
                bc.act(empty, "post"),
                400,
                "Application_DialogException",
                "Please add at least one line item to the invoice.");
        created(bc.post(empty + "/salesInvoiceLines", "{\"description\":\"nothing\"}"));
        assertRefused(
                bc.act(empty, "post"),
                400,
                "Application_DialogException",
                "There is nothing to post because the document does not contain a quantity or amount.");
        created(bc.post(empty + "/salesInvoiceLines", """
                {"lineType":"Account","lineObjectNumber":"4090","quantity":1,"unitPrice":-0.01}"""));
        assertRefused(
                bc.act(empty, "post"),
                400,
                "Application_DialogException",
                "The total amount for the invoice must be 0 or greater.");
    }

    @Test
    void aCustomerWithoutATemplateHasNoPostingGroup() {
        bc.control("/bc/customer-template", "{\"on\":false}");
        created(bc.post("customers", "{\"number\":\"BARE\",\"displayName\":\"Bare\"}"));
        var path = "salesInvoices("
                + created(bc.post("salesInvoices", INVOICE.replace("AMZ-US", "BARE")))
                        .path("id")
                        .asText()
                + ")";
        assertRefused(
                bc.act(path, "post"),
                400,
                "Application_FieldValidationException",
                "Customer Posting Group must have a value in Customer: No.=BARE");
    }

    @Test
    void theSameExternalNumberMayBeUsedTwice() {
        created(bc.post("salesInvoices", INVOICE));
        created(bc.post("salesInvoices", INVOICE));
        assertThat(ok(bc.get("salesInvoices?$filter="
                                + BcServer.encode("externalDocumentNumber eq '112-1234567-1234567'"
                                        + " and customerNumber eq 'AMZ-US'")))
                        .path("value"))
                .hasSize(2);
    }

    @Test
    void inThePagesOrderThePriceComesAfterTheQuantity() {
        bc.control("/bc/switches", "{\"pageOrderOfFields\":true}");
        var path = invoice();
        var line = created(bc.post(path + "/salesInvoiceLines", """
                {"unitPrice":19.99,"quantity":2,"lineObjectNumber":"SKU-1","lineType":"Item"}"""));
        assertAmount(line.path("unitPrice"), "19.99");
    }

    @Test
    void anAccountWithoutDirectPostingIsNoLine() {
        bc.control("/bc/direct-posting", "{\"number\":\"4010\",\"on\":false}");
        assertRefused(
                bc.post("salesInvoices", INVOICE),
                400,
                "Application_FieldValidationException",
                "Direct Posting must be equal to 'Yes'");
    }

    @Test
    void theDimensionsOfAPostedInvoiceAreReadOnly() {
        var path = invoice();
        var line = read(path).path("salesInvoiceLines").path(0).path("id").asText();
        done(bc.act(path, "post"));
        assertRefused(
                bc.post(
                        "salesInvoiceLines(" + line + ")/dimensionSetLines",
                        "{\"code\":\"DEPARTMENT\",\"valueCode\":\"SALES\"}"),
                400,
                "Application_DialogException",
                "The invoice has been posted and can no longer be modified.");
    }

    @Test
    void aShortcutDimensionThatChangesOnTheHeaderChangesOnItsLines() {
        var path = invoice();
        ok(bc.patch(path, "*", "{\"shortcutDimension1Code\":\"sales\"}"));
        done(bc.act(path, "post"));
        var entries = ok(bc.get("generalLedgerEntries?$expand=dimensionSetLines&$filter="
                        + BcServer.encode("accountNumber eq '4010'")))
                .path("value");
        assertThat(entries.path(0)
                        .path("dimensionSetLines")
                        .path(0)
                        .path("valueCode")
                        .asText())
                .isEqualTo("SALES");
    }

    @Test
    void anExternalNumberIsDemandedWhereTheSetupSaysSo() {
        bc.control("/bc/external-numbers-mandatory", "{\"on\":true}");
        var path = "salesInvoices("
                + created(bc.post("salesInvoices", """
                        {"customerNumber":"AMZ-US","salesInvoiceLines":[
                         {"lineType":"Account","lineObjectNumber":"4000","quantity":1,"unitPrice":1}]}""")).path("id").asText()
                + ")";
        assertRefused(
                bc.act(path, "post"),
                400,
                "Application_FieldValidationException",
                "External Document No. must have a value in Sales Header: Document Type=Invoice");
    }
}
